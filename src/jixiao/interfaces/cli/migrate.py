"""``jixiao migrate``: the schema of this installation brought up to date."""

from __future__ import annotations

import click

from jixiao.interfaces.cli.installation import migrate_schema, start_database, stop_database


@click.command()
def migrate() -> None:
    """把数据库结构升级到当前版本。升级以所有者角色进行，应用角色不能改动结构。"""
    start_database()
    try:
        migrate_schema()
    finally:
        stop_database()
