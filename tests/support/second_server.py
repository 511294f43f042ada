"""A plain PostgreSQL server that is not ours: its own initdb, a TCP port on the loopback, passwords."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jixiao.foundation.database.embedded import binary

_OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
_PASSWORD = "administrator's own"


@dataclass(frozen=True)
class SecondServer:
    """Where it listens, and the words an administrator would give us."""

    folder: Path
    port: int

    def address(self, role: str, password: str, database: str = "jixiao") -> str:
        """As it stands in ``DATABASE_URL``."""
        return f"postgresql://{role}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}?connect_timeout=10"

    def administrator_runs(self, statements: str) -> None:
        """Runs SQL as the server's administrator; stops at the first fault."""
        environment = os.environ | {"PGPASSWORD": _PASSWORD}
        command = [binary("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--quiet", "--host=127.0.0.1"]
        where = [f"--port={self.port}", "--username=postgres", "--dbname=postgres"]
        subprocess.run([*command, *where], input=statements, text=True, check=True, env=environment, timeout=60)


def documented_sql() -> str:
    """The statements that docs/operations.md tells an administrator to run."""
    [found] = re.findall(r"```sql\n(.*?)```", _OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def documented_password(role: str) -> str:
    """The password that the documented statements give the role."""
    [found] = re.findall(rf"CREATE ROLE {role} .*PASSWORD '([^']+)';", documented_sql())
    return str(found)


@contextmanager
def running(folder: Path) -> Iterator[SecondServer]:
    """The server, made and started in ``folder``; stopped at the end."""
    folder.mkdir(parents=True)
    password = folder / "password"
    password.write_text(_PASSWORD)
    data = folder / "data"
    made = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C"]
    _as_somebody([binary("initdb"), f"--pgdata={data}", "--no-sync", *made], folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = SecondServer(folder, probe.getsockname()[1])
    settings = f"-c listen_addresses=127.0.0.1 -c port={server.port} -c unix_socket_directories= -c fsync=off"
    control = [binary("pg_ctl"), f"--pgdata={data}", "--wait"]
    _as_somebody([*control, "start", f"--log={folder / 'log'}", f"--options={settings}"], folder)
    try:
        yield server
    finally:
        _as_somebody([*control, "stop", "--mode=immediate"], folder)


def _as_somebody(command: list[str], folder: Path) -> None:
    """PostgreSQL refuses to run as root; output goes to a file because a server that stays would hold a pipe open."""
    before = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
    with (folder / "output").open("ab") as output:
        subprocess.run([*before, *command], check=True, stdout=output, stderr=output, timeout=120)
