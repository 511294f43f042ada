"""XLS (Excel 97-2003 and before, WPS ET) with every cell as it is displayed, by xlrd.

xlrd rather than calamine, because it tells number formats and hidden rows: a rate kept as 0.95 under ``0%`` must be
read as 95%. Formulas give the results that were saved; macros are never run.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from jixiao.documents.readers.number_formats import BUILTIN, displayed, displayed_text, stored_number
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.workbooks import Range, Worksheet
from jixiao.documents.sheets import Sheet

_STANDARD_CODES = 164  # format numbers below are built in; some programs write them out in their own language


def read_xls(data: bytes, reading: Reading) -> list[Sheet]:
    """Every visible worksheet."""
    book = _opened(data, reading)
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    if hidden:
        reading.note("file.hidden_left_out", what=f"工作表 {'、'.join(hidden[: reading.limits.places_named_max])}")
    sheets = [_worksheet(book, sheet, reading).to_sheet(reading) for sheet in book.sheets() if not sheet.visibility]
    if not any(sheet.blocks for sheet in sheets) and reading.has_noted("file.hidden_left_out"):
        raise reading.refuse("file.all_hidden")
    return [sheet for sheet in sheets if sheet.blocks]


def _opened(data: bytes, reading: Reading) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as failure:
        if "encrypted" in str(failure).lower():
            raise reading.refuse("file.encrypted") from failure
        raise reading.refuse("file.damaged", kind="XLS", reason="工作簿的记录不对") from failure


def _worksheet(book: Any, sheet: Any, reading: Reading) -> Worksheet:
    found = Worksheet(sheet.name)
    found.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    found.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
    found.merged = [Range(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                code = _code(book, sheet.cell_xf_index(row, column))
                text = _text(kind, sheet.cell_value(row, column), code, since_1904=bool(book.datemode))
                found.put(row, column, text, reading)
                if kind == xlrd.XL_CELL_ERROR:
                    reading.note("file.formula_error", found.address(row, column), value=text)
    return found


def _code(book: Any, style: int | None) -> str:
    """The format code of a cell's style; the Chinese meaning of the built-in ones."""
    if style is None or style >= len(book.xf_list):
        return "General"
    number = book.xf_list[style].format_key
    if number in BUILTIN and number < _STANDARD_CODES:
        return BUILTIN[number]
    found = book.format_map.get(number)
    return str(found.format_str) if found else "General"


def _text(kind: int, value: Any, code: str, *, since_1904: bool) -> str:
    if kind == xlrd.XL_CELL_TEXT:
        return displayed_text(str(value), code)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(value, "#ERR"))
    number = stored_number(repr(value))  # xlrd gives the binary number; its shortest decimal form is what was typed
    return str(value) if number is None else displayed(number, code, since_1904=since_1904)
