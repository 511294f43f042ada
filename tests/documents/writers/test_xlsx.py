"""Workbooks: text stays text, money is a number, the sheet is ready to print."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.documents.writers import TextTooLongError, write_forms
from jixiao.documents.writers.xlsx import CELL_LENGTH_MAX, sheet_names
from jixiao.rules.forms import Budget, Form, Indicator
from tests.support.written_forms import national_target, one_of_each, shanghai_target


def book(*forms: Form) -> Workbook:
    return load_workbook(io.BytesIO(write_forms(forms, "xlsx")))


def sheet(form: Form) -> Worksheet:
    return book(form).worksheets[0]


def find(where: Worksheet, text: str) -> list[str]:
    return [cell.coordinate for row in where.iter_rows() for cell in row if cell.value == text]


@pytest.mark.parametrize("target", ["=100%", "=HYPERLINK(1)", "+1", "-2", "@x", "　=1"])
def test_a_target_that_begins_with_a_sign_is_text_and_no_formula(target: str) -> None:
    row = Indicator(1, "产出", "数量", "覆盖率", target, target.strip())
    written = sheet(replace(shanghai_target(), indicators=(row,)))
    (place,) = find(written, target)
    assert written[place].data_type == "s"
    assert written[place].quotePrefix is True
    formulas = zipfile.ZipFile(io.BytesIO(write_forms([replace(shanghai_target(), indicators=(row,))], "xlsx")))
    assert b"<f>" not in formulas.read("xl/worksheets/sheet1.xml")


def test_money_is_a_number_that_shows_all_of_its_digits() -> None:
    written = sheet(shanghai_target())
    (place,) = find(written, 9806100.5)  # type: ignore[arg-type]
    assert written[place].number_format == "#,##0.0"
    assert find(written, 8825000) != []  # type: ignore[arg-type]


def test_a_sum_no_spreadsheet_can_count_to_is_written_as_text() -> None:
    long = Budget(total_budget_yuan=Decimal("1234567890123456.78"))
    assert find(sheet(replace(shanghai_target(), budget=long)), "1,234,567,890,123,456.78") != []


def test_every_form_has_a_sheet_named_after_its_project() -> None:
    assert book(*one_of_each()).sheetnames == [
        "业务系统(运维)",
        "会计人员继续教育",
        "会计人员继续教育(2)",
        "群众体育活动经费",
        "会计人员继续教育(3)",
    ]


def test_sheet_names_are_allowed_ones_and_none_comes_twice() -> None:
    names = list(sheet_names(["a/b[c]:*?", "'引'", "", "x" * 40, "X" * 40, "History"]))
    assert names == ["a b c", "引", "绩效表", "x" * 31, "X" * 28 + "(2)", "History(2)"]


def test_the_sheet_is_ready_to_print() -> None:
    written = sheet(shanghai_target())
    assert written.page_setup.paperSize == 9
    assert (written.page_setup.orientation, written.page_setup.fitToWidth, written.page_setup.fitToHeight) == (
        "portrait",
        1,
        0,
    )
    assert written.oddFooter.center is not None
    assert written.oddFooter.center.text == "- &P -"
    (heading,) = find(written, "一级目标")
    row = written[heading].row
    assert written.print_title_rows == f"${row}:${row}"
    assert [page_break.id for page_break in written.row_breaks.brk] == [row - 2]


def test_a_landscape_form_lies_on_its_side() -> None:
    landscape = [written.page_setup.orientation for written in book(*one_of_each()).worksheets]
    assert landscape == ["portrait", "portrait", "landscape", "portrait", "landscape"]


def test_no_text_is_taller_than_its_rows() -> None:
    form = shanghai_target()
    written = sheet(replace(form, narratives={"项目概况": "为全市预算单位提供服务。" * 300}))
    (place,) = (cell.coordinate for row in written.iter_rows() for cell in row if str(cell.value).startswith("为全市"))
    (merged,) = (area for area in written.merged_cells.ranges if place in area)
    height = sum(written.row_dimensions[row].height for row in range(merged.min_row, merged.max_row + 1))
    assert merged.max_row > merged.min_row
    assert height > 3600 / 51 * 13  # characters a line, points a line
    assert all(written.row_dimensions[row].height <= 409 for row in range(merged.min_row, merged.max_row + 1))


def test_a_text_that_would_be_cut_off_is_refused() -> None:
    form = replace(national_target(), narratives={"年度目标": "长" * (CELL_LENGTH_MAX + 1)})
    with pytest.raises(TextTooLongError, match="超过电子表格一格 32767 字"):
        write_forms([form], "xlsx")
