"""The empty table to fill in: headings, what to write in each column, and lists to choose from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.foundation.imports.columns import Choice, Column
from jixiao.foundation.imports.kinds import ImportKind

_ROWS = 1000  # that are prepared as text, with lists
_LIST_MAX = 255  # what a list in a cell may hold, by the file format


def xlsx_template(kind: ImportKind) -> bytes:
    """A workbook with the sheet to fill in and a sheet that explains it."""
    return workbook_template((kind,))


def workbook_template(kinds: Sequence[ImportKind]) -> bytes:
    """A workbook with a sheet to fill in for each kind and one sheet that explains them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in kinds:
        sheet = book.create_sheet(kind.title[:31])
        for number, column in enumerate(kind.columns, 1):
            _prepare(sheet, number, column)
        sheet.freeze_panes = "A2"
    explained = book.create_sheet("填写说明")
    for kind in kinds:
        _explain(explained, kind, titled=len(kinds) > 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_template(kind: ImportKind) -> bytes:
    """The headings only, with the mark that lets Excel read Chinese."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([column.heading for column in kind.columns])
    return out.getvalue().encode("utf-8-sig")


def _prepare(sheet: Worksheet, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    head = sheet.cell(1, number, column.heading)
    head.font = Font(name="黑体", size=11)
    head.alignment = Alignment(horizontal="center")
    sheet.column_dimensions[letter].width = max(12, len(column.heading) * 2 + 4)
    for row in range(2, _ROWS + 2):
        sheet.cell(row, number).number_format = "@"  # as text: no number loses a digit, no date its shape
    words = f'"{",".join(column.reads.words)}"' if isinstance(column.reads, Choice) else ""
    if words and len(words) <= _LIST_MAX:
        offered = DataValidation(type="list", formula1=words, allow_blank=not column.required)
        sheet.add_data_validation(offered)
        offered.add(f"{letter}2:{letter}{_ROWS + 1}")


def _explain(sheet: Worksheet, kind: ImportKind, *, titled: bool) -> None:
    if titled:
        _append_heading(sheet, [f"“{kind.title}”表"])
    _append_heading(sheet, ["列", "是否必填", "怎样填写", "例"])
    for column in kind.columns:
        sheet.append(
            [column.title, gettext("必填") if column.required else gettext("可空"), column.how, column.example]
        )
    for letter, width in zip("ABCD", (20, 10, 60, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    if kind.about:
        sheet.append([])
        sheet.append([kind.about])
    sheet.append([])


def _append_heading(sheet: Worksheet, cells: list[str]) -> None:
    sheet.append(cells)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(name="黑体", size=11)
