"""Printed forms as PDF with embedded Chinese fonts, drawn by typst from ``form.typ``.

The compiler and its fonts are made once a process; many forms are one document and one run.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import pylopdf_fonts_zh_cn
import typst

from jixiao.documents.writers.page import MARGIN, Line, PageCell, PageRow, PrintedForm, Table

#: Typst breaks no line inside a word: longer runs without a Chinese character or a space get places to break.
_WORD_PIECE = 6
_LONG_WORD = re.compile(rf"[\u0021-\u2e7f]{{{_WORD_PIECE + 1},}}")

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
    return {
        "name": form.name,
        "orientation": form.orientation,
        "margin": MARGIN,
        "font_size": str(form.font_size),
        "blocks": [_line(block) if isinstance(block, Line) else _table(block) for block in form.blocks],
    }


def _line(line: Line) -> dict[str, Any]:
    return {"text": _pieces(line.text), "style": line.style, "align": line.align, "new_page": line.new_page}


def _table(table: Table) -> dict[str, Any]:
    cells = [_cell(cell, y, row) for y, row in enumerate(table.rows) for cell in row.cells]
    return {
        "widths": table.widths,
        "header": [cell for cell in cells if cell["y"] < table.header_rows],
        "body": [cell for cell in cells if cell["y"] >= table.header_rows],
    }


def _cell(cell: PageCell, y: int, row: PageRow) -> dict[str, Any]:
    return {
        "x": cell.column,
        "y": y,
        "columns": cell.column_span,
        "rows": cell.row_span,
        "text": _pieces(cell.text),
        "bold": cell.bold,
        "align": cell.align,
        "may_break": row.may_break or cell.row_span > 1,
    }


def _pieces(text: str) -> list[list[str]]:
    """Lines, each in pieces between which it may be parted."""
    return [_parted(line) for line in text.split("\n")]


def _parted(line: str) -> list[str]:
    pieces: list[str] = []
    end = 0
    for word in _LONG_WORD.finditer(line):
        pieces.append(line[end : word.start()])
        pieces.extend(word[0][at : at + _WORD_PIECE] for at in range(0, len(word[0]), _WORD_PIECE))
        end = word.end()
    return [piece for piece in (*pieces, line[end:]) if piece] or [""]
