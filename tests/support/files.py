"""Files of every kind, made on the fly: grids with merged cells in each format, and files wrong in some way."""

from __future__ import annotations

import fcntl
import io
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import openpyxl
import xlwt
from docx.document import Document as WordDocument
from hypothesis import strategies as st

from jixiao.documents.sheets import Block, Document
from jixiao.documents.sheets.sheet import column_name


@dataclass(frozen=True)
class GridCell:
    """A cell of a table to be written: text, place and span."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class SpanGrid:
    """A table whose cells cover every place exactly once."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]


def cells_of(block: Block) -> set[GridCell]:
    """What a reader found, to be compared with what was written."""
    return {GridCell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in block.cells}


def only_block(document: Document) -> Block:
    """The one block of a document that has just one."""
    assert [finding for finding in document.findings if finding.severity == "error"] == []
    [sheet] = document.sheets
    [block] = sheet.blocks
    return block


def texts(document: Document) -> list[str]:
    """Every text of a document in reading order."""
    return [cell.text for sheet in document.sheets for cell in sheet.cells()]


_LINE = st.text("产出指标数量≥≤=%‰０２５万元次年月日（）：；“”abc.,<&>'\"-+0123456789", min_size=1, max_size=8)
_TEXT = st.lists(_LINE, min_size=1, max_size=3).map("\n".join)


@st.composite
def span_grids(draw: Callable[..., object], most: int = 6) -> SpanGrid:
    """Tables with randomly merged cells, every cell with a text of its own."""
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = draw(st.integers(1, columns - column))
            while any((row, column + step) in taken for step in range(width)):
                width -= 1
            height = draw(st.integers(1, rows - row))
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            cells.append(GridCell(draw(_TEXT), row, column, height, width))
    return SpanGrid(rows, columns, tuple(cells))


def grid_as_html(grid: SpanGrid) -> bytes:
    """A table element in a page."""
    rows = []
    for row in range(grid.rows):
        cells = "".join(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">'
            + escape(cell.text).replace("\n", "<br>")
            + "</td>"
            for cell in grid.cells
            if cell.row == row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<html><meta charset="utf-8"><body><table>{"".join(rows)}</table></body></html>'.encode()


def grid_as_docx(grid: SpanGrid) -> bytes:
    """A Word table, by python-docx."""
    document = docx.Document()
    table = document.add_table(grid.rows, grid.columns)
    for cell in grid.cells:
        corner = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        table.cell(cell.row, cell.column).merge(corner).text = cell.text
    return docx_bytes(document)


def grid_as_xlsx(grid: SpanGrid) -> bytes:
    """A worksheet, by openpyxl; every text forced to be one, also where it begins with "="."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for cell in grid.cells:
        written = sheet.cell(cell.row + 1, cell.column + 1, cell.text)
        written.data_type = "s"
        if cell.row_span * cell.column_span > 1:
            last = f"{column_name(cell.column + cell.column_span - 1)}{cell.row + cell.row_span}"
            sheet.merge_cells(f"{column_name(cell.column)}{cell.row + 1}:{last}")
    return xlsx_bytes(workbook)


def grid_as_xls(grid: SpanGrid) -> bytes:
    """A worksheet of Excel 97-2003, by xlwt."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for cell in grid.cells:
        last_row, last_column = cell.row + cell.row_span - 1, cell.column + cell.column_span - 1
        sheet.write_merge(cell.row, last_row, cell.column, last_column, cell.text)
    return xls_bytes(workbook)


def docx_bytes(document: WordDocument) -> bytes:
    """A python-docx document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_bytes(workbook: openpyxl.Workbook) -> bytes:
    """An openpyxl workbook as a file."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xls_bytes(workbook: xlwt.Workbook) -> bytes:
    """An xlwt workbook as a file."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def docx_with_body(body: str, styles: str = "") -> bytes:
    """A DOCX of the given WordprocessingML; ``w``, ``mc``, ``wps``, ``v``, ``m`` are bound."""
    spaces = " ".join(
        f'xmlns:{prefix}="{address}"'
        for prefix, address in {
            "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
            "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
            "v": "urn:schemas-microsoft-com:vml",
            "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        }.items()
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        }
    )


def xlsx_with_sheet(sheet_data: str, *, shared: Iterable[str] = (), head: str = "", tail: str = "") -> bytes:
    """An XLSX with one worksheet of the given SpreadsheetML rows."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{related}"><sheets>'
            '<sheet name="表" sheetId="7" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": "<Relationships>"
            f'<Relationship Id="rId1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{related}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {main}>{head}<sheetData>{sheet_data}</sheetData>{tail}"
            "</worksheet>",
        }
    )


def zipped(members: dict[str, str | bytes], *, level: int = 6) -> bytes:
    """A ZIP file of the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def swollen_docx(megabytes: int) -> bytes:
    """A DOCX whose body unpacks to so many megabytes of blanks, packed a thousandfold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(b'<w:document xmlns:w="x"><w:body>')
            for _ in range(megabytes):
                member.write(b"<w:p/>".ljust(2**20))  # no single text of it is long
    return buffer.getvalue()


def locked(container: bytes) -> bytes:
    """The same ZIP with every member marked as encrypted (general purpose bit 0)."""
    data = bytearray(container)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


def ole_with_streams(*names: str) -> bytes:
    """An OLE compound file whose root holds empty streams of the given names: Word 97, encrypted OOXML, …"""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)

    def entry(name: str, kind: int, child: int, right: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\x00\x00"
        return (
            encoded.ljust(64, b"\x00")
            + struct.pack("<HBBIII", len(encoded), kind, 1, free, right, child)
            + bytes(36)
            + struct.pack("<II4x", end, 0)
        )

    entries = [entry("Root Entry", 5, 1, free)]
    for number, name in enumerate(names, start=1):
        entries.append(entry(name, 2, free, number + 1 if number < len(names) else free))
    directory = b"".join(entries).ljust(512, b"\x00")
    return header + fat + directory


def saved_by_libreoffice(source: Path, extension: str, folder: Path, soffice: str) -> Path:
    """The file as LibreOffice saves it in another format; one at a time, also between test processes."""
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", extension, "--outdir", str(folder / extension), str(source)]
    with open(Path(tempfile.gettempdir()) / "soffice.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / extension / f"{source.stem}.{extension}"
