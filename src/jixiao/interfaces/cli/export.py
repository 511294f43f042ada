"""``jixiao export``: records as a table that can be imported again, or as Parquet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.interfaces.cli.files import say
from jixiao.interfaces.cli.installation import progress_line
from jixiao.interfaces.cli.records import PERSON, named, records_of_installation
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.foundation.identity import Identity
    from jixiao.foundation.registers.register import Register

ENDINGS = ("csv", "xlsx", "parquet")


@click.command()
@click.argument("kind")
@click.option("--year", type=click.IntRange(1990, 2100), help="只要这一年发生的记录；默认全部。")
@click.option("--to", "ending", type=click.Choice(ENDINGS), help="格式；默认按 -o 的后缀，没有时为 csv。")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写到的文件；默认标准输出。")
@PERSON
def export(kind: str, year: int | None, ending: str | None, output: Path | None, username: str | None) -> None:
    """导出一种记录：CSV 和 XLSX 可以原样再导入，Parquet 带数据类型。

    KIND 是记录的种类，如 tickets 或 工单。作废的记录不导出。导出什么、多少行，都记入历史。
    --as 指定的人能看到哪些，就导出哪些；不写时由本机管理者导出全部。
    """
    wanted = ending or _ending_of(output)
    if output is None and wanted != "csv" and sys.stdout.isatty():
        raise click.UsageError(f"{wanted} 不能显示在终端上，请用 -o 写到文件。")
    with records_of_installation(kind):
        from jixiao.foundation.identity import acting_as
        from jixiao.foundation.registers.exporting import export as exported
        from jixiao.foundation.registers.queries import Narrowed

        register = _register(kind)
        progress_line(f"导出{register.title}……")
        with acting_as(_identity(username)):
            content, count = exported(register, Narrowed(year=year), wanted)
    _write(content, output)
    progress_line(f"已导出 {count} 行。")


def _ending_of(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in ENDINGS else "csv"


def _register(word: str) -> Register:
    from jixiao.foundation.registers.register import registers

    return named(word, {each.name: (each.title, each) for each in registers()})


def _identity(username: str | None) -> Identity:
    """Whoever exports: a person in that person's scope, or whoever runs this installation."""
    from jixiao.foundation.identity import system_actor
    from jixiao.foundation.people.command_line import person_acting
    from jixiao.foundation.registers.policies import must_read

    if username is None:
        return system_actor("export")
    acting = person_acting(username, "export")
    must_read({each.role for each in acting.held})
    return acting.identity


def _write(content: bytes, output: Path | None) -> None:
    """Writes it whole. Ends the command with a finding where the file cannot be written."""
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        message = f"不能写：{error.strerror or error}。"
        say([Finding("export.cannot_write", "error", str(output), message, fix="请核对路径、权限和磁盘空间。")])
        raise SystemExit(1) from error
