"""Printed forms as PDF with embedded Chinese fonts, drawn by typst from ``form.typ``.

The compiler and its fonts are made once a process; many forms are one document and one run.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import pylopdf_fonts_zh_cn
import typst

from jixiao.documents.writers import measure
from jixiao.documents.writers.page import MARGIN, TEXT_WIDTH, Line, PageCell, PageRow, PrintedForm, Table

#: Typst drops a space where it breaks a line, and in Chinese nobody puts it back: such a space stays in one piece with
#: its neighbours.
_KEPT_SPACE = r"[^ \u0021-\u2e7f]?[ ]+[^ \u0021-\u2e7f] | [^ \u0021-\u2e7f][ ]+[^ ]? | ^[ ]+[^ ]? | [^ ]?[ ]{2,}[^ ]?"
#: Typst breaks no line inside a word; one wider than its column is cut into pieces of so many characters.
_WORD_PIECE = 3
_PIECES = re.compile(rf"(?P<kept>{_KEPT_SPACE}) | (?P<word>[\u0021-\u2e7f]{{{_WORD_PIECE + 1},}})", re.VERBOSE)

#: The size of titles, in points: a line outside tables is taken to hold no more than a title.
_LARGEST_SIZE = Decimal(18)

Piece = str | dict[str, str]

_one_at_a_time = threading.Lock()


def write_pdf(forms: Sequence[PrintedForm]) -> bytes:
    """One PDF, each form from page 1 on; the same forms give the same bytes."""
    data = json.dumps([_form(form) for form in forms], ensure_ascii=False)
    with _one_at_a_time:
        return cast("bytes", _compiler().compile(format="pdf", sys_inputs={"forms": data}))


@cache
def _compiler() -> typst.Compiler:
    template = Path(__file__).with_name("form.typ")
    fonts = pylopdf_fonts_zh_cn.sans_path().parent
    return typst.Compiler(str(template), root=str(template.parent), font_paths=[str(fonts)], ignore_system_fonts=True)


def _form(form: PrintedForm) -> dict[str, Any]:
    room = measure.room(TEXT_WIDTH[form.orientation], _LARGEST_SIZE)
    return {
        "name": form.name,
        "orientation": form.orientation,
        "margin": MARGIN,
        "font_size": str(form.font_size),
        "blocks": [
            _line(block, room) if isinstance(block, Line) else _table(block, form.font_size) for block in form.blocks
        ],
    }


def _line(line: Line, room: int) -> dict[str, Any]:
    return {"text": _pieces(line.text, room), "style": line.style, "align": line.align, "new_page": line.new_page}


def _table(table: Table, font_size: Decimal) -> dict[str, Any]:
    cells = [_cell(cell, y, row, table, font_size) for y, row in enumerate(table.rows) for cell in row.cells]
    return {
        "widths": table.widths,
        "header": [cell for cell in cells if cell["y"] < table.header_rows],
        "body": [cell for cell in cells if cell["y"] >= table.header_rows],
        "kept": [{"y": y, "rows": rows} for y, rows in _kept_together(table, font_size)],
    }


def _kept_together(table: Table, font_size: Decimal) -> Iterator[tuple[int, int]]:
    """First row and number of rows that stay on one page: those kept with the next, and that one."""
    start = table.header_rows
    for y in range(table.header_rows, len(table.rows)):
        if table.rows[y].keep_with_next and y + 1 < len(table.rows):
            continue
        group = table.rows[start : y + 1]
        if len(group) > 1 and not any(table.may_break(row, font_size) for row in group):
            yield start, len(group)
        start = y + 1


def _cell(cell: PageCell, y: int, row: PageRow, table: Table, font_size: Decimal) -> dict[str, Any]:
    return {
        "x": cell.column,
        "y": y,
        "columns": cell.column_span,
        "rows": cell.row_span,
        "text": _pieces(cell.text, measure.room(table.width_of(cell), font_size)),
        "bold": cell.bold,
        "align": cell.align,
        "open_above": cell.open_above,
        "open_below": cell.open_below,
        "may_break": table.may_break(row, font_size) or cell.row_span > 1,
    }


def _pieces(text: str, room: int) -> list[list[Piece]]:
    """Lines, each in pieces between which it may be parted; a piece that must stay whole is an object."""
    return [_parted(line, room) for line in text.split("\n")]


def _parted(line: str, room: int) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for found in _PIECES.finditer(line):
        word = found["word"]
        if word and measure.width(word) <= room:
            continue
        pieces.append(line[end : found.start()])
        whole = [word[at : at + _WORD_PIECE] for at in range(0, len(word), _WORD_PIECE)] if word else [found["kept"]]
        pieces.extend({"kept": piece} for piece in whole)
        end = found.end()
    return [piece for piece in (*pieces, line[end:]) if piece] or [""]
