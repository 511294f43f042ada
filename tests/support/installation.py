"""An installation of its own for the tests of a process: embedded server, migrated, asked as the application's role.

A superuser would hide every hole, so tests never connect as one unless they say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from jixiao.foundation.database.embedded import ADMINISTRATOR, OWNER, EmbeddedServer

_made: dict[str, Path] = {}


def installation() -> Path:
    """The folder of this process's installation; made once, its server stopped at exit by :func:`stop`."""
    if "home" not in _made:
        _made["home"] = Path(tempfile.mkdtemp(prefix="jixiao-test-"))
        os.environ["JIXIAO_HOME"] = str(_made["home"])
        os.environ["DJANGO_SETTINGS_MODULE"] = "jixiao.config.settings"
        os.environ.pop("DATABASE_URL", None)
        from jixiao.foundation.database.connection import embedded_server

        server = embedded_server()
        assert server is not None
        server.start()
        environment = os.environ | {"JIXIAO_DATABASE_ROLE": "owner"}
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, env=environment, timeout=300)
        knows_coming_years(_made["home"])
    return _made["home"]


def knows_coming_years(home: Path) -> None:
    """Calendars of the years after 2026, without holidays: tests that count from today's date go on being true.

    Each is known from the December before, as real notices are.
    """
    (home / "calendar").mkdir(exist_ok=True)
    for year in range(2027, date.today().year + 3):
        (home / "calendar" / f"holidays_{year}.yaml").write_text(
            f"id: calendar.holidays_{year}\ntitle: 测试\nunit: 日\nvalues:\n  - effective: {year - 1}-12-01\n"
            "    value: {holidays: {}, made_up: []}\n    citation: {document: 测试, article: '', evidence: I}\n"
            f"    origin: ours\n    checked_on: {year - 1}-12-01\n",
            encoding="utf-8",
        )


def stop() -> None:
    """Stops the server and removes the installation."""
    import shutil

    home = _made.pop("home", None)
    if home is not None:
        EmbeddedServer(home).stop()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def own_database() -> Iterator[str]:
    """A copy of the migrated, empty database that a test may spoil; Django talks to the copy meanwhile.

    Gives the superuser's address of the copy.
    """
    from django.db import connections

    server = EmbeddedServer(installation())
    name = "spoilt"
    settings = connections["default"].settings_dict
    kept = settings["NAME"]
    connections["default"].close()
    with psycopg.connect(server.address(ADMINISTRATOR, "postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE {kept} OWNER {OWNER}")
    with psycopg.connect(server.address(ADMINISTRATOR, name), autocommit=True) as superuser:
        _numbers_begin_at_one(superuser)
    settings["NAME"] = name
    try:
        yield server.address(ADMINISTRATOR, name)
    finally:
        connections["default"].close()
        settings["NAME"] = kept


def _numbers_begin_at_one(superuser: psycopg.Connection[Any]) -> None:
    """Tests before this one were rolled back, and used numbers up all the same."""
    found = superuser.execute(
        "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname IN ('public', 'history')"
    )
    for (sequence,) in found.fetchall():
        superuser.execute(f"ALTER SEQUENCE {sequence} RESTART")
