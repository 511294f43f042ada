"""Wrong input: one Chinese finding with a stable code, no traceback, what can be read is read."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents.readers.limits import DEFAULT_LIMITS, Limits
from jixiao.documents.readers.pdf import read_pdf
from tests.support.pdfs import SourceCell, TableSource, one_page_pdf, typst_pdf, typst_source_pdf

FONT = '#set text(font: "Noto Serif SC")\n'
TABLE = TableSource((1, 1), (SourceCell("受益群众满意度", 0, 0), SourceCell("≥95%", 0, 1)))
PLAIN = typst_pdf(["自评表", TABLE])


def codes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return [finding.code for finding in read_pdf(data, "表.pdf", limits).findings]


def locked(folder: Path, user: str, owner: str, qpdf: str) -> bytes:
    source, target = folder / "open.pdf", folder / "locked.pdf"
    source.write_bytes(PLAIN)
    subprocess.run([qpdf, "--encrypt", user, owner, "256", "--", str(source), str(target)], check=True)
    return target.read_bytes()


def test_a_file_with_an_opening_password_is_refused(tmp_path: Path, program_on_path: Callable[[str], str]) -> None:
    document = read_pdf(locked(tmp_path, "secret", "owner", program_on_path("qpdf")), "表.pdf", DEFAULT_LIMITS)

    assert [(finding.code, finding.severity) for finding in document.findings] == [("file.encrypted", "error")]
    assert document.sheets == []


def test_an_owner_password_alone_does_not_stop_reading(tmp_path: Path, program_on_path: Callable[[str], str]) -> None:
    document = read_pdf(locked(tmp_path, "", "owner", program_on_path("qpdf")), "表.pdf", DEFAULT_LIMITS)

    assert document.findings == []
    assert [cell.text for cell in document.sheets[0].cells()] == ["自评表", "受益群众满意度", "≥95%"]


def picture() -> str:
    """A typst expression for a small grey picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress((b"\x00" + b"\x80" * 8) * 8))
    png += chunk(b"IEND", b"")
    return f"#image(bytes(({', '.join(map(str, png))},)), width: 10cm)"


def test_a_scan_without_text_is_refused_and_says_what_to_do() -> None:
    document = read_pdf(typst_source_pdf(picture() + "\n#pagebreak()\n" + picture()), "扫描.pdf", DEFAULT_LIMITS)

    (finding,) = document.findings
    assert (finding.code, finding.severity, finding.place) == ("file.scanned", "error", "扫描.pdf")
    assert "2 页都没有文字" in finding.message
    assert "文字识别" in finding.fix
    assert document.sheets == []


def test_a_page_without_text_is_named_and_the_others_are_read() -> None:
    data = typst_source_pdf(FONT + f"第一部分\n#pagebreak()\n{picture()}\n#pagebreak()\n第三部分")
    document = read_pdf(data, "表.pdf", DEFAULT_LIMITS)

    assert [(finding.code, finding.place) for finding in document.findings] == [
        ("file.page_without_text", "表.pdf 第2页")
    ]
    assert [(cell.text, cell.page) for cell in document.sheets[0].cells()] == [("第一部分", 1), ("第三部分", 3)]


def test_an_empty_page_alone_has_no_text() -> None:
    assert codes(typst_source_pdf("#pagebreak()")) == ["file.no_text"]


def test_half_a_file_is_truncated_and_garbage_is_damaged() -> None:
    assert codes(PLAIN[: len(PLAIN) // 3]) == ["file.truncated"]
    assert codes(b"%PDF-1.7\n" + b"garbage " * 50 + b"%%EOF") == ["file.damaged"]
    assert codes(b"") == ["file.damaged"]


def test_too_many_pages_are_refused_and_an_overlong_page_is_left_out() -> None:
    three = typst_source_pdf(FONT + "一\n#pagebreak()\n二二二二二二\n#pagebreak()\n三")

    assert codes(three, Limits(pages_max=2)) == ["file.too_many_pages"]
    assert codes(three, Limits(page_characters_max=4)) == ["file.page_too_long"]


def test_the_bounds_of_a_document_hold_for_a_pdf_too() -> None:
    assert codes(PLAIN, Limits(characters_max=5)) == ["file.too_much_text"]
    assert codes(PLAIN, Limits(cells_max=2)) == ["file.too_many_cells"]


@settings(max_examples=60)
@given(st.integers(0, len(PLAIN)), st.binary(max_size=12), st.integers(0, 12))
def test_no_damage_makes_the_reader_raise(at: int, put: bytes, removed: int) -> None:
    document = read_pdf(PLAIN[:at] + put + PLAIN[at + removed :], "表.pdf", DEFAULT_LIMITS)

    assert document.sheets or any(finding.severity == "error" for finding in document.findings)


@settings(max_examples=40)
@given(st.integers(0, len(PLAIN) - 1))
def test_no_truncation_makes_the_reader_raise(length: int) -> None:
    document = read_pdf(PLAIN[:length], "表.pdf", DEFAULT_LIMITS)

    assert document.sheets or [finding.severity for finding in document.findings] == ["error"]


@pytest.mark.parametrize("strokes", [3_000, 60_000])
def test_a_drawing_of_many_lines_costs_no_hours(strokes: int) -> None:
    drawn = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n // 100, n % 500 + 9, n // 100) for n in range(strokes))
    document = read_pdf(one_page_pdf(drawn + b"BT /F1 12 Tf 50 800 Td (Map) Tj ET"), "图.pdf", DEFAULT_LIMITS)

    assert "Map" in [cell.text for cell in document.sheets[0].cells()]
