"""``jixiao write``: typed forms into the official layout."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import get_args

import click

from jixiao.documents.writers import TextTooLongError, WrittenFormat, boxes_in_pdf, write_forms
from jixiao.interfaces.cli.files import STANDARD_INPUT, forms_in, say
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form

_WHY_NOT_WRITTEN = {
    errno.ENOENT: "所在的文件夹不存在",
    errno.ENOTDIR: "所在的文件夹不存在",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "存储是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.ENAMETOOLONG: "文件名太长",
}
FORMATS: tuple[WrittenFormat, ...] = get_args(WrittenFormat)


@click.command()
@click.argument("form", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--to", "to", type=click.Choice(FORMATS), help="写成的格式；不给时看 -o 的扩展名。")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="写到的文件，- 为标准输出。")
@click.option("--json", "as_json", is_flag=True, help="错误信息以 JSON 行输出（标准错误）。")
def write(form: Path | None, to: WrittenFormat | None, output: Path, as_json: bool) -> None:
    """把绩效表写成官方版式（XLSX、DOCX、PDF、HTML）。

    FORM 是 jixiao read 输出的 JSON（一张表、列表或 JSON 行），也可以是任何能读的绩效表文件；不给时读标准输入。
    """
    wanted = to or _format_of(output)
    read = forms_in(form or STANDARD_INPUT)
    findings = [finding for finding in read.findings if finding.severity == "error"]
    if not findings and not read.forms:
        findings = [_no_form(form)]
    if not findings:
        findings = _written(read.forms, wanted, output)
    say(findings, as_json=as_json)
    if findings:
        sys.exit(1)


def _format_of(output: Path) -> WrittenFormat:
    for name in FORMATS:
        if output.suffix.lower() == f".{name}":
            return name
    raise click.UsageError(f"不知道写成什么格式：请用 --to 指明 {'、'.join(FORMATS)} 之一，或给 -o 加上扩展名。")


def _written(forms: list[Form], to: WrittenFormat, output: Path) -> list[Finding]:
    """Writes the file; what stood in the way, if anything did."""
    try:
        content = write_forms(forms, to)
    except TextTooLongError as error:
        return [
            Finding(
                code="write.text_too_long",
                severity="error",
                place=str(output),
                message=str(error),
                fix="请改写为 docx、pdf 或 html，或缩短这段文字。",
            )
        ]
    try:
        if str(output) == "-":
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
    except OSError as error:
        return [_not_writable(output, error)]
    boxes = boxes_in_pdf(forms, content) if to == "pdf" else ""
    return [_boxes(output, boxes)] if boxes else []


def _boxes(output: Path, characters: str) -> Finding:
    return Finding(
        code="write.character_without_glyph",
        severity="warning",
        place=str(output),
        message=f"文件已写好，但内嵌字体没有这些字：{'、'.join(characters)}，印出来是空框。",
        fix="请改写为 docx（用本机字体显示），或换用通用字。",
    )


def _no_form(form: Path | None) -> Finding:
    return Finding(
        code="write.no_form",
        severity="error",
        place=str(form or "标准输入"),
        message="没有可写的绩效表。",
        fix="请给出 jixiao read 输出的 JSON，或一份能读出绩效表的文件。",
    )


def _not_writable(output: Path, error: OSError) -> Finding:
    return Finding(
        code="write.cannot_write",
        severity="error",
        place=str(output),
        message=f"文件写不进去：{_WHY_NOT_WRITTEN.get(error.errno or 0, '存储不可用')}。",
        fix="请换一个存在的、可以写入的文件夹，或先腾出空间。",
    )
