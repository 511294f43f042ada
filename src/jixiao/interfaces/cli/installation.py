"""What the commands of an installation do alike: start its database, set Django up, run what only the owner may."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click

from jixiao.foundation.database.connection import ROLE_VARIABLE, embedded_server, home
from jixiao.foundation.database.embedded import SESSIONS, DatabaseError, make_secrets
from jixiao.interfaces.cli.files import say
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.foundation.database.access import Access


def start_database() -> None:
    """Uses the embedded server, if this installation has one, until :func:`stop_database`.

    Ends the command with a finding when the server does not start.
    """
    server = embedded_server()
    if server is None:
        make_secrets(home(), SESSIONS)
        return
    try:
        server.enter()
    except DatabaseError as error:
        fix = "请查看日志；磁盘已满、文件夹权限不对是常见原因。也可运行 jixiao doctor。"
        say([Finding("database.not_started", "error", str(server.home), str(error), fix=fix)])
        raise SystemExit(1) from error


def stop_database() -> None:
    """Ends the use of the embedded server; the last command that uses it stops it."""
    server = embedded_server()
    if server is not None:
        server.leave()


def access_to_all() -> Access:
    """The way to every row, for a copy. Ends the command with a finding when nobody is named who has it."""
    from jixiao.foundation.database.access import NoOwner, access_by_url, access_to_embedded

    server = embedded_server()
    if server is not None:
        return access_to_embedded(server)
    try:
        return access_by_url()
    except NoOwner:
        message = "设了 DATABASE_URL，却没有 DATABASE_OWNER_URL：备份和恢复要以所有者角色进行。"
        fix = "请设 DATABASE_OWNER_URL（见 docs/operations.md），然后重新运行。"
        say([Finding("database.owner_not_named", "error", "环境变量", message, fix=fix)])
        raise SystemExit(1) from None


def set_up_django() -> None:
    """Django as the application's role. The database must have been started: settings read its secrets."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.config.settings")
    import django

    django.setup()


def migrate_schema() -> None:
    """Brings the schema up to date, in a process of its own that acts as the owner role."""
    environment = os.environ | {ROLE_VARIABLE: "owner", "DJANGO_SETTINGS_MODULE": "jixiao.config.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        fix = "请核对数据库角色和权限（见 docs/operations.md），然后重新运行 jixiao migrate。"
        say([Finding("database.not_migrated", "error", "数据库", f"结构升级失败：{last}", fix=fix)])
        raise SystemExit(1)


def open_installation() -> None:
    """Database, schema and Django, ready for use until :func:`stop_database`."""
    start_database()
    migrate_schema()
    set_up_django()


def progress_line(text: str) -> None:
    """One line of progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        click.echo(text, err=True)
