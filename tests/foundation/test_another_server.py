"""A whole installation on a PostgreSQL server that somebody else runs, made with the SQL that the docs give."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.support.second_server import SecondServer, documented_password, documented_sql, running

_ADMINISTRATORS = ("--system-administrator=sun:孙系统", "--security-administrator=zhou:周安全")
_INIT = ("init", "--bureau=某市财政局", *_ADMINISTRATORS, "--audit-administrator=wu:吴审计")


@dataclass(frozen=True)
class Elsewhere:
    """An installation's folder and the addresses of its database."""

    server: SecondServer
    home: Path
    database: str = "jixiao"

    def address(self, role: str) -> str:
        return self.server.address(role, documented_password(role), self.database)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "DJANGO_", "PG"))}
        urls = {"DATABASE_URL": "jixiao_application", "DATABASE_OWNER_URL": "jixiao_owner"}
        return kept | {"JIXIAO_HOME": str(self.home)} | {name: self.address(role) for name, role in urls.items()}

    def jixiao(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "jixiao.interfaces.cli", *arguments]
        environment = {name: value for name, value in (self.environment | changed).items() if value}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecondServer]:
    with running(tmp_path_factory.mktemp("elsewhere") / "server") as started:
        started.administrator_runs(documented_sql())
        yield started


@pytest.fixture(scope="module")
def elsewhere(server: SecondServer, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """A real bureau on that server, migrated and initialised by the commands."""
    made = Elsewhere(server, tmp_path_factory.mktemp("home") / "jixiao")
    for arguments in (("migrate",), _INIT):
        done = made.jixiao(*arguments)
        assert done.returncode == 0, done.stderr
    return made


def test_nothing_is_wrong_and_no_embedded_server_was_made(elsewhere: Elsewhere) -> None:
    done = elsewhere.jixiao("doctor", "--audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert "审计链完整" in done.stdout
    assert not (elsewhere.home / "postgres").exists()


def test_the_secret_that_signs_sessions_is_made_there_too(elsewhere: Elsewhere) -> None:
    secret = elsewhere.home / "secrets" / "django"
    assert len(secret.read_text(encoding="utf-8")) >= 50
    assert secret.stat().st_mode & 0o077 == 0


def test_the_server_answers_a_page(elsewhere: Elsewhere) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=elsewhere.environment, stderr=subprocess.DEVNULL) as served:
        page = _answer(f"http://127.0.0.1:{port}/sign-in/")
        served.send_signal(signal.SIGTERM)
        assert served.wait(timeout=60) == 0
    assert "登录" in page


def test_the_application_cannot_touch_the_schema_nor_read_without_identity(elsewhere: Elsewhere) -> None:
    with psycopg.connect(elsewhere.address("jixiao_application"), autocommit=True) as connection:
        for statement in ("DROP TABLE person", "CREATE TABLE mine (a integer)", "SELECT name FROM person"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_later_migration_may_refer_to_tables_that_have_rows(elsewhere: Elsewhere) -> None:
    refers = (
        "import django; django.setup()\nfrom django.db import connection\n"
        "with connection.cursor() as c:\n"
        " c.execute('CREATE TABLE later AS SELECT id AS at FROM organisation')\n"
        " c.execute('ALTER TABLE later ADD FOREIGN KEY (at) REFERENCES organisation (id)')\n"
        " c.execute('SELECT count(*) FROM later'); print(c.fetchone()[0]); c.execute('DROP TABLE later')"
    )
    owner = {"JIXIAO_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "jixiao.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", refers], env=elsewhere.environment | owner, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_the_owner_as_the_application_is_found(elsewhere: Elsewhere) -> None:
    done = elsewhere.jixiao("doctor", "--json", DATABASE_URL=elsewhere.address("jixiao_owner"))
    codes = {json.loads(line)["code"] for line in done.stdout.splitlines()}
    assert done.returncode == 1
    assert "database.role_owns_tables" in codes


def test_a_copy_needs_the_owner(elsewhere: Elsewhere, tmp_path: Path) -> None:
    done = elsewhere.jixiao("backup", str(tmp_path / "copy"), DATABASE_OWNER_URL="")
    assert done.returncode == 1
    assert "[database.owner_not_named]" in done.stderr
    assert not (tmp_path / "copy").exists()


def test_a_copy_goes_into_an_empty_database_and_into_an_embedded_one_and_is_proven(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    assert elsewhere.jixiao("backup", str(copy)).returncode == 0
    rows = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["content"]
    assert rows["public.person"]["rows"] == 3

    again = Elsewhere(elsewhere.server, tmp_path / "again", "jixiao_again")
    in_use = elsewhere.jixiao("restore", str(copy))
    assert (in_use.returncode, "[restore.database_in_use]" in in_use.stderr) == (1, True)
    _another_database(again)
    embedded = {"DATABASE_URL": "", "DATABASE_OWNER_URL": "", "JIXIAO_HOME": str(tmp_path / "embedded")}
    for changed in ({}, embedded):
        restored = again.jixiao("restore", str(copy), **changed)
        assert restored.returncode == 0, restored.stderr
        assert "逐表与备份一致" in restored.stdout
        proven = again.jixiao("doctor", "--audit", **changed)
        assert (proven.returncode, "审计链完整" in proven.stdout) == (0, True), proven.stdout


def test_a_copy_that_does_not_hold_leaves_the_database_empty(elsewhere: Elsewhere, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert elsewhere.jixiao("backup", str(copy)).returncode == 0
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["content"]["public.person"]["rows"] += 1
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    other = Elsewhere(elsewhere.server, tmp_path / "other", "jixiao_other")
    _another_database(other)
    done = other.jixiao("restore", str(copy))
    assert (done.returncode, "[restore.content_differs]" in done.stderr) == (1, True), done.stderr
    with psycopg.connect(other.address("jixiao_owner")) as connection:
        [found] = (
            connection.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'jixiao_owner'").fetchone() or []
        )
    assert found == 0
    assert other.jixiao("migrate").returncode == 0


def _another_database(made: Elsewhere) -> None:
    """The documented statements once more, under the database's own name and without the roles that are there."""
    statements = [each for each in documented_sql().split(";") if "CREATE ROLE" not in each]
    made.server.administrator_runs(";".join(statements).replace("DATABASE jixiao ", f"DATABASE {made.database} "))


def _answer(url: str) -> str:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"{url} did not answer")
