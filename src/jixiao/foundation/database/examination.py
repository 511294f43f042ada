"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jixiao.foundation.database.connection import embedded_server, home
from jixiao.rules.findings import Finding

_FREE_BYTES_MIN = 1024**3

_UNGUARDED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'django\\_%'
  AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
       OR NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'history_insert'))
ORDER BY 1
"""


def examine() -> list[Finding]:
    """Every fault found, in the order in which they should be mended. Asks as the application's role."""
    return [*_secrets(), *_disk(), *_version(), *_schema(), *_roles(), *_guards(), *_sealing()]


def _secrets() -> Iterator[Finding]:
    folder = home() / "secrets"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            message = "密钥文件可被其他用户读取。"
            yield Finding("installation.secret_open", "error", str(path), message, fix=f"请运行：chmod 600 {path}")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(home() if home().exists() else home().parent).free
    if free < _FREE_BYTES_MIN:
        message = f"磁盘只剩 {free // 1024**2} MB。"
        yield Finding("installation.disk_nearly_full", "warning", str(home()), message, fix="请清理或扩充磁盘。")


def _version() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::integer / 10000")
        (major,) = cursor.fetchone()
    if major < 17:
        message = f"数据库版本为 PostgreSQL {major}，至少需要 17。"
        yield Finding("database.too_old", "error", "数据库", message, fix="请升级数据库服务器。")


def _schema() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        message = f"数据库结构落后 {len(waiting)} 步。"
        yield Finding("database.not_migrated", "error", "数据库", message, fix="请运行 jixiao migrate。")


def _roles() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        passes, owns = cursor.fetchone()
    if passes:
        message = "应用使用的数据库角色可以绕过行级安全。"
        fix = "请改用没有 SUPERUSER 和 BYPASSRLS 的角色 jixiao_application。"
        yield Finding("database.role_too_strong", "error", "数据库", message, fix=fix)
    if owns:
        message = "应用使用的数据库角色拥有数据表，可以改动结构和审计触发器。"
        fix = (
            "请让 DATABASE_URL 使用 jixiao_application，DATABASE_OWNER_URL 使用 jixiao_owner（见 docs/operations.md）。"
        )
        yield Finding("database.role_owns_tables", "error", "数据库", message, fix=fix)


def _guards() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_UNGUARDED)
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        message = "这张表没有行级安全或审计触发器。"
        yield Finding("database.table_unguarded", "error", name, message, fix="请恢复该表的策略和触发器，并查明原因。")


def _sealing() -> Iterator[Finding]:
    if embedded_server() is not None and not connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('history.seal') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SELECT max(sealed_at) < now() - interval '1 day' FROM history.seal")
        (late,) = cursor.fetchone()
    if late:
        message = "审计链已有一天以上没有封存新的记录。"
        fix = "请确认 jixiao serve 在运行；doctor --audit 也会封存。"
        yield Finding("audit.sealing_late", "note", "审计链", message, fix=fix)
