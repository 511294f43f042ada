"""A file from a page is read by a process of its own: what it does there costs the page a finding, nothing more."""

from __future__ import annotations

import pytest

from jixiao.documents import apart
from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.documents.workers import Bounds
from tests.support.heavy_files import heavy_table
from tests.support.samples import SAMPLES

MEGABYTE = 2**20


def test_what_is_read_apart_is_what_is_read_here() -> None:
    content = (SAMPLES / "forms.pdf").read_bytes()
    here = read_document("forms.pdf", data=content)
    assert apart.forms_apart("forms.pdf", content) == (here, read_forms(here))
    assert apart.document_apart("forms.pdf", content) == here


@pytest.mark.parametrize(
    ("bounds", "code", "bound"),
    [
        (Bounds(seconds=1), "file.took_too_long", "1 秒"),
        (Bounds(memory_bytes=110 * MEGABYTE), "file.too_much_memory", "110 MB"),
    ],
)
def test_a_file_beyond_its_bounds_gives_the_finding_of_the_command_line(
    bounds: Bounds, code: str, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PAGE_BOUNDS", bounds)
    document, read = apart.forms_apart("沉重.csv", heavy_table())
    assert (document.sheets, read.forms) == ([], [])
    [finding] = read.findings
    assert (finding.code, finding.place) == (code, "沉重.csv")
    assert bound in finding.message
    assert document.findings == read.findings


def test_when_all_readers_are_busy_the_next_file_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE_SECONDS", 0.1)
    with apart._turn() as first, apart._turn() as second:
        assert (first, second) == (True, True)
        assert [finding.code for finding in apart.document_apart("表.csv", b"a,b").findings] == ["file.readers_busy"]
    assert apart.document_apart("表.csv", b"a,b").format == "csv"
