"""The XLSX of organisations and people, read as text with the place of each cell; and an empty one to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from jixiao.rules.findings import Finding

ORGANISATIONS, PEOPLE = "单位", "人员"

#: The columns of each sheet; those with * must be filled in.
COLUMNS: dict[str, tuple[str, ...]] = {
    ORGANISATIONS: ("单位名称*", "上级单位", "类型*", "统一社会信用代码", "简称"),
    PEOPLE: ("姓名*", "用户名*", "单位*", "角色", "手机号", "居民身份证号", "邮箱"),
}
_EXAMPLES = {
    ORGANISATIONS: (("市教育委员会", "", "预算部门", "", "市教委"), ("市实验学校", "市教育委员会", "预算单位", "", "")),
    PEOPLE: (("李编制", "li.bianzhi", "市实验学校", "编制人", "", "", ""),),
}
_ROWS_MAX = 50_000
#: Excel keeps fifteen digits of a number; a longer one typed as a number is another number now.
_DIGITS_KEPT = 10**15


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: the texts by column, without the star."""

    sheet: str
    number: int
    cells: dict[str, str]

    def finding(self, code: str, column: str, message: str, fix: str = "") -> Finding:
        """What is wrong with one cell of this line."""
        return Finding(f"import.{code}", "error", f"{self.sheet} 第{self.number}行 {column}", message, fix=fix)


def read(path: Path) -> tuple[list[Row], list[Row], list[Finding]]:
    """Organisations, people, and what could not be read."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError):
        fix = "请用 jixiao init --template 得到的 XLSX 填写。"
        return [], [], [Finding("import.unreadable", "error", path.name, "不是可读的 XLSX 文件。", fix=fix)]
    try:
        faults: list[Finding] = []
        rows = {sheet: _rows(book, sheet, faults) for sheet in COLUMNS}
        return rows[ORGANISATIONS], rows[PEOPLE], faults
    finally:
        book.close()


def write_template(path: Path) -> None:
    """An empty workbook with the columns, all as text, and a line of each sheet as an example."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(sheet)
        page.append(list(columns))
        for example in _EXAMPLES[sheet]:
            page.append(list(example))
        for number in range(1, len(columns) + 1):
            page.cell(1, number).font = Font(bold=True)
            letter = get_column_letter(number)
            page.column_dimensions[letter].width = 22
            page.column_dimensions[letter].number_format = "@"
            for line in range(2, 500):
                page.cell(line, number).number_format = "@"
        page.freeze_panes = "A2"
    book.save(path)


def _rows(book: Any, sheet: str, faults: list[Finding]) -> list[Row]:
    if sheet not in book.sheetnames:
        faults.append(Finding("import.sheet_missing", "error", sheet, f"没有名为“{sheet}”的工作表。"))
        return []
    lines = book[sheet].iter_rows(values_only=True, max_row=_ROWS_MAX)
    columns = {_plain(title): at for at, title in enumerate(next(lines, ())) if title}
    wanted = [title.rstrip("*") for title in COLUMNS[sheet]]
    if missing := [title for title in wanted if title not in columns]:
        place = f"{sheet} 第1行"
        faults.append(Finding("import.column_missing", "error", place, f"缺少列：{'、'.join(missing)}。"))
        return []
    found = []
    for number, line in enumerate(lines, 2):
        row = Row(sheet, number, {})
        row.cells.update({title: _text(row, title, line[columns[title]], faults) for title in wanted})
        if any(row.cells.values()):
            _check_filled(row, faults)
            found.append(row)
    return found


def _check_filled(row: Row, faults: list[Finding]) -> None:
    for title in COLUMNS[row.sheet]:
        if title.endswith("*") and not row.cells[title.rstrip("*")]:
            faults.append(row.finding("empty", title.rstrip("*"), "必须填写。"))


def _plain(title: object) -> str:
    return str(title).strip().rstrip("*").strip()


def _text(row: Row, title: str, value: object, faults: list[Finding]) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= _DIGITS_KEPT:
            fix = "请把此列设为文本格式后重新输入。"
            faults.append(row.finding("digits_lost", title, "号码按数值保存，末尾几位已经丢失。", fix))
            return ""
        return str(int(value)) if value == int(value) else str(value)
    return str(value).strip()
