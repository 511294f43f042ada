"""Tables over several pages: one table, headers once, cut rows and level cells whole, page numbers gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from tests.support.pdf_scores import score_table, tables
from tests.support.pdf_sources import indicator_table, self_evaluation, with_title
from tests.support.pdfs import (
    SourceCell,
    Style,
    TableSource,
    chromium_pdf,
    docx_bytes,
    html_text,
    libreoffice_pdf,
    typst_pdf,
    typst_source_pdf,
    typst_table,
    xlsx_bytes,
)

PRINTERS = ("typst", "docx", "xlsx", "chromium")


def printed(printer: str, parts: list, program_on_path: Callable[[str], str]) -> bytes:
    if printer == "typst":
        return typst_pdf(parts)
    if printer == "chromium":
        return chromium_pdf(html_text(parts), program_on_path("chromium"))
    data = docx_bytes(parts) if printer == "docx" else xlsx_bytes(parts)
    return libreoffice_pdf(data, printer, program_on_path("soffice"))


@pytest.mark.parametrize("printer", PRINTERS)
def test_forty_rows_over_several_pages_are_one_table(printer: str, program_on_path: Callable[[str], str]) -> None:
    source = self_evaluation(4)
    document = read_pdf(printed(printer, list(with_title(source)), program_on_path), "自评表.pdf", DEFAULT_LIMITS)

    (table,) = tables(document)
    assert max(cell.page or 0 for cell in table.cells) >= 3
    assert table.row_count == source.row_count
    wrong = [(written.text, read) for written, read in score_table(source, table).wrong if "(SLA)" not in written.text]
    assert wrong == []


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_header_repeated_on_every_page_stands_once(printer: str, program_on_path: Callable[[str], str]) -> None:
    source = indicator_table(4)
    document = read_pdf(printed(printer, list(with_title(source)), program_on_path), "指标.pdf", DEFAULT_LIMITS)

    (table,) = tables(document)
    assert [cell.row for cell in table.cells if cell.text.replace("\n", "") == "三级指标"] == [0]
    wrong = [(written.text, read) for written, read in score_table(source, table).wrong if "(SLA)" not in written.text]
    assert wrong == []


def test_the_next_form_of_the_same_layout_is_a_table_of_its_own() -> None:
    forms = [
        TableSource((1, 3), (*head(project, department), *filler(2, 30)))
        for project, department in (("甲项目", "教育局"), ("乙项目", "水务局"))
    ]
    source = '#set text(font: "Noto Serif SC")\n' + "\n#pagebreak()\n".join(
        typst_table(form, Style()) for form in forms
    )
    read = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))

    assert [score_table(form, table).wrong for form, table in zip(forms, read, strict=True)] == [(), ()]


def head(project: str, department: str) -> tuple[SourceCell, ...]:
    return (
        SourceCell("项目名称", 0, 0),
        SourceCell(project, 0, 1),
        SourceCell("主管部门", 1, 0),
        SourceCell(department, 1, 1),
    )


def filler(first: int, rows: int) -> list[SourceCell]:
    cells = []
    for row in range(first, first + rows):
        cells += [SourceCell(f"指标{row}", row, 0), SourceCell(f"≥{row}", row, 1)]
    return cells


def test_a_title_between_two_tables_keeps_them_apart() -> None:
    table = TableSource((1, 1), tuple(filler(0, 30)))
    source = [table, "附件2", table]
    document = read_pdf(typst_pdf(source), "表.pdf", DEFAULT_LIMITS)
    assert [block.kind for block in document.sheets[0].blocks] == ["table", "lines", "table"]


@pytest.mark.parametrize("numbering", ["- 1 -", "第1页 共1页", "1 / 1", "1", "— 1 —"])
def test_page_numbers_are_left_out(numbering: str) -> None:
    body = "\n#pagebreak()\n".join(f"#table(columns: 2, [指标{page}], [≥9{page}%], [甲], [乙])" for page in (1, 2, 3))
    source = f'#set text(font: "Noto Serif SC")\n#set page(numbering: "{numbering}")\n正文 2021年 共 12 页。\n{body}'
    document = read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS)

    lines = [cell.text for block in document.sheets[0].blocks if block.kind == "lines" for cell in block.cells]
    assert lines == ["正文 2021年 共 12 页。"]


def test_cells_know_their_page() -> None:
    document = read_pdf(typst_pdf([TableSource((1, 1), tuple(filler(0, 60)))]), "表.pdf", DEFAULT_LIMITS)

    (table,) = tables(document)
    assert table.row_count == 60
    assert table.cells[0].page == 1
    assert table.cells[-1].page == 2
    assert [cell.page for cell in table.cells] == sorted(cell.page or 0 for cell in table.cells)


@pytest.mark.parametrize("font_size", [9, 12])
def test_level_cells_that_calc_clips_at_the_page_break_are_read_once(
    font_size: int, program_on_path: Callable[[str], str]
) -> None:
    source = self_evaluation(3)
    style = Style(font_size=font_size, landscape=font_size == 12)
    data = libreoffice_pdf(xlsx_bytes(list(with_title(source)), style), "xlsx", program_on_path("soffice"))

    document = read_pdf(data, "自评表.pdf", DEFAULT_LIMITS)

    (table,) = tables(document)
    assert score_table(source, table).wrong == ()
    assert [block.kind for block in document.sheets[0].blocks] == ["lines", "table", "lines"]


@pytest.mark.parametrize("vertical_align", ["top", "middle"])
@pytest.mark.parametrize("font_size", [7, 9, 10, 13])
def test_wherever_the_page_breaks_the_table_is_whole(font_size: int, vertical_align: str) -> None:
    source = indicator_table(4)
    style = Style(font_size=font_size, landscape=font_size == 13, vertical_align=vertical_align)

    (table,) = tables(read_pdf(typst_pdf(list(with_title(source)), style), "指标.pdf", DEFAULT_LIMITS))

    assert score_table(source, table).wrong == ()


def test_a_new_row_with_places_still_to_be_filled_in_is_not_taken_for_the_rest_of_the_last() -> None:
    rows = [(f"指标{row}：按期完成率", "≥95%", "98%", "5", "5") for row in range(1, 45)]
    rows += [(f"指标{row}：", "", "", "", "") for row in range(45, 60)]
    cells = [SourceCell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    source = TableSource((4, 2, 2, 1, 1), tuple(cells))
    for rows_above in range(8):
        parts = [*["说明"] * rows_above, source]
        (table,) = tables(read_pdf(typst_pdf(parts), "表.pdf", DEFAULT_LIMITS))
        assert table.row_count == 59
        assert score_table(source, table).wrong == ()


def test_a_continuation_mark_above_the_second_part_does_not_part_the_table() -> None:
    cells = "".join(f"[指标{row}], [≥{row}]," for row in range(40))
    more = "".join(f"[指标{row}], [≥{row}]," for row in range(40, 50))
    source = (
        '#set text(font: "Noto Serif SC")\n#set page(margin: 2cm)\n'
        f"#table(columns: (1fr, 1fr), {cells})\n#pagebreak()\n（续表）\n#table(columns: (1fr, 1fr), {more})"
    )
    (table,) = tables(read_pdf(typst_source_pdf(source), "表.pdf", DEFAULT_LIMITS))
    assert table.row_count == 50
