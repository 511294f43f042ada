"""A consistent copy of an installation in a folder, and the way back, proven.

The database is dumped in one snapshot together with the head of its audit chain; attachments are copied by their
hashes; a manifest names every file with its sha256. Secrets stay where they are unless they are asked for: the copy
alone lets nobody in.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from jixiao.foundation.database.embedded import ADMINISTRATOR, DATABASE, OWNER, EmbeddedServer, binary
from jixiao.rules.findings import Finding

MANIFEST = "manifest.json"
_DUMP = "database.dump"
#: Beside the database: attachments, the installation's own calendar years, and the mark of simulated data.
_KEPT = ("attachments", "calendar", "simulated")
_COUNTED = """
SELECT table_schema || '.' || table_name FROM information_schema.tables
WHERE table_schema IN ('public', 'history') AND table_type = 'BASE TABLE' ORDER BY 1
"""


class BackupError(RuntimeError):
    """A copy that cannot be made or may not be used; carries the finding."""

    def __init__(self, code: str, place: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.finding = Finding(code, "error", place, message, fix=fix)


def back_up(server: EmbeddedServer, folder: Path, *, with_secrets: bool = False) -> dict[str, Any]:
    """Copies the installation into ``folder``, which must be new or empty; gives the manifest.

    Raises :class:`BackupError`; nothing half done is left under the final name.
    """
    if folder.exists() and any(folder.iterdir()):
        fix = "请给出新的或空的文件夹。"
        raise BackupError("backup.folder_not_empty", str(folder), "文件夹不是空的，没有备份。", fix)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    with psycopg.connect(server.address(ADMINISTRATOR)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [snapshot] = connection.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        content = digests(connection)
        _dump(server, unfinished / _DUMP, str(snapshot))
    _copy_kept(server.home, unfinished)
    if with_secrets:
        shutil.copytree(server.home / "secrets", unfinished / "secrets")
    manifest = {"content": content, "files": {name: _sha256(unfinished / name) for name in _names(unfinished)}}
    (unfinished / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    return manifest


def restore(folder: Path, home: Path) -> dict[str, Any]:
    """Makes a new installation in ``home`` out of a copy, compares every row's hash, and begins a new era.

    Raises :class:`BackupError` when the copy is damaged or ``home`` is in use; ``home`` is then left without database.
    """
    manifest = _manifest(folder)
    server = EmbeddedServer(home)
    if server.data.exists():
        fix = "请把 JIXIAO_HOME 设为新的文件夹；旧的安装不会被覆盖。"
        raise BackupError("restore.home_in_use", str(home), "这里已有数据库，没有恢复。", fix)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / "secrets").is_dir():
        shutil.copytree(folder / "secrets", home / "secrets", dirs_exist_ok=True)
    server.enter()
    try:
        _load(server, folder / _DUMP)
        _copy_kept(folder, home)
        with psycopg.connect(server.address(ADMINISTRATOR), autocommit=True) as connection:
            _compare(manifest["content"], digests(connection), folder)
            connection.execute(
                "INSERT INTO history.era (number, why) SELECT max(number) + 1, '从备份恢复' FROM history.era"
            )
        server.survey()
    except BaseException:
        server.leave()
        shutil.rmtree(server.data, ignore_errors=True)
        raise
    server.leave()
    return manifest


def digests(connection: psycopg.Connection[Any]) -> dict[str, dict[str, Any]]:
    """Rows and the sha256 over all rows of every table, in an order that does not depend on storage."""
    connection.execute("SET LOCAL timezone = 'UTC'" if connection.info.transaction_status else "SET timezone = 'UTC'")
    found = {}
    for (name,) in connection.execute(_COUNTED).fetchall():
        row = connection.execute(
            f"""SELECT count(*), coalesce(encode(sha256(string_agg(d, ''::bytea ORDER BY d)), 'hex'), '')
                FROM (SELECT sha256(convert_to(to_jsonb(t)::text, 'UTF8')) AS d FROM {name} t) AS rows"""  # noqa: S608 - names out of the catalogue
        ).fetchone()
        found[name] = {"rows": row[0], "sha256": row[1]} if row else {}
    return found


def _compare(expected: dict[str, Any], found: dict[str, Any], folder: Path) -> None:
    differing = [name for name in expected if found.get(name) != expected[name]]
    if differing:
        fix = "请改用另一份备份，并查明这一份为何不符。"
        message = f"恢复后的内容与备份时不一致：{'、'.join(differing)}。"
        raise BackupError("restore.content_differs", str(folder), message, fix)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        named = manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        fix = "请给出 jixiao backup 做成的文件夹。"
        raise BackupError("restore.no_manifest", str(folder), "这里没有可用的备份清单。", fix) from error
    for name, expected in named.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != expected:
            message = "文件缺失或已被改动，没有恢复。"
            raise BackupError("restore.file_differs", str(path), message, "请改用另一份备份。")
    return manifest


def _dump(server: EmbeddedServer, file: Path, snapshot: str) -> None:
    command = [binary("pg_dump"), "--format=custom", f"--snapshot={snapshot}", f"--file={file}"]
    _run(server, command, DATABASE, "备份")


def _load(server: EmbeddedServer, file: Path) -> None:
    with psycopg.connect(server.address(ADMINISTRATOR), autocommit=True) as connection:
        connection.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
    command = [binary("pg_restore"), "--exit-on-error", "--single-transaction", "--disable-triggers", "--no-comments"]
    _run(server, [*command, f"--dbname={DATABASE}", str(file)], None, "恢复")


def _run(server: EmbeddedServer, command: list[str], database: str | None, what: str) -> None:
    environment = {
        **os.environ,
        "PGHOST": str(server.socket_folder),
        "PGUSER": ADMINISTRATOR,
        "PGPASSWORD": server.secret(ADMINISTRATOR),
    }
    arguments = [*command, database] if database else command
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise BackupError("backup.program_failed", "数据库", f"数据库{what}失败：{said}", "请查看数据库日志。")


def _copy_kept(source: Path, target: Path) -> None:
    for name in _KEPT:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        elif (source / name).is_file():
            shutil.copy2(source / name, target / name)


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            yield str(path.relative_to(folder))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
