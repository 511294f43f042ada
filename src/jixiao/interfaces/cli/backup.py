"""``jixiao backup``: the whole installation, consistent, to a folder."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.foundation.database.backup import BackupError, back_up
from jixiao.foundation.database.connection import home
from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import access_to_all, set_up_django, start_database, stop_database


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--with-secrets", is_flag=True, help="连同密钥一起备份；这样的备份必须另行加密保管。")
def backup(folder: Path, with_secrets: bool) -> None:
    """把数据库（同一时刻的快照）和附件备份到 FOLDER，附清单和每个文件、每张表的校验值。"""
    start_database()
    try:
        back_up(access_to_all(), home(), folder, with_secrets=with_secrets)
        if not with_secrets:
            _say_what_is_kept_apart()
    except BackupError as error:
        say([error.finding])
        raise SystemExit(1) from error
    finally:
        stop_database()


def _say_what_is_kept_apart() -> None:
    set_up_django()
    from jixiao.foundation.people.examination import kept_apart

    say(kept_apart())
