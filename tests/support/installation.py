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
from pathlib import Path

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
    return _made["home"]


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
    import psycopg
    from django.db import connections

    server = EmbeddedServer(installation())
    name = "spoilt"
    settings = connections["default"].settings_dict
    kept = settings["NAME"]
    connections["default"].close()
    with psycopg.connect(server.address(ADMINISTRATOR, "postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE {kept} OWNER {OWNER}")
    settings["NAME"] = name
    try:
        yield server.address(ADMINISTRATOR, name)
    finally:
        connections["default"].close()
        settings["NAME"] = kept
