"""The text of cells and lines is what was written: spaces, marks, turned pages, upright labels, hidden text."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from jixiao.documents.readers.pdf.unified import as_unified
from jixiao.documents.sheets import Document
from tests.support.pdf_scores import score_table, tables
from tests.support.pdfs import (
    SourceCell,
    TableSource,
    chromium_pdf,
    docx_bytes,
    libreoffice_pdf,
    one_page_pdf,
    typst_pdf,
    typst_source_pdf,
)

FONT = '#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", region: "cn")\n'
SMALL = TableSource(
    (1, 2, 2),
    (
        SourceCell("产出指标", 0, 0, 2),
        SourceCell("数量 ABC def", 0, 1),
        SourceCell("≥12期", 0, 2),
        SourceCell("质量", 1, 1),
        SourceCell("=100%", 1, 2),
    ),
)


def read(data: bytes) -> Document:
    return read_pdf(data, "表.pdf", DEFAULT_LIMITS)


def cell_texts(source: str) -> list[str]:
    """The cells of the first table of a typst page, line breaks taken out."""
    (table,) = tables(read(typst_source_pdf(FONT + source)))
    return [cell.text.replace("\n", "") for cell in table.cells]


def line_texts(document: Document) -> list[str]:
    return [cell.text for block in document.sheets[0].blocks if block.kind == "lines" for cell in block.cells]


def test_no_space_is_made_between_chinese_and_digits_that_stand_a_little_apart() -> None:
    assert cell_texts("#table(columns: 2, [2020年12月底前], [检修OA系统3套])") == ["2020年12月底前", "检修OA系统3套"]


def test_written_spaces_stay() -> None:
    source = '#table(columns: 2, [#"OA 系统 可用率"], [#"城市　防汛 A B"])'
    assert cell_texts(source) == ["OA 系统 可用率", "城市　防汛 A B"]


def test_letters_set_apart_to_fill_a_cell_get_no_spaces() -> None:
    assert cell_texts("#table(columns: 2, [#text(tracking: 8pt)[项目名称]], [甲])") == ["项目名称", "甲"]


def test_a_latin_name_that_wraps_keeps_its_space() -> None:
    (table,) = tables(
        read(typst_source_pdf(FONT + '#table(columns: (3cm, 3cm), [#"Oracle database maintenance contract"], [甲])'))
    )
    assert "\n" in table.cells[0].text
    assert table.cells[0].text.replace("\n", "") == "Oracle database maintenance contract"


def test_full_width_and_unusual_signs_stay_as_printed() -> None:
    signs = ["＝１００％", "≧９５％", "≤3‰", "①②", "（含）", "5*8小时", "7×24", "═100%"]
    source = "#table(columns: 2, " + ", ".join(f'[#"{sign}"]' for sign in signs) + ")"
    assert cell_texts(source) == signs


def test_superscripts_and_subscripts_stay_in_their_line() -> None:
    assert cell_texts("#table(columns: 2, [建成 120 m#super[2]，CO#sub[2] 减排], [])")[0] == "建成 120 m2，CO2 减排"


def test_a_label_printed_upright_in_a_narrow_cell_is_read_downwards() -> None:
    (table,) = tables(read(typst_source_pdf(FONT + "#table(columns: (1.6em, 3cm), [产出指标], [数量])")))
    assert table.cells[0].text == "产\n出\n指\n标"


def test_a_label_turned_on_its_side_is_read_along_its_direction() -> None:
    assert cell_texts("#table(columns: 2, [#rotate(-90deg, reflow: true)[满意度指标]], [≥95%])")[0] == "满意度指标"


def test_vertical_writing_in_a_web_page_is_read_downwards(program_on_path: Callable[[str], str]) -> None:
    page = (
        '<html lang=zh><style>td{border:1px solid} body{font-family:"Noto Serif CJK SC"}</style><table><tr>'
        '<td style="writing-mode:vertical-rl">产出指标</td><td>≥95%</td></tr></table>'
    )
    (table,) = tables(read(chromium_pdf(page, program_on_path("chromium"))))
    assert [cell.text.replace("\n", "") for cell in table.cells] == ["产出指标", "≥95%"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_stored_sideways_is_read_upright(turn: int) -> None:
    document = pypdfium2.PdfDocument(typst_pdf([SMALL]))
    document[0].set_rotation(turn)
    stream = io.BytesIO()
    document.save(stream)

    assert score_table(SMALL, tables(read(stream.getvalue()))[0]).wrong == ()


@pytest.mark.parametrize("turn", [-90, 90, 180])
def test_a_page_drawn_sideways_is_read_upright(turn: int) -> None:
    source = FONT + f"#rotate({turn}deg, reflow: true)[#table(columns: 2, [甲 1], [乙 2], [丙 3], [丁 4])]"
    (table,) = tables(read(typst_source_pdf(source)))
    assert [cell.text for cell in table.cells] == ["甲 1", "乙 2", "丙 3", "丁 4"]


def test_a_watermark_across_the_page_is_no_text_of_the_cells() -> None:
    mark = "#set page(foreground: rotate(-40deg, text(40pt, fill: luma(220))[仅供内部公开使用]))\n"
    (table,) = tables(
        read(typst_source_pdf(mark + FONT + "#table(columns: (1fr, 1fr), ..range(60).map(n => [单元#n]))"))
    )
    assert [cell.text for cell in table.cells] == [f"单元{n}" for n in range(60)]


def test_invisible_text_under_visible_text_is_left_out() -> None:
    assert line_texts(read(one_page_pdf(b"BT /F1 12 Tf 50 700 Td (Visible) Tj 3 Tr 0 -40 Td (Hidden) Tj ET"))) == [
        "Visible"
    ]


def test_the_invisible_text_of_a_recognised_scan_is_read() -> None:
    assert line_texts(read(one_page_pdf(b"BT 3 Tr /F1 12 Tf 50 700 Td (Recognised) Tj ET"))) == ["Recognised"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    twice = b"BT /F1 12 Tf 50 700 Td (Title) Tj ET BT /F1 12 Tf 50.4 700 Td (Title) Tj ET"
    assert line_texts(read(one_page_pdf(twice))) == ["Title"]


def test_words_placed_without_space_characters_are_parted() -> None:
    placed = b"BT /F1 12 Tf 50 700 Td (Water) Tj 40 0 Td (supply) Tj ET"
    assert line_texts(read(one_page_pdf(placed))) == ["Water supply"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("⽇", "日"), ("⻓", "长"), ("⻋", "车"), ("ﬁ", "fi"), ("＝", "＝"), ("日", "日"), ("Ａ", "Ａ"), ("①", "①")],
)
def test_radicals_become_the_characters_they_are_drawn_as(printed: str, meant: str) -> None:
    assert as_unified(printed) == meant


def test_radicals_out_of_chromium_are_ordinary_characters(program_on_path: Callable[[str], str]) -> None:
    text = "长见贝车门页风飞马鱼鸟黄齐龙日月金食走足身里用生目立米老而耳"
    page = f'<html lang=zh><p style="font-family:Noto Sans CJK SC">{text}</p>'
    assert line_texts(read(chromium_pdf(page, program_on_path("chromium")))) == [text]


def test_prose_is_no_table(program_on_path: Callable[[str], str]) -> None:
    paragraphs = ["绩效评价工作由单位自评、部门评价和财政评价组成，2021年共评价 12 个项目。" * 6] * 5
    for data in (typst_pdf(paragraphs), libreoffice_pdf(docx_bytes(paragraphs), "docx", program_on_path("soffice"))):
        assert tables(read(data)) == []


def test_labels_and_values_side_by_side_are_lines() -> None:
    rows = [
        ("项目名称：", "某某项目", "项目类别：", "经常性"),
        ("开始日期：", "2020-01-01", "完成日期：", "2020-12-31"),
        ("主管部门：", "财政局", "实施单位：", "国库处"),
        ("项目总预算：", "100", "当年预算：", "90"),
    ]
    cells = "".join(f'[#"{text}"],' for row in rows for text in row)
    source = FONT + f"#table(columns: (1fr, 1fr, 1fr, 1fr), stroke: none, {cells})"
    assert line_texts(read(typst_source_pdf(source))) == [" ".join(row) for row in rows]
