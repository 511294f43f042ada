"""``jixiao targets``: target values as JSON lines, the same lines out with what was understood."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from jixiao.documents.forms.json import dumps, loads
from jixiao.interfaces.cli.files import say
from jixiao.rules.findings import Finding
from jixiao.rules.targets import measurability, parse_target

_FIX = "请改正这一行后重新运行，键名见 docs/target-values.md。"


class BadLine(ValueError):
    """A line without a target to read, with the code and the Chinese reason of its finding."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@click.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--why", is_flag=True, help="另加 measurable（可否衡量）和 why（理由）。")
@click.option("--json", "as_json", is_flag=True, help="输出总是 JSON 行；为与其他命令一致而接受此选项。")
def targets(file: str | None, why: bool, as_json: bool) -> None:
    """理解目标值：每行一个 JSON 对象，输出原对象加 parsed（已理解的目标值），次序不变。

    每行要有 target（目标值原文）；可另有 level3（三级指标名称）、target_cells（符号、数值、单位分列时的各格文字）。
    不给 FILE 时读标准输入。有错的行在标准错误中指明，其余各行照常输出，并以 1 退出。
    """
    failed = False
    place = file or "标准输入"
    try:
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            try:
                click.echo(dumps(parsed_line(line, why=why)))
            except BadLine as bad:
                failed = True
                say([Finding(bad.code, "error", f"{place} 第{number}行", f"{bad}。", fix=_FIX)], as_json=True)
    except OSError as error:
        failed = True
        message = f"打不开这个文件：{error.strerror or error}。"
        say([Finding("file.cannot_open", "error", place, message, fix="请核对路径和权限。")], as_json=True)
    if failed:
        sys.exit(1)


def parsed_line(line: bytes, *, why: bool = False) -> dict[str, Any]:
    """The object of a line with ``parsed`` put in (and ``measurable``, ``why`` when asked for).

    Raises :class:`BadLine` for what is no JSON object or holds no target.
    """
    row = _object(line)
    target = row.get("target")
    if not isinstance(target, str):
        raise BadLine("targets.no_target", "没有目标值：target 应为文字")
    parsed = parse_target(target, name=_name(row), cells=_cells(row))
    row["parsed"] = [value.to_label() for value in parsed.values]
    if why:
        row["measurable"], row["why"] = measurability(parsed)
    return row


def _lines(file: str | None) -> Iterator[bytes]:
    if file is None or file == "-":
        yield from sys.stdin.buffer
        return
    with Path(file).open("rb") as opened:
        yield from opened


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("targets.bad_encoding", "不是 UTF-8 文字") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("targets.bad_json", "不是有效的 JSON") from error
    if not isinstance(row, dict):
        raise BadLine("targets.not_an_object", "应为一个 JSON 对象")
    return row


def _name(row: Mapping[str, Any]) -> str | None:
    name = row.get("level3")
    if name is not None and not isinstance(name, str):
        raise BadLine("targets.bad_value", "level3 应为文字")
    return name


def _cells(row: Mapping[str, Any]) -> list[str] | None:
    cells = row.get("target_cells")
    if cells is None:
        return None
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise BadLine("targets.bad_value", "target_cells 应为文字的列表")
    return cells
