"""The text PDF as a document: one sheet whose blocks follow each other as a person reads them."""

from __future__ import annotations

from jixiao.documents.readers.limits import Limits
from jixiao.documents.readers.pdf.continuation import Flow
from jixiao.documents.readers.pdf.page import lay_out
from jixiao.documents.readers.pdf.page_parts import Table, TextLine
from jixiao.documents.readers.pdf.pdfium import PdfError, PdfFile, open_pdf
from jixiao.documents.readers.reading import Reading, Refused
from jixiao.documents.sheets import Document, Sheet

_KIND = "PDF"
_UNMAPPED_SHARE_MAX = 0.2  # of a page's characters without a meaning; beyond it the text is not to be trusted


def read_pdf(data: bytes, source: str, limits: Limits) -> Document:
    """A text PDF as lines and tables in reading order.

    Never raises: what cannot be read gives a document without sheets and one ``error`` finding (``file.encrypted``,
    ``file.truncated``, ``file.damaged``, ``file.scanned``, ``file.too_many_pages``); single pages without text give a
    ``file.page_without_text`` finding each and the rest is read.
    """
    reading = Reading(source, limits, kind="pdf")
    try:
        with open_pdf(data, limits) as file:
            return _read(file, reading)
    except Refused as refused:
        finding = refused.finding
    except PdfError as error:
        finding = _refusal(error, data, reading).finding
    return Document(source, "pdf", [], [finding])


def _read(file: PdfFile, reading: Reading) -> Document:
    if file.page_count > reading.limits.pages_max:
        raise reading.refuse("file.too_many_pages", limit=reading.limits.pages_max)
    if file.page_count == 0:
        raise reading.refuse("file.damaged", kind=_KIND, reason="没有一页")
    flow, with_text, pictures = Flow(), 0, 0
    for number, content in enumerate(file.pages(), 1):
        place = f"第{number}页"
        if content is None:
            reading.note("file.page_damaged", place)
        elif content.too_long:
            reading.note("file.page_too_long", place, limit=reading.limits.page_characters_max)
        elif not any(text.strip() for text in content.glyphs.text):
            pictures += content.has_image
            reading.note("file.page_without_text", place)
        else:
            with_text += 1
            _warn_unmapped(len(content.glyphs.text), content.glyphs.unmapped, reading, place)
            layout = lay_out(content)
            for text in layout.texts():
                reading.count_text(text)
            if any(_is_guessed(element) for element in layout.elements):
                reading.note("file.table_without_rulings", place)
            flow.add(layout)
    if not with_text:
        raise reading.refuse("file.scanned" if pictures else "file.no_text", pages=file.page_count)
    return Document(reading.source, "pdf", [Sheet("", flow.blocks())], reading.findings)


def _is_guessed(element: Table | TextLine) -> bool:
    """A table of several columns told by the places of its texts alone."""
    return isinstance(element, Table) and not element.ruled and len(element.xs) > 3 and element.row_count > 2


def _warn_unmapped(mapped: int, unmapped: int, reading: Reading, place: str) -> None:
    if unmapped > _UNMAPPED_SHARE_MAX * (mapped + unmapped):
        reading.note("file.text_unmapped", place, count=unmapped)


def _refusal(error: PdfError, data: bytes, reading: Reading) -> Refused:
    if error.reason == "password":
        return reading.refuse("file.encrypted")
    # A PDF ends with %%EOF; what follows it may be padding, but not much.
    if data.lstrip()[:5] == b"%PDF-" and b"%%EOF" not in data[-4096:]:
        return reading.refuse("file.truncated")
    return reading.refuse("file.damaged", kind=_KIND, reason="结构无法辨认")
