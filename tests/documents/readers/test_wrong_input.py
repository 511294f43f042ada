"""Wrong input gives one clear message: what it is, why it was not read, what to do; and nothing half read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from jixiao.documents.readers import Limits, read_document
from jixiao.documents.readers.messages import MESSAGES
from jixiao.documents.sheets import Document
from tests.support.files import (
    GridCell,
    SpanGrid,
    docx_with_body,
    grid_as_docx,
    grid_as_xls,
    grid_as_xlsx,
    locked,
    ole_with_streams,
    swollen_docx,
    xlsx_with_sheet,
    zipped,
)

TABLE = SpanGrid(2, 2, (GridCell("产出", 0, 0, 2, 1), GridCell("数量", 0, 1), GridCell("≥5次", 1, 1)))


def refused_with(document: Document, code: str) -> None:
    assert document.sheets == [], "nothing half read"
    [finding] = document.findings
    assert (finding.code, finding.severity) == (code, "error")
    assert document.source in finding.place
    assert re.search("[\u4e00-\u9fff]", finding.message)
    assert finding.fix, "says what to do"
    assert "{" not in finding.message + finding.fix


def test_a_missing_file(tmp_path: Path) -> None:
    refused_with(read_document(tmp_path / "没有.xlsx"), "file.missing")


def test_a_directory(tmp_path: Path) -> None:
    refused_with(read_document(tmp_path), "file.directory")


def test_a_name_the_system_cannot_have() -> None:
    refused_with(read_document("表\x00.xlsx"), "file.cannot_open")
    refused_with(read_document("长" * 5000), "file.cannot_open")


def test_a_link_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "表.xlsx"
    loop.symlink_to(loop)
    refused_with(read_document(loop), "file.cannot_open")


def test_a_pipe_that_nobody_writes_to_does_not_hold_the_program_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "表.txt")
    refused_with(read_document(tmp_path / "表.txt"), "file.not_regular")


def test_a_device() -> None:
    refused_with(read_document("/dev/zero"), "file.not_regular")


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "表.txt").write_text("项目")
    monkeypatch.setattr("jixiao.documents.readers.intake.os.open", refuse)  # the superuser is refused nothing
    refused_with(read_document(tmp_path / "表.txt"), "file.no_permission")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(b"")
    refused_with(read_document(tmp_path / "表.docx"), "file.empty")


def test_a_file_of_blanks_only() -> None:
    refused_with(read_document("表.txt", data=b" \n\t\n" * 9), "file.no_text")


def test_a_file_above_the_size_limit(tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_bytes(b"x" * 2_000_000)
    refused_with(read_document(tmp_path / "表.txt", limits=Limits(file_bytes_max=2**20)), "file.too_large")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"II*\x00" + bytes(50), "TIFF"),
        (b"GIF89a" + bytes(50), "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(50), "WEBP"),
        (b"BM" + (60).to_bytes(4, "little") + bytes(54), "BMP"),
    ],
)
def test_a_picture_even_when_its_name_says_pdf(data: bytes, kind: str) -> None:
    document = read_document("扫描件.pdf", data=data)
    refused_with(document, "file.picture")
    assert kind in document.findings[0].message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"一.xlsx": "x", "二.docx": "y"}), "ZIP"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7Z"),
        (b"\x1f\x8b\x08" + bytes(50), "GZ"),
    ],
)
def test_an_archive_is_to_be_unpacked_first(data: bytes, kind: str) -> None:
    document = read_document("绩效表.xlsx", data=data)
    refused_with(document, "file.archive")
    assert kind in document.findings[0].message


def test_word_97_says_how_to_convert() -> None:
    document = read_document("表.doc", data=ole_with_streams("WordDocument", "1Table"))
    refused_with(document, "file.doc_needs_converting")
    assert "DOCX" in document.findings[0].fix


def test_other_formats_that_are_recognised_only() -> None:
    refused_with(read_document("表.doc", data=b"{\\rtf1\\ansi}"), "file.rtf_needs_converting")
    refused_with(read_document("表.ofd", data=zipped({"OFD.xml": "<x/>"})), "file.ofd")
    refused_with(read_document("表.pptx", data=zipped({"ppt/presentation.xml": "<x/>"})), "file.presentation")
    refused_with(read_document("表.ppt", data=ole_with_streams("PowerPoint Document")), "file.presentation")
    refused_with(read_document("表.xlsb", data=zipped({"xl/workbook.bin": "x"})), "file.xlsb_needs_converting")
    refused_with(read_document("表.xls", data=b"<html><frameset></frameset></html>"), "file.frames")


def test_encrypted_office_files() -> None:
    data = ole_with_streams("EncryptedPackage", "EncryptionInfo")
    refused_with(read_document("表.docx", data=data), "file.encrypted")
    refused_with(read_document("表.xlsx", data=locked(grid_as_xlsx(TABLE))), "file.encrypted")


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_office_file(name: str, share: float) -> None:
    whole = grid_as_docx(TABLE) if name.endswith("docx") else grid_as_xlsx(TABLE)
    refused_with(read_document(name, data=whole[: int(len(whole) * share)]), "file.truncated")


def test_an_office_file_with_broken_xml_is_not_half_read() -> None:
    refused_with(
        read_document("表.docx", data=docx_with_body("<w:p><w:r><w:t>前半</w:t></w:r></w:p><w:p>")), "file.damaged"
    )
    data = xlsx_with_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>前半</t></is></c></row><row>')
    refused_with(read_document("表.xlsx", data=data), "file.damaged")


def test_a_body_that_unpacks_a_thousandfold() -> None:
    refused_with(read_document("表.docx", data=swollen_docx(60)), "file.bomb")


def test_more_members_than_any_form_has() -> None:
    data = zipped({f"word/{number}.xml": "" for number in range(60)})
    refused_with(read_document("表.docx", data=data, limits=Limits(members_max=50)), "file.bomb")


def test_entities_that_swell() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    document = '<w:document xmlns:w="x"><w:body><w:p>&e9;</w:p></w:body></w:document>'
    body = f'<!DOCTYPE x [<!ENTITY e0 "哈">{entities}]>{document}'
    refused_with(read_document("表.docx", data=zipped({"word/document.xml": body})), "file.bomb")


def test_tables_nested_without_end() -> None:
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    refused_with(read_document("表.docx", data=docx_with_body(body)), "file.too_deep")
    page = "<table><tr><td>" * depth + "文字" + "</td></tr></table>" * depth
    refused_with(read_document("表.html", data=page.encode()), "file.too_deep")


def test_bytes_that_are_nothing() -> None:
    refused_with(read_document("表.xlsx", data=bytes(range(256)) * 40), "file.unknown")


def test_sheets_wider_or_longer_than_a_form() -> None:
    wide = "".join(f'<c t="inlineStr"><is><t>{n}</t></is></c>' for n in range(300))
    refused_with(read_document("表.xlsx", data=xlsx_with_sheet(f"<row>{wide}</row>")), "file.too_many_columns")
    long = '<row><c t="inlineStr"><is><t>行</t></is></c></row>' * 30_000
    document = read_document("表.xlsx", data=xlsx_with_sheet(long))
    refused_with(document, "file.too_many_rows")
    assert document.findings[0].place == "表.xlsx 表", "names the worksheet"
    assert "20000" in document.findings[0].message


def test_a_workbook_with_everything_hidden() -> None:
    data = xlsx_with_sheet('<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>密</t></is></c></row>')
    refused_with(read_document("表.xlsx", data=data), "file.all_hidden")


def test_one_wrong_file_does_not_keep_the_next_from_being_read() -> None:
    assert read_document("坏.docx", data=b"PK\x03\x04").sheets == []
    assert read_document("好.xlsx", data=grid_as_xlsx(TABLE)).sheets != []


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("表.xls", grid_as_xlsx(TABLE), "xlsx"),
        ("表.doc", grid_as_docx(TABLE), "docx"),
        ("表.xlsx", grid_as_xls(TABLE), "xls"),
        ("表.doc", "<html><body><table><tr><td>产出</td></tr></table></body></html>".encode(), "html"),
        ("表.pdf", "项目名称：国库业务".encode(), "text"),
    ],
)
def test_a_wrong_extension_is_read_anyway_and_said(name: str, data: bytes, kind: str) -> None:
    document = read_document(name, data=data)
    assert (document.format, [finding.code for finding in document.findings]) == (kind, ["file.wrong_extension"])
    assert document.findings[0].severity == "note"
    assert document.sheets != []


@pytest.mark.parametrize("name", ["表", "表.tmp", "表.XLSX"])
def test_an_extension_that_promises_nothing_is_not_wrong(name: str) -> None:
    assert read_document(name, data=grid_as_xlsx(TABLE)).findings == []


def test_every_refusal_says_what_to_do() -> None:
    assert [code for code, words in MESSAGES.items() if words.severity == "error" and not words.fix] == []
