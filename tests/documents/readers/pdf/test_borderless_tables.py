"""Tables that are only aligned: columns from blank strips, rows from the lines that fill them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from tests.support.pdf_scores import score_table, tables
from tests.support.pdf_sources import plain_table, with_title
from tests.support.pdfs import Style, chromium_pdf, docx_bytes, html_text, libreoffice_pdf, typst_pdf, xlsx_bytes


@pytest.mark.parametrize("vertical_align", ["top", "middle"])
@pytest.mark.parametrize("printer", ["typst", "docx", "xlsx", "chromium"])
def test_a_table_without_rulings_is_read_by_its_alignment(
    printer: str, vertical_align: str, program_on_path: Callable[[str], str]
) -> None:
    style = Style(border="none", vertical_align=vertical_align)
    parts = with_title(plain_table())
    if printer == "typst":
        data = typst_pdf(parts, style)
    elif printer == "chromium":
        data = chromium_pdf(html_text(parts, style), program_on_path("chromium"))
    else:
        source = docx_bytes(parts, style) if printer == "docx" else xlsx_bytes(parts, style)
        data = libreoffice_pdf(source, printer, program_on_path("soffice"))

    document = read_pdf(data, "表.pdf", DEFAULT_LIMITS)

    (table,) = tables(document)
    assert score_table(plain_table(), table).wrong == ()
    after = document.sheets[0].blocks[-1]
    assert [cell.text for cell in after.cells] == ["注：本表一式两份。"]
