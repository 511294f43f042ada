"""From a file to rows under known headings. What a cell holds is the text that its program shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.documents.apart import document_apart
from jixiao.documents.readers import Limits
from jixiao.documents.sheets import Cell, Sheet
from jixiao.foundation.imports.columns import Column
from jixiao.foundation.imports.formulas import unguarded
from jixiao.rules.findings import Finding

#: Records run to more rows than forms do; what is larger is brought in by the systems' own bulk ways.
LIMITS = Limits(file_bytes_max=20 * 2**20, rows_max=50_000, cells_max=1_000_000, characters_max=20_000_000)
FORMATS = ("xlsx", "xls", "ods", "csv", "text")
_HEADING_ROWS = 20  # titles and notes may stand above the headings
_REFERENCE = re.compile(r"[A-Z]+(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do. ``row`` is None for the whole file."""

    code: str
    message: str
    fix: str = ""
    row: int | None = None
    column: str = ""
    address: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """``第 3 行“金额”（B3）``."""
        if self.row is None:
            return "文件"
        column = f"“{self.column}”" if self.column else ""
        return f"第 {self.row} 行{column}" + (f"（{self.address}）" if self.address else "")

    def to_finding(self) -> Finding:
        """The same as a finding."""
        return Finding(self.code, "error", self.place, self.message, fix=self.fix)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the file: its number there, and text and address by column key."""

    number: int
    cells: dict[str, tuple[str, str]]


@dataclass(slots=True)
class Table:
    """What a file holds for the columns of a kind."""

    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)  # hidden rows left out, another encoding, …
    is_plain_text: bool = False  # a CSV, whose exports guard what looks like a formula; a workbook's cells are text


def read_table(name: str, content: bytes, columns: Sequence[Column]) -> Table:
    """The rows below the headings of the first sheet that has them. Never raises for a bad file."""
    sheets, table = _opened(name, content)
    if not table.problems:
        _read_sheets(sheets, columns, table)
    if not table.rows and not table.problems:
        table.problems.append(Problem("import.no_rows", "表头下面没有内容", "请填写后再导入"))
    return table


def read_workbook(
    name: str, content: bytes, sheets: Mapping[str, Sequence[Column]]
) -> tuple[dict[str, Table], list[Problem]]:
    """The table of each named sheet, which may hold no rows; or without any, what is wrong with the file."""
    found, opened = _opened(name, content)
    named = {sheet.name.strip(): sheet for sheet in found}
    problems = opened.problems or [
        Problem("import.sheet_missing", f"没有名为“{title}”的工作表", "请下载模板，把内容粘贴到模板里")
        for title in sheets
        if title not in named
    ]
    if problems:
        return {}, problems
    tables = {title: Table(notes=list(opened.notes)) for title in sheets}
    for title, columns in sheets.items():
        _read_sheets([named[title]], columns, tables[title])
    return tables, []


def _opened(name: str, content: bytes) -> tuple[list[Sheet], Table]:
    """The sheets of a file, and a table without rows that says what is wrong with the file and what to know of it."""
    document = document_apart(name, content, LIMITS)
    notes = [finding for finding in document.findings if finding.severity != "error"]
    table = Table(notes=notes, is_plain_text=document.format in ("csv", "text"))
    errors = [finding for finding in document.findings if finding.severity == "error"]
    table.problems += [Problem(finding.code, finding.message, finding.fix) for finding in errors]
    if not errors and document.format not in FORMATS:
        table.problems.append(Problem("import.not_a_table", "不是表格文件", "请用模板填写，存为 XLSX 或 CSV"))
    return document.sheets, table


def _read_sheets(sheets: Sequence[Sheet], columns: Sequence[Column], table: Table) -> None:
    """Fills the table from the first of the sheets that has the headings."""
    for sheet in sheets:
        grid = _grid(sheet)
        found = _headings(grid, columns)
        if found is not None:
            _read_rows(grid, found, columns, table)
            return
    wanted = "、".join(column.title for column in columns if column.required)
    table.problems.append(
        Problem("import.headings_missing", f"没有找到表头（{wanted}）", "请下载模板，把内容粘贴到模板里再导入")
    )


def _grid(sheet: Sheet) -> list[list[Cell | None]]:
    return next((block.grid() for block in sheet.blocks if block.kind == "table"), [])


def _headings(grid: list[list[Cell | None]], columns: Sequence[Column]) -> int | None:
    """The row of the headings: the first with two known ones (one, where there is one column), one of them required."""
    known = {_plain(column.title) for column in columns}
    required = {_plain(column.title) for column in columns if column.required} or known
    for index, row in enumerate(grid[:_HEADING_ROWS]):
        titles = {_canonical(cell, columns) for cell in row if cell is not None}
        if len(titles & known) >= min(2, len(known)) and titles & required:
            return index
    return None


def _canonical(cell: Cell, columns: Sequence[Column]) -> str:
    plain = _plain(cell.text)
    for column in columns:
        if plain in {_plain(name) for name in (column.title, *column.also)}:
            return _plain(column.title)
    return plain


def _plain(title: str) -> str:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", title))
    return text.removesuffix("(必填)").strip("*")


def _read_rows(grid: list[list[Cell | None]], heading: int, columns: Sequence[Column], table: Table) -> None:
    places = _places(grid[heading], columns, table)
    written = unguarded if table.is_plain_text else str
    for cells in grid[heading + 1 :]:
        texts = {
            key: (written(cell.text.strip()), _address(cell))
            for key, place in places.items()
            if (cell := cells[place]) is not None
        }
        if any(text for text, _ in texts.values()):
            number = next(_row_number(cell) for cell in cells if cell is not None)
            table.rows.append(RawRow(number, texts))


def _places(row: list[Cell | None], columns: Sequence[Column], table: Table) -> dict[str, int]:
    """Column key → place; missing, doubled and unknown headings are problems of the file."""
    keys = {_plain(column.title): column for column in columns}
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        if cell is None or not cell.text.strip():
            continue
        column = keys.get(_canonical(cell, columns))
        number, address = _row_number(cell), _address(cell)
        if column is None:
            known = "、".join(each.title for each in columns)
            said = Problem(
                "import.column_unknown", "没有这一列", f"请删去，或改为：{known}", number, cell.text, address
            )
            table.problems.append(said)
        elif column.key in places:
            said = Problem("import.column_twice", "这一列出现了两次", "请只留一列", number, column.title, address)
            table.problems.append(said)
        else:
            places[column.key] = place
    for column in columns:
        if column.required and column.key not in places:
            table.problems.append(Problem("import.column_missing", f"缺少“{column.title}”列", "请下载模板核对表头"))
    return places


def _address(cell: Cell) -> str:
    return cell.reference or cell.address


def _row_number(cell: Cell) -> int:
    found = _REFERENCE.match(_address(cell))
    return int(found[1]) if found else cell.row + 1
