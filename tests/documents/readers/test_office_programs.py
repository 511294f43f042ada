"""The sample forms, saved again by LibreOffice in every format it has, are the same forms.

The program is not ours, so it writes what ours would not: styles without names, repeated cells, other spans.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.json import form_to_json
from jixiao.documents.readers import read_document
from tests.support.files import saved_by_libreoffice

SAMPLES = Path(__file__).parents[3] / "samples" / "shanghai-2020"


def forms_in(path: Path) -> list[dict[str, Any]]:
    """The forms of a file without what names their place in it."""
    document = read_document(path)
    assert [finding.code for finding in document.findings] == []
    forms = [form_to_json(form) for form in read_forms(document).forms]
    for form in forms:
        for key in ("source", "findings", "places"):
            form.pop(key, None)
        for indicator in form["indicators"]:
            indicator.pop("place", None)
    return forms


@pytest.mark.parametrize(
    ("saved", "formats"), [("forms.docx", ["odt", "html", "docx"]), ("forms.xlsx", ["ods", "xls", "html", "xlsx"])]
)
def test_forms_saved_again_by_another_program_are_the_same(
    saved: str, formats: list[str], tmp_path: Path, program_on_path: Callable[[str], str]
) -> None:
    soffice = program_on_path("soffice")
    expected = forms_in(SAMPLES / "forms.txt")
    assert sum(len(form["indicators"]) for form in expected) == 146
    for extension in formats:
        assert forms_in(saved_by_libreoffice(SAMPLES / saved, extension, tmp_path, soffice)) == expected, extension
