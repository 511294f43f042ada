"""Written and read again: the same form, in every format, and from what LibreOffice prints of the Word document."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.documents.writers import WrittenFormat, write_forms
from jixiao.rules.forms import Form
from tests.support.forms import seed_forms
from tests.support.written_forms import one_of_each

FORMATS: tuple[WrittenFormat, ...] = get_args(WrittenFormat)


def what_it_says(form: Form) -> Form:
    """The form without where it stands, what its targets mean, and how its columns are named."""
    rows, midterm = (
        tuple(replace(row, parsed=(), place="", no=0) for row in half)
        for half in (form.indicators, form.midterm_indicators)
    )
    return replace(form, indicators=rows, midterm_indicators=midterm, places={}, source="", table_no=0)


def read_file(file: Path) -> list[Form]:
    read = read_forms(read_document(file))
    assert [finding for finding in read.findings if finding.severity in ("error", "warning")] == []
    return [what_it_says(form) for form in read.forms]


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("form", one_of_each(), ids=lambda form: form.layout)
def test_a_form_written_and_read_again_says_the_same(form: Form, to: WrittenFormat, tmp_path: Path) -> None:
    file = tmp_path / f"form.{to}"
    file.write_bytes(write_forms([form], to))
    assert read_file(file) == [what_it_says(form)]


@pytest.mark.parametrize("to", FORMATS)
def test_many_forms_in_one_file_are_all_read_again(to: WrittenFormat, tmp_path: Path) -> None:
    file = tmp_path / f"forms.{to}"
    file.write_bytes(write_forms(one_of_each(), to))
    assert [(form.kind, form.project_name, len(form.indicators)) for form in read_file(file)] == [
        (form.kind, form.project_name, len(form.indicators)) for form in one_of_each()
    ]


@pytest.mark.parametrize("to", FORMATS)
def test_the_seven_published_forms_say_the_same(to: WrittenFormat, tmp_path: Path, seeds_folder: Path) -> None:
    forms = seed_forms(seeds_folder)
    file = tmp_path / f"seven.{to}"
    file.write_bytes(write_forms(forms, to))
    assert read_file(file) == [what_it_says(form) for form in forms]


def test_the_seven_published_forms_say_the_same_printed_by_libreoffice(
    tmp_path: Path, seeds_folder: Path, program_on_path: Callable[[str], str]
) -> None:
    forms = seed_forms(seeds_folder)
    (tmp_path / "seven.docx").write_bytes(write_forms(forms, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program_on_path("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "seven.docx")], check=True, capture_output=True, timeout=180)
    assert read_file(tmp_path / "seven.pdf") == [what_it_says(form) for form in forms]
