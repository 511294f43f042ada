"""``jixiao restore``: back from a folder, proven."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.foundation.database.backup import BackupError, restore_elsewhere
from jixiao.foundation.database.backup import restore as restore_installation
from jixiao.foundation.database.connection import embedded_server, home
from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import access_to_all


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def restore(folder: Path) -> None:
    """从备份 FOLDER 恢复到 JIXIAO_HOME，逐表核对校验值。

    JIXIAO_HOME 必须还没有数据库；设了 DATABASE_URL 时，那个数据库必须是空的。
    """
    try:
        if embedded_server() is None:
            manifest = restore_elsewhere(folder, home(), access_to_all())
        else:
            manifest = restore_installation(folder, home())
    except BackupError as error:
        say([error.finding])
        raise SystemExit(1) from error
    rows = sum(table["rows"] for table in manifest["content"].values())
    click.echo(f"已恢复 {len(manifest['content'])} 张表、{rows:,} 行，逐表与备份一致。")
