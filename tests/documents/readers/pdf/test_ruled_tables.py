"""Ruled tables as typst, LibreOffice and Chromium draw them: every cell with its text, place and span."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from tests.support.pdf_scores import score_table, tables
from tests.support.pdf_sources import self_evaluation, with_title
from tests.support.pdfs import (
    SourceCell,
    Style,
    TableSource,
    chromium_pdf,
    docx_bytes,
    html_text,
    libreoffice_pdf,
    one_page_pdf,
    typst_pdf,
    typst_source_pdf,
    xlsx_bytes,
)

SMALL = TableSource(
    (1, 2, 2),
    (
        SourceCell("产出指标", 0, 0, 2),
        SourceCell("新建改建农村公路里程", 0, 1),
        SourceCell("≥12公里", 0, 2),
        SourceCell("工程一次验收合格率", 1, 1),
        SourceCell("=100%", 1, 2),
        SourceCell("合计", 2, 0, 1, 2),
        SourceCell("100", 2, 2),
    ),
)


def printed(printer: str, style: Style, program_on_path: Callable[[str], str]) -> bytes:
    parts = with_title(self_evaluation(1))
    if printer == "typst":
        return typst_pdf(parts, style)
    if printer == "chromium":
        return chromium_pdf(html_text(parts, style), program_on_path("chromium"))
    data = docx_bytes(parts, style) if printer == "docx" else xlsx_bytes(parts, style)
    return libreoffice_pdf(data, printer, program_on_path("soffice"))


@pytest.mark.parametrize("border", ["solid", "double", "dashed"])
@pytest.mark.parametrize("printer", ["typst", "docx", "xlsx", "chromium"])
def test_every_cell_of_a_self_evaluation_form_comes_back(
    printer: str, border: str, program_on_path: Callable[[str], str]
) -> None:
    data = printed(printer, Style(border=border), program_on_path)

    document = read_pdf(data, "自评表.pdf", DEFAULT_LIMITS)

    assert document.findings == []
    (table,) = tables(document)
    assert wrong_but_for_spaces_lost_at_line_ends(self_evaluation(1), table) == []


def wrong_but_for_spaces_lost_at_line_ends(source: TableSource, table) -> list[str]:
    """LibreOffice and Chromium do not print a space at which they break a line before a Latin word."""
    return [
        f"{written.text!r} read as {read.text if read else None!r}"
        for written, read in score_table(source, table).wrong
        if read is None or written.text.replace(" ", "") != read.text.replace("\n", "").replace(" ", "")
        or "(SLA)" not in written.text
    ]  # fmt: skip


def test_the_lines_around_a_table_keep_their_order() -> None:
    document = read_pdf(typst_pdf(with_title(SMALL)), "表.pdf", DEFAULT_LIMITS)

    assert [block.kind for block in document.sheets[0].blocks] == ["lines", "table", "lines"]
    assert [cell.text for cell in document.sheets[0].blocks[0].cells] == ["附件1", "项目支出绩效自评表", "（2021年度）"]
    assert [cell.text for cell in document.sheets[0].blocks[2].cells] == ["注：本表一式两份。"]


def test_two_tables_on_a_page_stay_two() -> None:
    document = read_pdf(typst_pdf([SMALL, "表2", SMALL]), "表.pdf", DEFAULT_LIMITS)

    first, second = tables(document)
    assert score_table(SMALL, first).wrong == ()
    assert score_table(SMALL, second).wrong == ()


def test_a_landscape_page_is_read_like_any_other() -> None:
    document = read_pdf(typst_pdf([self_evaluation(1)], Style(landscape=True)), "表.pdf", DEFAULT_LIMITS)

    assert score_table(self_evaluation(1), tables(document)[0]).wrong == ()


def test_boxes_drawn_one_a_cell_with_space_between_are_one_table() -> None:
    source = (
        '#set text(font: "Noto Serif SC")\n'
        "#grid(columns: (4cm, 4cm), gutter: 1.5pt, ..range(6).map(n => rect(width: 100%, stroke: 0.5pt)[单元#n]))"
    )
    (table,) = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))

    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (row, column, f"单元{2 * row + column}") for row in range(3) for column in range(2)
    ]


def test_rulings_filled_as_thin_rectangles_are_rulings() -> None:
    rules = "".join(f"#place(dx: {x}cm, rect(width: 0.5pt, height: 2cm, fill: black))" for x in (0, 3, 6))
    rules += "".join(f"#place(dy: {y}cm, rect(width: 6cm, height: 0.5pt, fill: black))" for y in (0, 1, 2))
    texts = "".join(
        f"#place(dx: {0.5 + 3 * column}cm, dy: {0.4 + row}cm)[格{row}{column}]" for row in (0, 1) for column in (0, 1)
    )
    source = f'#set text(font: "Noto Serif SC")\n#block(height: 3cm)[{rules}{texts}]'
    (table,) = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))

    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "格00"),
        (0, 1, "格01"),
        (1, 0, "格10"),
        (1, 1, "格11"),
    ]


def test_an_open_sided_table_is_closed_by_the_ends_of_its_rulings() -> None:
    source = (
        '#set text(font: "Noto Serif SC")\n#table(columns: (4cm, 4cm, 4cm), '
        "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt }), "
        "[甲], [乙], [丙], [一], [二], [三])"
    )
    (table,) = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))

    assert [cell.text for cell in table.cells] == ["甲", "乙", "丙", "一", "二", "三"]
    assert table.column_count == 3


def test_an_underlined_word_and_a_check_box_part_no_cell() -> None:
    source = (
        '#set text(font: "Noto Serif SC")\n#table(columns: (6cm, 6cm), '
        "[#underline[新增项目] #box(width: 8pt, height: 8pt, stroke: 0.5pt)], [延续], [一], [二])"
    )
    (table,) = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))

    assert [cell.text for cell in table.cells] == ["新增项目", "延续", "一", "二"]


def test_a_frame_around_the_page_is_no_table() -> None:
    source = (
        '#set page(background: rect(width: 90%, height: 90%, stroke: 1pt))\n#set text(font: "Noto Serif SC")\n'
        "部门决算公开说明\n\n第一部分 概况"
    )
    document = read_pdf(typst_source_pdf(source), "说明.pdf", DEFAULT_LIMITS)

    assert [block.kind for block in document.sheets[0].blocks] == ["lines"]


def test_edges_filled_cell_by_cell_with_squares_at_the_corners_are_one_grid() -> None:
    """As Word prints tables: every edge of every cell a thin rectangle, every corner a dot."""
    xs, ys, thick = (72, 172, 300), (700, 680, 650), 0.48
    marks = [f"{x} {y} {thick} {thick} re f" for x in xs for y in ys]
    for y in ys:
        marks += [f"{a + thick} {y} {b - a - thick} {thick} re f" for a, b in pairwise(xs)]
    for x in xs:
        marks += [f"{x} {b + thick} {thick} {a - b - thick} re f" for a, b in pairwise(ys)]
    texts = [
        f"BT /F1 10 Tf {x + 5} {y - 14} Td (cell {row}{column}) Tj ET"
        for row, y in enumerate(ys[:2])
        for column, x in enumerate(xs[:2])
    ]
    data = one_page_pdf("\n".join(marks + texts).encode())

    (table,) = tables(read_pdf(data, "表.pdf", DEFAULT_LIMITS))

    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "cell 00"),
        (0, 1, "cell 01"),
        (1, 0, "cell 10"),
        (1, 1, "cell 11"),
    ]


def test_a_label_that_fills_its_cell_to_the_edge_is_kept_from_the_next_cell() -> None:
    """As Chromium prints a wide bracket at the edge: it reaches under the first figure of the next cell."""
    edges = "72 700 m 300 700 l S 72 680 m 300 680 l S 72 680 m 72 700 l S 172 680 m 172 700 l S 300 680 m 300 700 l S"
    label = f"BT /F1 10 Tf {172.8 - 18.9:.2f} 686 Td (total) Tj ET"  # 18.9 points wide
    figure = "BT /F1 10 Tf 172.3 686 Td (96.5) Tj ET"
    data = one_page_pdf(f"{edges}\n{label}\n{figure}".encode())

    (table,) = tables(read_pdf(data, "表.pdf", DEFAULT_LIMITS))

    assert [cell.text for cell in table.cells] == ["total", "96.5"]
