"""A slow or greedy file dropped on a page: a clear refusal there, and the same server goes on with the next file."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.documents import apart
from jixiao.documents.workers import Bounds
from tests.support.heavy_files import heavy_table
from tests.support.office import Office
from tests.support.samples import SAMPLES
from tests.support.signing_in import browser_of


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (Bounds(seconds=1), "file.took_too_long"),
        (Bounds(memory_bytes=110 * 2**20), "file.too_much_memory"),
    ],
)
def test_a_heavy_file_is_refused_on_the_page_and_the_next_one_is_read(
    office: Office, bounds: Bounds, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(office.people["李编制"])
    where = {"unit": str(office.organisations["国库处"].pk), "year": "2020"}

    def dropped(name: str, content: bytes) -> str:
        sent = browser.post("/programmes/from-file/", {"file": SimpleUploadedFile(name, content), **where})
        assert sent.status_code == 302, sent.content.decode()
        return browser.get(sent["Location"]).content.decode()

    with monkeypatch.context() as patched:
        patched.setattr(apart, "PAGE_BOUNDS", bounds)
        page = dropped("沉重.csv", heavy_table())
    assert code in page
    assert "已停止，文件未读入" in page
    assert "请拆分文件" in page
    assert "读出 7 张表" in dropped("forms.pdf", (SAMPLES / "forms.pdf").read_bytes())


def test_a_heavy_workbook_is_refused_by_the_imports_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browser_of(office.people["孙系统"])
    rows = "\n".join(f"单位{number},{'甲' * 20},{number}" for number in range(45_000))
    file = SimpleUploadedFile("单位.csv", f"名称,类别,上级单位\n{rows}".encode())
    monkeypatch.setattr(apart, "PAGE_BOUNDS", Bounds(seconds=0.05))
    sent = browser.post("/imports/new/organisations/", {"file": file})
    page = (browser.get(sent["Location"]) if sent.status_code == 302 else sent).content.decode()
    assert "file.took_too_long" in re.sub(r"\s", "", page)
