"""Printed forms as a workbook, a worksheet a form, ready to print.

Text is stored as text, whatever it begins with (``=100%`` is a target value, not a formula); money, weights and scores
are numbers where a spreadsheet can hold them exactly, and text where it cannot.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.documents.writers.archive import FIXED_TIME, unzipped, zipped
from jixiao.documents.writers.measure import line_count
from jixiao.documents.writers.page import MARGIN, Align, Line, PageCell, PrintedForm, Table

#: What a cell holds at most, by the file format.
CELL_LENGTH_MAX = 32767
#: The tallest row, in points; a taller text gets several rows merged.
_ROW_HEIGHT_MAX = 400
_NAME_LENGTH_MAX = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n]")
#: A spreadsheet takes a text that begins so for a formula when somebody edits it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_THIN = Side(style="thin", color="FF000000")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LINE_SIZES = {"title": Decimal(18), "subtitle": Decimal(13), "line": Decimal("10.5"), "note": Decimal(9)}


class TextTooLongError(ValueError):
    """A text longer than a spreadsheet's cell can hold; the message says which."""


def write_xlsx(forms: Sequence[PrintedForm]) -> bytes:
    """One workbook; the same forms give the same bytes.

    Raises :class:`TextTooLongError` for a text above :data:`CELL_LENGTH_MAX` characters, which would be cut off.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "jixiao"
    book.properties.title = forms[0].name
    for form, name in zip(forms, sheet_names([form.name for form in forms]), strict=True):
        _SheetWriter(book.create_sheet(name), form).write()
    out = io.BytesIO()
    book.save(out)
    return _without_dates(out.getvalue())


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """Worksheet names: allowed characters, at most 31, none twice whatever its case."""
    taken: set[str] = set()
    for name in names:
        plain = _NOT_IN_NAMES.sub(" ", name).strip("' ") or "绩效表"
        number, candidate = 1, plain[:_NAME_LENGTH_MAX].strip("' ")
        while candidate.casefold() in taken or candidate.casefold() == "history":
            number += 1
            ending = f"({number})"
            candidate = plain[: _NAME_LENGTH_MAX - len(ending)] + ending
        taken.add(candidate.casefold())
        yield candidate


def _without_dates(book: bytes) -> bytes:
    parts = unzipped(book)
    core = re.sub(rb"(<dcterms:created[^>]*>)[^<]*", rb"\g<1>" + FIXED_TIME.encode(), parts["docProps/core.xml"])
    parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>" + FIXED_TIME.encode(), core)
    return zipped(parts)


class _SheetWriter:
    """Puts one form's blocks under each other on a worksheet whose columns fit all of its tables."""

    def __init__(self, sheet: Worksheet, form: PrintedForm) -> None:
        self.sheet = sheet
        self.form = form
        self.row = 1
        tables = [block for block in form.blocks if isinstance(block, Table)]
        self.edges = sorted({edge for table in tables for edge in (0, *accumulate(table.widths))}) or [0, 100]

    def write(self) -> None:
        for block in self.form.blocks:
            if isinstance(block, Line):
                self._write_line(block)
            else:
                self._write_table(block)
        self._set_columns()
        self._set_up_printing()

    def _write_line(self, line: Line) -> None:
        if line.new_page and self.row > 1:
            self.sheet.row_breaks.append(Break(id=self.row - 1))
        last = len(self.edges) - 1
        size = _LINE_SIZES[line.style]
        cell = self.sheet.cell(self.row, 1)
        _set_text(cell, line.text)
        cell.font = _font(line.style == "title", size, line.style == "title")
        cell.alignment = _alignment(line.align)
        if last > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=last)
        lines = line_count(line.text, self.edges[-1], size)
        self.sheet.row_dimensions[self.row].height = float(lines * size * Decimal("1.4") + 6)
        self.row += 1

    def _write_table(self, table: Table) -> None:
        edges = [0, *accumulate(table.widths)]
        columns = [self.edges.index(edge) + 1 for edge in edges]
        heights = _row_heights(table, self.form.font_size)
        counts = [-(-height // _ROW_HEIGHT_MAX) for height in heights]
        starts = [self.row + before for before in (0, *accumulate(counts))]
        for index, row in enumerate(table.rows):
            for offset in range(counts[index]):
                self.sheet.row_dimensions[starts[index] + offset].height = heights[index] / counts[index]
            for cell in row.cells:
                last_row = starts[index + cell.row_span] - 1
                last_column = columns[cell.column + cell.column_span] - 1
                self._write_cell(cell, starts[index], last_row, columns[cell.column], last_column)
        if table.header_rows:
            self.sheet.print_title_rows = f"{starts[0]}:{starts[table.header_rows] - 1}"
        self.row = starts[-1]

    def _write_cell(self, cell: PageCell, row: int, last_row: int, column: int, last_column: int) -> None:
        target = self.sheet.cell(row, column)
        if cell.number is not None and _held_exactly(cell.number):
            target.value = int(cell.number) if cell.number == int(cell.number) else float(cell.number)
            decimals = len(cell.text.partition(".")[2])
            target.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
        else:
            _set_text(target, cell.text)
        font, alignment = _font(cell.bold, self.form.font_size, False), _alignment(cell.align)
        if (row, column) != (last_row, last_column):
            self.sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)
        for line in self.sheet.iter_rows(row, last_row, column, last_column):
            for covered in line:
                covered.border = _border(cell.open_above, cell.open_below)
        target.font = font
        target.alignment = alignment

    def _set_columns(self) -> None:
        for index in range(1, len(self.edges)):
            millimetres = self.edges[index] - self.edges[index - 1]
            # A width unit is a digit of seven pixels at 96 to the inch; five pixels are padding.
            self.sheet.column_dimensions[get_column_letter(index)].width = (millimetres * 960 / 254 - 5) / 7 + 0.71

    def _set_up_printing(self) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = self.form.orientation
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.page_setup.useFirstPageNumber = True
        sheet.page_setup.firstPageNumber = 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        inches = MARGIN / 25.4
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = margins.bottom = inches
        margins.header = margins.footer = inches / 2
        sheet.print_options.horizontalCentered = True
        _page_number(sheet.oddFooter)
        sheet.print_area = f"A1:{get_column_letter(len(self.edges) - 1)}{max(1, self.row - 1)}"
        sheet.sheet_view.showGridLines = False


def _page_number(footer: HeaderFooterItem | None) -> None:
    if footer is not None and footer.center is not None:
        footer.center.text = "- &P -"


def _row_heights(table: Table, size: Decimal) -> list[int]:
    """The height each row needs, in points; a merged cell taller than its rows makes its last row taller."""
    line_height = size * Decimal("1.4")
    heights = [0] * len(table.rows)
    merged: list[tuple[int, PageCell, int]] = []
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            height = int(line_count(cell.text, table.width_of(cell), size) * line_height) + 8
            if cell.row_span == 1:
                heights[index] = max(heights[index], height)
            else:
                merged.append((index, cell, height))
        heights[index] = max(heights[index], int(line_height) + 8)
    for index, cell, height in merged:
        last = index + cell.row_span
        heights[last - 1] += max(0, height - sum(heights[index:last]))
    return heights


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    """The text as text: neither this file nor a later edit in a spreadsheet makes a formula of it."""
    if len(text) > CELL_LENGTH_MAX:
        raise TextTooLongError(f"“{text[:20]}……”共 {len(text)} 字，超过电子表格一格 {CELL_LENGTH_MAX} 字的上限。")
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.lstrip()[:1] in _FORMULA_SIGNS


def _held_exactly(number: Decimal) -> bool:
    """Whether a spreadsheet, which counts in binary fractions of fifteen digits, holds this number exactly."""
    return len(number.normalize().as_tuple().digits) <= 15 and Decimal(repr(float(number))) == number


@cache
def _border(open_above: bool, open_below: bool) -> Border:
    return Border(left=_THIN, right=_THIN, top=None if open_above else _THIN, bottom=None if open_below else _THIN)


@cache
def _font(bold_face: bool, size: Decimal, bold: bool) -> Font:
    return Font(name="黑体" if bold_face and not bold else "宋体", size=float(size), bold=bold, charset=134)


@cache
def _alignment(align: Align) -> Alignment:
    return Alignment(horizontal=align, vertical="center", wrap_text=True)
