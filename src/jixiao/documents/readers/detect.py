"""What a file is, by its content: magic numbers, ZIP members, OLE streams, HTML markers, text.

Many a government ``.xls`` is an HTML table or an XLSX, many a ``.doc`` is RTF or HTML: the extension decides nothing
except for CSV, which has no mark of its own.
"""

from __future__ import annotations

import io
import re
from pathlib import PurePath

from xlrd.compdoc import CompDoc, CompDocError

from jixiao.documents.readers.container import Container
from jixiao.documents.readers.reading import Reading

#: What a kind is called in messages.
LABELS = {
    "pdf": "PDF",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "xlsb": "XLSB",
    "pptx": "PPTX",
    "ods": "ODS",
    "odt": "ODT",
    "ofd": "OFD",
    "xls": "XLS（97-2003 工作簿）",
    "doc": "DOC（97-2003 文档）",
    "ppt": "PPT（97-2003 演示文稿）",
    "rtf": "RTF",
    "html": "网页（HTML）",
    "mhtml": "单个文件网页（MHTML）",
    "xml-spreadsheet": "XML 电子表格 2003",
    "word-xml": "Word XML 文档",
    "csv": "CSV",
    "text": "纯文本",
    "zip": "ZIP",
    "rar": "RAR",
    "7z": "7Z",
    "gzip": "GZ",
    "bzip2": "BZ2",
    "xz": "XZ",
    "tar": "TAR",
    "png": "PNG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "bmp": "BMP",
    "tiff": "TIFF",
    "webp": "WEBP",
    "heic": "HEIC",
}

ARCHIVES = frozenset({"zip", "rar", "7z", "gzip", "bzip2", "xz", "tar"})
PICTURES = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp", "heic"})

#: Extensions that promise a kind; any other extension promises nothing.
_PROMISED = {
    ".pdf": {"pdf"},
    ".docx": {"docx"},
    ".docm": {"docx"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsx"},
    ".xls": {"xls"},
    ".xml": {"xml-spreadsheet", "word-xml", "html"},
    ".et": {"xls", "xlsx"},
    ".doc": {"doc"},
    ".wps": {"doc", "docx"},
    ".rtf": {"rtf"},
    ".html": {"html"},
    ".htm": {"html"},
    ".mht": {"mhtml"},
    ".mhtml": {"mhtml"},
    ".txt": {"text", "csv"},
    ".csv": {"csv", "text"},
    ".tsv": {"csv", "text"},
    ".ods": {"ods"},
    ".odt": {"odt"},
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"{\\rtf", "rtf"),
)

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_TAG = re.compile(r"<(!doctype\s+html|html|head|body|table|frameset|meta|div|tr|td|p|span|font|style)(?=[\s>/])")
_MHTML_HEADER = re.compile(rb"(?im)^content-type:\s*multipart/related")
_SAMPLE = 65_536


def recognise(data: bytes, reading: Reading) -> str:
    """The kind of a file's content (a key of :data:`LABELS`), or "" when it is none of them.

    Raises ``Refused`` only where looking inside a ZIP container shows damage, encryption or malice.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(Container(data, reading))
    if data.startswith(_OLE_MAGIC):
        return _ole_kind(data, reading)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1"):
        return "heic"
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data):
        return "bmp"
    if data[257:262] == b"ustar":
        return "tar"
    if _is_old_excel_stream(data):
        return "xls"
    return _text_kind(data)


def is_promised(kind: str, source: str) -> bool:
    """Whether the name's extension promises this kind, or promises nothing."""
    promised = _PROMISED.get(PurePath(source).suffix.lower())
    return promised is None or kind in promised


def _zip_kind(container: Container) -> str:
    if container.has("mimetype"):
        mimetype = container.read("mimetype").decode("ascii", "replace")
        if "opendocument.spreadsheet" in mimetype:
            return "ods"
        if "opendocument.text" in mimetype:
            return "odt"
    for part, kind in (
        ("xl/workbook.bin", "xlsb"),
        ("xl/", "xlsx"),
        ("word/", "docx"),
        ("ppt/", "pptx"),
        ("OFD.xml", "ofd"),
    ):
        if any(name.startswith(part) for name in container.names):
            return kind
    return "zip"


def _ole_kind(data: bytes, reading: Reading) -> str:
    """By the streams of the root storage: embedded objects have storages of their own and do not count."""
    try:
        directory = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True).dirlist
        streams = {directory[child].name for child in directory[0].children}
    except (CompDocError, IndexError, ValueError, AssertionError, ArithmeticError) as broken:
        raise reading.refuse("file.truncated") from broken
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise reading.refuse("file.encrypted")
    if streams & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return "xls"
    if "WordDocument" in streams:
        return "doc"
    if "PowerPoint Document" in streams:
        return "ppt"
    return ""


def _is_old_excel_stream(data: bytes) -> bool:
    """A bare BIFF stream (Excel 2 to 4, and exports of old Chinese systems) begins with a BOF record."""
    return data[:4] in (
        b"\x09\x00\x04\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x04\x06\x00",
        b"\x09\x08\x08\x00",
        b"\x09\x08\x10\x00",
    )


def _text_kind(data: bytes) -> str:
    head = data[:_SAMPLE]
    if _MHTML_HEADER.search(head[:4096]):
        return "mhtml"
    sample = _plain_sample(head).lstrip("\ufeff\x00 \t\r\n").lower()
    if sample.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in sample and "<workbook" in sample:
            return "xml-spreadsheet"
        if "<?mso-application" in sample[:400] or "<pkg:package" in sample[:1000]:
            return "word-xml"
        if _HTML_TAG.search(sample):
            return "html"
        if sample.startswith("<?xml"):
            return ""
    elif re.search(r"<(html|table)\b[^>]*>", sample):
        return "html"
    return "text"


def _plain_sample(head: bytes) -> str:
    """ASCII markers are all that is looked for, so any single-byte decoding serves; UTF-16 needs its own."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("latin-1")
