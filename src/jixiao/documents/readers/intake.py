"""From a path to a document: opens, recognises, hands to the format's reader, and never raises."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from jixiao.documents.readers.detect import ARCHIVES, LABELS, PICTURES, is_promised, recognise
from jixiao.documents.readers.limits import DEFAULT_LIMITS, Limits
from jixiao.documents.readers.messages import file_finding
from jixiao.documents.readers.reading import Reading, Refused
from jixiao.documents.sheets import Document, Sheet
from jixiao.rules.findings import Finding

Reader = Callable[[bytes, Reading], list[Sheet]]

#: Kind → module and function that read it (PDF, which has findings of its own for every page, apart).
_READERS = {
    "text": ("text", "read_text"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "xls": ("xls", "read_xls"),
    "html": ("html", "read_html"),
    "mhtml": ("html", "read_mhtml"),
    "ods": ("odf", "read_ods"),
    "odt": ("odf", "read_odt"),
    "xml-spreadsheet": ("spreadsheet_xml", "read_spreadsheet_xml"),
    "doc": ("convert", "read_converted"),
    "word-xml": ("convert", "read_converted"),
    "rtf": ("convert", "read_converted"),
}

#: Kinds that are recognised only to say what to do instead.
_NOT_READ = {
    "xlsb": "file.xlsb_needs_converting",
    "ppt": "file.presentation",
    "pptx": "file.presentation",
    "ofd": "file.ofd",
    "": "file.unknown",
}


def read_document(path: Path | str, *, limits: Limits = DEFAULT_LIMITS, data: bytes | None = None) -> Document:
    """A file as sheets of flat cells.

    ``path`` names the file in findings and is opened unless ``data`` holds its content already. Never raises: a file
    that cannot be read whole gives a document without sheets and exactly one ``error`` finding; what was read but
    should be known (a wrong extension, hidden rows) are findings of lesser severity. Only a :class:`MemoryError` comes
    through, to whoever set the bound (``documents.workers``): the file is not damaged by it.
    """
    reading = Reading(str(path), limits)
    try:
        content = _load(Path(path), reading) if data is None else data
        return _read(content, reading)
    except Refused as refused:
        finding = refused.finding
    except MemoryError:
        raise
    except Exception as failure:
        kind = LABELS.get(reading.kind, "文档")
        finding = file_finding("file.damaged", reading.source, kind=kind, reason=type(failure).__name__)
    return Document(reading.source, reading.kind, [], [finding])


def file_content(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> bytes | Finding:
    """The bytes of a file that is not read as a document, or the finding that says why there are none."""
    reading = Reading(str(path), limits)
    try:
        content = _load(path, reading)
        _refuse_size(content, reading)
    except Refused as refused:
        return refused.finding
    return content


def opening_finding(failure: OSError | ValueError, path: Path) -> Finding:
    """The finding for a file that the system would not open."""
    return _cannot_open(failure, path, Reading(str(path), DEFAULT_LIMITS)).finding


def _load(path: Path, reading: Reading) -> bytes:
    """The bytes of a regular file. Opened without blocking, so that a pipe cannot hold the program up."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as failure:
        raise _cannot_open(failure, path, reading) from failure
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise reading.refuse("file.directory" if stat.S_ISDIR(mode) else "file.not_regular")
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(reading.limits.file_bytes_max + 1)
        except OSError as failure:
            raise _cannot_open(failure, path, reading) from failure


def _cannot_open(failure: OSError | ValueError, path: Path, reading: Reading) -> Refused:
    if isinstance(failure, FileNotFoundError):
        return reading.refuse("file.missing")
    if isinstance(failure, (IsADirectoryError, PermissionError)) and path.is_dir():
        return reading.refuse("file.directory")  # Windows refuses to open a folder at all
    if isinstance(failure, PermissionError):
        return reading.refuse("file.no_permission")
    number = getattr(failure, "errno", None)
    if number in (errno.ENXIO, errno.ENODEV):
        return reading.refuse("file.not_regular")
    reasons = {errno.ELOOP: "符号链接指向自己", errno.ENAMETOOLONG: "路径太长", errno.EIO: "存储设备读取出错"}
    return reading.refuse("file.cannot_open", reason=reasons.get(number or 0, "路径不合规或存储不可用"))


def _read(data: bytes, reading: Reading) -> Document:
    _refuse_size(data, reading)
    kind = reading.kind = recognise(data, reading)
    if kind in _NOT_READ:
        raise reading.refuse(_NOT_READ[kind])
    if kind in ARCHIVES:
        raise reading.refuse("file.archive", kind=LABELS[kind])
    if kind in PICTURES:
        raise reading.refuse("file.picture", kind=LABELS[kind])
    document = _document(data, reading)
    if not is_promised(document.format, reading.source) and document.sheets:
        extension = PurePath(reading.source).suffix
        label = LABELS[document.format]
        document.findings.insert(
            0, file_finding("file.wrong_extension", reading.source, extension=extension, kind=label)
        )
    return document


def _refuse_size(data: bytes, reading: Reading) -> None:
    if not data:
        raise reading.refuse("file.empty")
    if len(data) > reading.limits.file_bytes_max:
        raise reading.refuse("file.too_large", limit=f"{reading.limits.file_bytes_max // 2**20} MB")


def _document(data: bytes, reading: Reading) -> Document:
    if reading.kind == "pdf":
        from jixiao.documents.readers.pdf import read_pdf

        return read_pdf(data, reading.source, reading.limits)
    sheets = _reader(reading.kind)(data, reading)
    if not any(cell.text.strip() for sheet in sheets for cell in sheet.cells()):
        raise reading.refuse("file.no_text")
    return Document(reading.source, reading.kind, sheets, reading.findings)  # the kind may be known better by now


def _reader(kind: str) -> Reader:
    """The reader of a kind, imported when first needed: a text file should not wait for the workbook libraries."""
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(f"jixiao.documents.readers.{module}"), function)
    return reader
