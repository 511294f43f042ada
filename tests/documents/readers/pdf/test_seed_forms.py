"""The seven published forms, printed by typst and by LibreOffice: every line and every cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from tests.support.pdf_scores import score_table, tables
from tests.support.pdf_seeds import seed_parts, seed_table
from tests.support.pdfs import docx_bytes, libreoffice_pdf, typst_pdf


@pytest.mark.parametrize("printer", ["typst", "docx"])
def test_every_cell_and_line_of_the_seven_forms_comes_back(
    printer: str, seeds_folder: Path, program_on_path: Callable[[str], str]
) -> None:
    gold = json.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))
    forms = gold["tables"]
    parts = [part for form in forms for part in seed_parts(form)]
    data = typst_pdf(parts) if printer == "typst" else libreoffice_pdf(
        docx_bytes(parts), "docx", program_on_path("soffice")
    )  # fmt: skip

    document = read_pdf(data, "绩效目标表.pdf", DEFAULT_LIMITS)

    read = tables(document)
    assert len(read) == len(forms)
    for form, table in zip(forms, read, strict=True):
        assert [(written.text, found) for written, found in score_table(seed_table(form), table).wrong] == []
    lines = [cell.text for block in document.sheets[0].blocks if block.kind == "lines" for cell in block.cells]
    written = "".join(part for part in parts if isinstance(part, str))
    assert "".join("".join(lines).split()) == "".join(written.split())
