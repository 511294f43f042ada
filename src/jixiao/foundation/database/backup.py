"""A consistent copy of an installation in a folder, and the way back, proven.

The database is dumped in one snapshot together with the head of its audit chain; attachments are copied by their
hashes; a manifest names every file with its sha256. Secrets stay where they are unless they are asked for: the copy
alone lets nobody in.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from jixiao.foundation.database.access import Access, access_to_embedded
from jixiao.foundation.database.embedded import OWNER, EmbeddedServer, binary
from jixiao.rules.findings import Finding

MANIFEST = "manifest.json"
_DUMP = "database.dump"
#: Beside the database: attachments, the installation's own calendar years, and the mark of simulated data.
_KEPT = ("attachments", "calendar", "simulated")
#: A file that is being uploaded at this moment has no row yet, and may have its name before it is copied.
_UNFINISHED = shutil.ignore_patterns(".unfinished-*")
_COUNTED = """
SELECT table_schema || '.' || table_name FROM information_schema.tables
WHERE table_schema !~ '^pg_' AND table_schema <> 'information_schema' AND table_type = 'BASE TABLE' ORDER BY 1
"""
_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"


class BackupError(RuntimeError):
    """A copy that cannot be made or may not be used; carries the finding."""

    def __init__(self, code: str, place: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.finding = Finding(code, "error", place, message, fix=fix)


def back_up(access: Access, home: Path, folder: Path, *, with_secrets: bool = False) -> dict[str, Any]:
    """Copies the installation of ``home`` and the database behind ``access`` into ``folder``; gives the manifest.

    The folder must be new or empty. Raises :class:`BackupError`; nothing half done is left under the final name.
    """
    if folder.exists() and any(folder.iterdir()):
        fix = "请给出新的或空的文件夹。"
        raise BackupError("backup.folder_not_empty", str(folder), "文件夹不是空的，没有备份。", fix)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    with access.connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [snapshot] = connection.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        content = digests(connection)
        _dump(access, unfinished / _DUMP, str(snapshot))
    _copy_kept(home, unfinished)
    if with_secrets:
        shutil.copytree(home / "secrets", unfinished / "secrets")
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
    _copy_secrets(folder, home)
    server.enter()
    try:
        access = access_to_embedded(server)
        with access.connect(autocommit=True) as connection:
            connection.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
        _fill(access, folder, home, manifest)
        server.survey()
    except BaseException:
        server.leave()
        shutil.rmtree(server.data, ignore_errors=True)
        raise
    server.leave()
    return manifest


def restore_elsewhere(folder: Path, home: Path, access: Access) -> dict[str, Any]:
    """The same into the empty database of another server. Raises :class:`BackupError`; the database is then empty."""
    manifest = _manifest(folder)
    with access.connect(autocommit=True) as connection:
        if connection.execute(_COUNTED).fetchone():
            fix = "请让数据库管理员另建一个空的数据库（docs/operations.md），并改 DATABASE_URL；旧的不会被覆盖。"
            raise BackupError("restore.database_in_use", access.database, "这个数据库里已有数据表，没有恢复。", fix)
    _copy_secrets(folder, home)
    try:
        _fill(access, folder, home, manifest)
    except BaseException:
        with access.connect(autocommit=True) as connection:
            _clear(connection)
        raise
    with access.connect(autocommit=True) as connection:
        connection.execute("ANALYZE")
    return manifest


def _fill(access: Access, folder: Path, home: Path, manifest: dict[str, Any]) -> None:
    _load(access, folder / _DUMP)
    _copy_kept(folder, home)
    with access.connect(autocommit=True) as connection:
        _compare(manifest["content"], digests(connection), folder)
        connection.execute(
            "INSERT INTO history.era (number, why) SELECT max(number) + 1, '从备份恢复' FROM history.era"
        )


def _clear(connection: psycopg.Connection[Any]) -> None:
    """Takes away what a copy that may not be used has brought into a database that had been empty."""
    for (name,) in connection.execute(_SCHEMAS).fetchall():
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
    connection.execute("CREATE SCHEMA IF NOT EXISTS public")


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


def _dump(access: Access, file: Path, snapshot: str) -> None:
    command = [binary("pg_dump"), "--format=custom", f"--snapshot={snapshot}", f"--file={file}", *access.dump_options]
    _run(access, command, "备份")


def _load(access: Access, file: Path) -> None:
    command = [binary("pg_restore"), "--exit-on-error", "--single-transaction", "--no-comments"]
    _run(access, [*command, f"--dbname={access.database}", str(file)], "恢复")


def _run(access: Access, command: list[str], what: str) -> None:
    done = subprocess.run(command, env=access.environment(), capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise BackupError("backup.program_failed", "数据库", f"数据库{what}失败：{said}", "请查看数据库日志。")


def _copy_secrets(folder: Path, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / "secrets").is_dir():
        shutil.copytree(folder / "secrets", home / "secrets", dirs_exist_ok=True)


def _copy_kept(source: Path, target: Path) -> None:
    for name in _KEPT:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True, ignore=_UNFINISHED)
        elif (source / name).is_file():
            shutil.copy2(source / name, target / name)


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            yield str(path.relative_to(folder))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
