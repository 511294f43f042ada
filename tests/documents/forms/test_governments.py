"""Forms drawn as real governments publish them come back right in every cell, whatever the format.

The drawings and their truth stand in ``tests/support/governments``; nothing there knows the reader of forms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.json import form_to_json
from jixiao.documents.readers import read_document
from tests.support.governments import printing
from tests.support.governments.case import Case
from tests.support.governments.catalogue import CASES
from tests.support.governments.scores import wrong_cells
from tests.support.pdfs import chromium_pdf

ON_PAPER = [case for case in CASES if case.paper]
#: Forms in which only the merged cells, which CSV does not have, tell what belongs together.
NEED_MERGED_CELLS = {
    "yunnan-public-14", "hubei-no-weights", "transfer-region", "hebei-two-weights", "chongqing-project",
    "hunan-application", "jiangxi-split", "monitoring-with-causes", "chongqing-self-evaluation-adjusted", "four-grades",
}  # fmt: skip
#: Formats in which a break of a line may be the renderer's and blanks run together.
WRAPPING = {"pdf", "html", "txt"}


def wrong(case: Case, data: bytes, extension: str) -> list[str]:
    document = read_document(f"{case.name}.{extension}", data=data)
    read = read_forms(document)
    forms = [form_to_json(form) for form in read.forms]
    _, found = wrong_cells(case, forms, {finding.code for finding in read.findings}, wraps=extension in WRAPPING)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize(
    ("extension", "made"),
    [("docx", printing.as_docx), ("xlsx", printing.as_xlsx), ("html", printing.as_html)],
    ids=["docx", "xlsx", "html"],
)
def test_a_published_form_is_right_in_every_cell(case: Case, extension: str, made: Callable[[Case], bytes]):
    assert wrong(case, made(case), extension) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name not in NEED_MERGED_CELLS], ids=lambda case: case.name
)
def test_a_form_saved_as_csv_is_right_in_every_cell(case: Case):
    assert wrong(case, printing.as_csv(case), "csv") == []


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.name not in NEED_MERGED_CELLS | {"several-indicators-in-one-cell"}],
    ids=lambda case: case.name,
)
def test_a_form_pasted_as_text_with_tabs_is_right_in_every_cell(case: Case):
    assert wrong(case, printing.as_text(case), "txt") == []


@pytest.mark.parametrize("case", [case for case in CASES if case.name in NEED_MERGED_CELLS], ids=lambda case: case.name)
def test_where_merged_cells_are_missed_the_indicators_are_still_right(case: Case):
    assert not [cell for cell in wrong(case, printing.as_csv(case), "csv") if " row" in cell]


@pytest.mark.parametrize("case", ON_PAPER, ids=lambda case: case.name)
def test_a_form_printed_by_a_budget_system_is_right_in_every_cell(case: Case):
    assert wrong(case, printing.as_pdf(case), "pdf") == []


@cache
def _by_libreoffice(extension: str, target: str) -> dict[str, bytes]:
    made = {"docx": printing.as_docx, "xlsx": printing.as_printed_xlsx if target == "pdf" else printing.as_xlsx}[
        extension
    ]
    return printing.converted({case.name: made(case) for case in ON_PAPER}, extension, target)


@pytest.mark.parametrize("case", ON_PAPER, ids=lambda case: case.name)
@pytest.mark.parametrize(("extension", "target"), [("docx", "pdf"), ("xlsx", "pdf"), ("xlsx", "xls")])
def test_a_form_saved_by_an_office_program_is_right_in_every_cell(case, extension, target, program_on_path):
    program_on_path("soffice")
    assert wrong(case, _by_libreoffice(extension, target)[case.name], target) == []


@pytest.mark.parametrize("case", ON_PAPER[::4], ids=lambda case: case.name)
def test_a_form_printed_by_a_browser_is_right_in_every_cell(case: Case, program_on_path):
    printed = chromium_pdf(printing.as_page(case), program_on_path("chromium"))
    assert wrong(case, printed, "pdf") == []


@pytest.mark.parametrize("case", ON_PAPER, ids=lambda case: case.name)
def test_a_form_without_rulings_is_right_or_refused(case: Case):
    """Without rulings much cannot be told; what is read wrong is at least not read in silence."""
    document = read_document(f"{case.name}.pdf", data=printing.as_borderless_pdf(case))
    read = read_forms(document)
    forms = [form_to_json(form) for form in read.forms]
    codes = {finding.code for finding in read.findings}
    _, found = wrong_cells(case, forms, codes, wraps=True)
    assert not found or codes - case.findings
