"""The seven published forms survive every format, and a renderer that is not ours."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.json import dumps, form_to_json
from jixiao.documents.readers import read_document
from jixiao.documents.writers import write_forms
from jixiao.rules.forms import Form


@pytest.fixture(scope="module")
def published(seeds_folder: Path) -> tuple[list[dict[str, object]], list[Form]]:
    """The gold tables, and the forms read from the published text."""
    gold = json.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))
    return gold["tables"], read_forms(read_document(seeds_folder / "shanghai-2020-target-forms.txt")).forms


def differences(path: Path, gold: list[dict[str, object]]) -> list[str]:
    """Every field and indicator of the file that is not the gold's, and every finding."""
    read = read_forms(read_document(path))
    found = [finding.code for finding in read.findings]
    if len(read.forms) != len(gold):
        return [*found, f"{len(read.forms)} forms"]
    for form, table in zip(read.forms, gold, strict=True):
        printed = json.loads(dumps(form_to_json(form)))
        for key, expected in table.items():
            if key == "indicators":
                rows = zip(printed[key], expected, strict=True)  # type: ignore[call-overload]
                found += [f"{table['table_no']} {b['no']}" for a, b in rows if {k: a.get(k) for k in b} != b]
            elif printed.get(key) != expected:
                found.append(f"{table['table_no']} {key}: {printed.get(key)!r} instead of {expected!r}")
    return found


def test_from_the_published_text(published: tuple[list[dict[str, object]], list[Form]], seeds_folder: Path) -> None:
    assert differences(seeds_folder / "shanghai-2020-target-forms.txt", published[0]) == []


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html"])
def test_from_each_written_format(
    published: tuple[list[dict[str, object]], list[Form]], kind: str, tmp_path: Path
) -> None:
    path = tmp_path / f"seeds.{kind}"
    path.write_bytes(write_forms(published[1], kind))  # type: ignore[arg-type]
    assert differences(path, published[0]) == []


def test_from_the_pdf_that_libreoffice_makes_of_the_docx(
    published: tuple[list[dict[str, object]], list[Form]], tmp_path: Path, program_on_path: Callable[[str], str]
) -> None:
    docx = tmp_path / "seeds.docx"
    docx.write_bytes(write_forms(published[1], "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program_on_path("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(docx)], check=True, capture_output=True, timeout=180)
    assert differences(tmp_path / "seeds.pdf", published[0]) == []
