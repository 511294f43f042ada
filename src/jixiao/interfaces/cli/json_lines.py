"""JSON lines in, the same lines out with something added: what ``targets`` and ``judge`` have in common.

A bad line costs itself only: its finding goes to standard error as JSON, with the line's number.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import click

from jixiao.documents.forms.json import dumps, loads
from jixiao.documents.readers import opening_finding
from jixiao.documents.workers import our_mistake
from jixiao.interfaces.cli.files import say
from jixiao.rules.findings import Finding

Row = dict[str, Any]

_LINE_BYTES_MAX = 2**20


class BadLine(ValueError):
    """A line that cannot be used: the last part of its code (``no_target``) and the Chinese reason."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def each_line(file: str | None, work: Callable[[Row], Row], *, subject: str, fix: str) -> None:
    """Prints ``work(row)`` for every line of the file, or of standard input; exits 1 when a line was bad.

    ``subject`` is the first part of the codes (``targets``), ``fix`` what the user is told to do.
    """
    failed = False
    place = file or "标准输入"
    try:
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            try:
                click.echo(dumps(work(_row(line))))
            except BadLine as bad:
                failed = True
                code = f"{subject}.{bad.code}"
                say([Finding(code, "error", f"{place} 第{number}行", f"{bad}。", fix=fix)], as_json=True)
            except BrokenPipeError:
                raise
            except Exception as error:  # a mistake of ours: it costs this line and is named
                failed = True
                say([our_mistake(f"{place} 第{number}行", error, "该行")], as_json=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        failed = True
        say([opening_finding(error, Path(place))], as_json=True)
    if failed:
        sys.exit(1)


def cells_of(row: Mapping[str, Any]) -> list[str] | None:
    """The ``target_cells`` of a row. Raises :class:`BadLine` when they are no list of texts."""
    cells = row.get("target_cells")
    if cells is not None and not (isinstance(cells, list) and all(isinstance(cell, str) for cell in cells)):
        raise BadLine("bad_value", "target_cells 应为文字的列表")
    return cells


def _lines(file: str | None) -> Iterator[bytes]:
    if file is None or file == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    with Path(file).open("rb") as opened:
        yield from _bounded(opened)


def _bounded(opened: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long only the beginning, a byte longer than allowed."""
    while line := opened.readline(_LINE_BYTES_MAX + 1):
        yield line
        while len(line) > _LINE_BYTES_MAX and not line.endswith(b"\n"):
            line = opened.readline(_LINE_BYTES_MAX + 1)


def _row(line: bytes) -> Row:
    if len(line) > _LINE_BYTES_MAX:
        raise BadLine("line_too_long", f"一行超过 {_LINE_BYTES_MAX // 2**20} MB，不像一个目标值")
    try:
        row = loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("bad_encoding", "不是 UTF-8 文字") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("bad_json", "不是有效的 JSON") from error
    if not isinstance(row, dict):
        raise BadLine("not_an_object", "应为一个 JSON 对象")
    return row
