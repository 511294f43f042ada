"""A workbook reads as its visible sheets show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document
from tests.support.files import GridCell, cells_of, texts, xls_bytes, xlsx_bytes, xlsx_with_sheet


def by_address(document: Document) -> dict[str, str]:
    return {cell.reference: cell.text for sheet in document.sheets for cell in sheet.cells()}


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def read_xlsx(fill: Callable[[Any], None]) -> Document:
    workbook = openpyxl.Workbook()
    workbook.active.title = "绩效目标表"
    fill(workbook.active)
    return read_document("表.xlsx", data=xlsx_bytes(workbook))


def read_xls(fill: Callable[[Any], None]) -> Document:
    workbook = xlwt.Workbook(encoding="utf-8")
    fill(workbook.add_sheet("绩效目标表"))
    return read_document("表.xls", data=xls_bytes(workbook))


SHOWN = [
    (0.95, "0%", "95%"),
    (7.000000000000001e-2, "0%", "7%"),
    (0.8618304, "0.00%", "86.18%"),
    (8825000, "#,##0", "8,825,000"),
    (215457.6, "#,##0.00", "215,457.60"),
    (1.0, "General", "1"),
    (0.003, "General", "0.003"),
    (43831, "yyyy/m/d", "2020/1/1"),
    (44196, 'yyyy"年"m"月"d"日"', "2020年12月31日"),
    (12, '0"次/年"', "12次/年"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_number_reads_as_it_is_displayed(value: float, code: str, shown: str) -> None:
    def fill_xlsx(sheet: Any) -> None:
        sheet["B2"] = value
        sheet["B2"].number_format = code

    def fill_xls(sheet: Any) -> None:
        sheet.write(1, 1, value, xlwt.easyxf(num_format_str=code))

    assert by_address(read_xlsx(fill_xlsx)) == {"B2": shown}
    assert by_address(read_xls(fill_xls)) == {"B2": shown}


def test_the_built_in_date_is_the_one_that_chinese_programs_show() -> None:
    def fill_xlsx(sheet: Any) -> None:
        sheet["A1"], sheet["A1"].number_format = 43831, "mm-dd-yy"  # openpyxl's name for the built-in code 14

    def fill_xls(sheet: Any) -> None:
        sheet.write(0, 0, 43831, xlwt.easyxf(num_format_str="M/D/YY"))

    assert texts(read_xlsx(fill_xlsx)) == texts(read_xls(fill_xls)) == ["2020/1/1"]


def test_of_merged_ranges_that_overlap_the_first_one_counts() -> None:
    row = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{c}</t></is></c>' for c in "ABCD")
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'
    data = xlsx_with_sheet(f'<row r="1">{row}</row>', tail=merged)
    assert cells_of(read_document("表.xlsx", data=data).sheets[0].blocks[0]) == {
        GridCell("A", 0, 0, 1, 2),
        GridCell("C", 0, 2),
        GridCell("D", 0, 3),
    }


def test_hidden_rows_and_columns_close_up_and_are_said() -> None:
    def fill_xlsx(sheet: Any) -> None:
        for row in range(1, 5):
            for column in range(1, 4):
                sheet.cell(row, column, f"{row}{column}").data_type = "s"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def fill_xls(sheet: Any) -> None:
        for row in range(4):
            for column in range(3):
                sheet.write(row, column, f"{row + 1}{column + 1}")
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    for document in (read_xlsx(fill_xlsx), read_xls(fill_xls)):
        [block] = document.sheets[0].blocks
        assert [(cell.text, cell.row, cell.column, cell.reference) for cell in block.cells] == [
            ("11", 0, 0, "A1"),
            ("13", 0, 1, "C1"),
            ("31", 1, 0, "A3"),
            ("33", 1, 1, "C3"),
            ("41", 2, 0, "A4"),
            ("43", 2, 1, "C4"),
        ]
        [finding] = document.findings
        assert finding.code == "file.hidden_left_out"
        assert "绩效目标表" in finding.place
        assert "1 行、1 列" in finding.message


def test_a_merged_level_whose_first_row_is_hidden_still_shows() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"], sheet["B3"] = "产出指标", "隐", "数量", "质量"
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    assert cells_of(read_xlsx(fill).sheets[0].blocks[0]) == {
        GridCell("产出指标", 0, 0, 2, 1),
        GridCell("数量", 0, 1),
        GridCell("质量", 1, 1),
    }


def test_hidden_sheets_are_left_out_and_named() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "看得见"
    for name, state in (("草稿", "hidden"), ("密", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet["A1"], sheet.sheet_state = "看不见", state
    document = read_document("表.xlsx", data=xlsx_bytes(workbook))
    assert texts(document) == ["看得见"]
    [finding] = document.findings
    assert "草稿、密" in finding.message


def test_a_text_that_begins_with_an_equals_sign_is_a_target_value() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "=100%"
        sheet["A1"].data_type = "s"

    document = read_xlsx(fill)
    assert (by_address(document), codes(document)) == ({"A1": "=100%"}, [])


def test_a_formula_shows_its_saved_result_and_one_without_is_said() -> None:
    document = read_document(
        "表.xlsx",
        data=xlsx_with_sheet(
            '<row r="1"><c r="A1"><f>B1*2</f><v>10</v></c><c r="B1"><f>SUM(C1:C9)</f></c>'
            '<c r="C1"><f>100%</f></c><c r="D1" t="str"><f>"≥"&amp;5</f><v>≥5</v></c>'
            '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1" t="str"><f>""</f><v></v></c></row>'
        ),
    )
    assert by_address(document) == {"A1": "10", "C1": "=100%", "D1": "≥5", "E1": "#DIV/0!"}
    said = {finding.place: finding.code for finding in document.findings}
    assert said == {
        "表.xlsx 表 B1": "file.formula_without_value",
        "表.xlsx 表 C1": "file.formula_as_text",
        "表.xlsx 表 E1": "file.formula_error",
    }


def test_of_many_like_findings_some_are_named_and_the_rest_counted() -> None:
    cells = "".join("<row><c><f>A1+1</f></c></row>" for _ in range(50))
    text = '<row><c t="inlineStr"><is><t>甲</t></is></c></row>'
    found = read_document("表.xlsx", data=xlsx_with_sheet(cells + text)).findings
    assert [finding.code for finding in found] == ["file.formula_without_value"] * 20 + ["file.more_places"]
    assert "30 处" in found[-1].message


def test_rich_text_is_one_text_without_its_phonetic_guide() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = CellRichText("满意度", TextBlock(InlineFont(b=True), "≥90%"))

    assert texts(read_xlsx(fill)) == ["满意度≥90%"]
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>绩效</t><rPh><t>jixiao</t></rPh></is></c></row>'
    assert texts(read_document("表.xlsx", data=xlsx_with_sheet(row))) == ["绩效"]


def test_line_breaks_and_a_leading_full_width_space_stay() -> None:
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    data = xlsx_with_sheet(row, shared=["　≤0.01% ", "产出_x000D_\n指标"])
    assert texts(read_document("表.xlsx", data=data)) == ["　≤0.01%", "产出\n指标"]


def test_cells_without_addresses_follow_each_other() -> None:
    row = '<row><c t="inlineStr"><is><t>{0}</t></is></c><c/><c t="inlineStr"><is><t>{1}</t></is></c></row>'
    data = xlsx_with_sheet(row.format("甲", "乙") + row.format("丙", "丁"))
    assert by_address(read_document("表.xlsx", data=data)) == {"A1": "甲", "C1": "乙", "A2": "丙", "C2": "丁"}


def test_a_stray_cell_at_the_far_end_does_not_make_the_table_a_million_rows_long() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'
    stray = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>乙</t></is></c></row>'
    [block] = read_document("表.xlsx", data=xlsx_with_sheet(row + stray)).sheets[0].blocks
    assert [cell.reference for cell in block.cells] == ["A1", "XFD1048576"]
    assert (block.row_count, block.column_count) == (3, 3), "a run of blanks counts as one"


def test_a_title_merged_over_the_whole_row_is_as_wide_as_the_table() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"], sheet["C2"] = "绩效目标表", "数量", "≥5"
        sheet.merge_cells("A1:XFD1")

    block = read_xlsx(fill).sheets[0].blocks[0]
    assert block.column_count == 3
    assert GridCell("绩效目标表", 0, 0, 1, 3) in cells_of(block)


def test_dates_counted_from_1904_show_the_same_day() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.MAC_EPOCH
    workbook.active["A1"] = 42369
    workbook.active["A1"].number_format = "yyyy-mm-dd"
    assert texts(read_document("表.xlsx", data=xlsx_bytes(workbook))) == ["2020-01-01"]


def test_every_visible_sheet_is_a_sheet_with_its_name() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title, workbook.active["A1"] = "项目一", "甲"
    workbook.create_sheet("空表")
    workbook.create_sheet("项目二")["A1"] = "乙"
    document = read_document("表.xlsx", data=xlsx_bytes(workbook))
    assert [(sheet.name, texts_) for sheet in document.sheets for texts_ in [[c.text for c in sheet.cells()]]] == [
        ("项目一", ["甲"]),
        ("项目二", ["乙"]),
    ]
