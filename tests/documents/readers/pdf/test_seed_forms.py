"""The seven published forms, printed by typst and by LibreOffice: every line and every cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.json import form_from_json
from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from jixiao.documents.writers import write_forms
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


@pytest.mark.parametrize("written", ["pdf", "docx", "xlsx"])
def test_every_indicator_and_narrative_comes_back_from_our_own_forms_as_pdf(
    written: str, seeds_folder: Path, program_on_path: Callable[[str], str]
) -> None:
    gold = json.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))["tables"]
    data = write_forms([form_from_json(form) for form in gold], written)
    if written != "pdf":
        data = libreoffice_pdf(data, written, program_on_path("soffice"))

    read = read_forms(read_pdf(data, "绩效目标表.pdf", DEFAULT_LIMITS)).forms

    assert len(read) == 7
    for form, truth in zip(read, gold, strict=True):
        found = [(item.level1, item.level2, item.level3, item.target_text) for item in form.indicators]
        wanted = [(item["level1"], item["level2"], item["level3"], item["target_text"]) for item in truth["indicators"]]
        assert found == wanted
        assert {label: form.narratives.get(label) for label in truth["narratives"]} == truth["narratives"]
