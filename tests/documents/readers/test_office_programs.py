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


@pytest.mark.parametrize("extension", ["doc", "rtf"])
def test_old_word_formats_are_read_by_way_of_a_converter_where_one_is_installed(
    extension: str, tmp_path: Path, program_on_path: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice = program_on_path("soffice")
    path = saved_by_libreoffice(SAMPLES / "forms.docx", extension, tmp_path, soffice)
    assert [finding.severity for finding in read_document(path).findings] == ["error"], "no converter"
    monkeypatch.setenv("JIXIAO_CONVERTER", soffice)
    document = read_document(path)
    assert [finding.code for finding in document.findings] == ["file.converted"]
    found = [form_to_json(form) for form in read_forms(document).forms]
    expected = forms_in(SAMPLES / "forms.txt")
    assert [form["project_name"] for form in found] == [form["project_name"] for form in expected]
    for form, original in zip(found, expected, strict=True):
        targets = [(indicator["level3"], indicator["target_text"]) for indicator in form["indicators"]]
        assert targets == [(indicator["level3"], indicator["target_text"]) for indicator in original["indicators"]]


def test_a_converter_that_fails_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_CONVERTER", "false")
    [finding] = read_document("表.rtf", data=b"{\\rtf1 x}").findings
    assert finding.code == "file.rtf_needs_converting"


def test_a_converter_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"
    program = tmp_path / "converter"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {pid}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("JIXIAO_CONVERTER", str(program))
    monkeypatch.setattr("jixiao.documents.readers.convert._SECONDS_MAX", 0.5)
    [finding] = read_document("表.rtf", data=b"{\\rtf1 x}").findings
    assert finding.code == "file.rtf_needs_converting"
    status = Path("/proc") / pid.read_text().strip() / "stat"
    assert not status.exists() or status.read_text().split()[2] == "Z", "nothing is left running"
