"""PDFs whose content is known: one source of lines and tables, printed by typst, LibreOffice and Chromium.

A :class:`TableSource` is the truth (text, row, column, spans) and every printer here renders it, so that a reader can
be asked whether it got back what was written.
"""

from __future__ import annotations

import fcntl
import html
import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pylopdf_fonts_zh_cn
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Font, Side

CJK_FAMILY = "Noto Serif CJK SC"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """What was written into one cell, and where."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table to be printed. ``widths`` are parts of the width; the first ``header_rows`` repeat on each page."""

    widths: tuple[int, ...]
    cells: tuple[SourceCell, ...]
    header_rows: int = 0

    @property
    def row_count(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)

    def starting_at(self) -> dict[tuple[int, int], SourceCell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


#: A line of text, or a table.
Part = str | TableSource


@dataclass(frozen=True, slots=True)
class Style:
    """How the page and its rulings look; not every printer knows every choice."""

    landscape: bool = False
    border: str = "solid"  # solid, double, dashed, none
    font_size: int = 10
    vertical_align: str = "middle"


# ---------------------------------------------------------------------------------------------------------- typst


def typst_pdf(parts: Sequence[Part], style: Style = Style()) -> bytes:
    """Printed by typst with the packaged fonts."""
    flipped = "true" if style.landscape else "false"
    source = [
        f'#set page(paper: "a4", flipped: {flipped}, margin: 2cm)',
        f'#set text(font: "Noto Serif SC", size: {style.font_size}pt, lang: "zh", region: "cn")',
    ]
    for part in parts:
        source.append(f"#par[{_typst_text(part)}]" if isinstance(part, str) else typst_table(part, style))
    return typst_source_pdf("\n\n".join(source))


def typst_source_pdf(source: str) -> bytes:
    """Typst's own language, compiled with the packaged fonts."""
    folder = str(Path(pylopdf_fonts_zh_cn.serif_path()).parent)
    return typst.compile(source.encode(), font_paths=[folder], ignore_system_fonts=True)


def _typst_text(text: str) -> str:
    lines = ['#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' if line else "" for line in text.split("\n")]
    return " \\ ".join(lines)


def typst_table(table: TableSource, style: Style) -> str:
    """The table in typst's own language."""
    stroke = {
        "solid": "0.5pt",
        "double": "0.5pt",
        "dashed": '(thickness: 0.5pt, dash: "dashed")',
        "none": "none",
    }[style.border]
    align = {"middle": "horizon", "top": "top"}[style.vertical_align]
    columns = ", ".join(f"{width}fr" for width in table.widths)
    header, body = [], []
    for cell in table.cells:
        printed = (
            f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.row_span}, colspan: {cell.column_span})"
            f"[{_typst_text(cell.text)}]"
        )
        (header if cell.row < table.header_rows else body).append(printed)
    if header:
        body.insert(0, "table.header(" + ", ".join(header) + ")")
    return f"#table(columns: ({columns},), align: {align}, stroke: {stroke}, {', '.join(body)})"


# ----------------------------------------------------------------------------------------------------- LibreOffice


def docx_bytes(parts: Sequence[Part], style: Style = Style()) -> bytes:
    """The parts as a Word document with merged cells and a repeated header row."""
    document = docx.Document()
    section = document.sections[0]
    width, height = (Pt(842), Pt(595)) if style.landscape else (Pt(595), Pt(842))
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if style.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Pt(56)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = CJK_FAMILY, Pt(style.font_size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), CJK_FAMILY)
    language = fonts.getparent().makeelement(qn("w:lang"), {qn("w:val"): "en-US", qn("w:eastAsia"): "zh-CN"})
    fonts.getparent().append(language)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _docx_table(document, part, style, width - 2 * section.left_margin)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: docx.document.Document, source: TableSource, style: Style, room: int) -> None:
    table = document.add_table(rows=source.row_count, cols=len(source.widths))
    table.style = "Table Grid" if style.border != "none" else "Normal Table"
    table.autofit = False
    if style.border == "double":
        _docx_borders(table, "double")
    elif style.border == "dashed":
        _docx_borders(table, "dashed")
    widths = [room * part // sum(source.widths) for part in source.widths]
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
    # python-docx builds a merged cell slowly through table.cell(); the rows are fetched once.
    grid = [list(row.cells) for row in table.rows]
    for row in grid:
        for cell, column_width in zip(row, widths, strict=True):
            cell.width = column_width
    for cell in source.cells:
        target = grid[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            target = target.merge(grid[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1])
        target.text = cell.text
        if style.vertical_align == "middle":
            target.vertical_alignment = docx.enum.table.WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for row in table.rows[: source.header_rows]:
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:tblHeader"), {}))


def _docx_borders(table: docx.table.Table, kind: str) -> None:
    properties = table._tbl.tblPr
    borders = properties.makeelement(qn("w:tblBorders"), {})
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(
            borders.makeelement(qn(f"w:{edge}"), {qn("w:val"): kind, qn("w:sz"): "4", qn("w:color"): "000000"})
        )
    properties.append(borders)


def xlsx_bytes(parts: Sequence[Part], style: Style = Style()) -> bytes:
    """The parts one under another on one worksheet, printed on one page's width."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.page_setup.orientation = "landscape" if style.landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    side = Side(style={"solid": "thin", "double": "double", "dashed": "dashed", "none": None}[style.border])
    border = Border(side, side, side, side)
    top = 1
    for part in parts:
        if isinstance(part, str):
            sheet.cell(top, 1, part)
            top += 1
        else:
            _xlsx_table(sheet, part, top, border, style)
            top += part.row_count
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _xlsx_table(
    sheet: openpyxl.worksheet.worksheet.Worksheet, source: TableSource, top: int, border: Border, style: Style
) -> None:
    total = sum(source.widths)
    for column, width in enumerate(source.widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = 90 * width / total
    if source.header_rows:
        sheet.print_title_rows = f"{top}:{top + source.header_rows - 1}"
    heights: dict[int, int] = {}
    for cell in source.cells:
        first_row, first_column = top + cell.row, cell.column + 1
        for row in range(first_row, first_row + cell.row_span):
            for column in range(first_column, first_column + cell.column_span):
                sheet.cell(row, column).border = border
        target = sheet.cell(first_row, first_column)
        target.value = cell.text
        target.data_type = "s"
        target.font = Font(name=CJK_FAMILY, size=style.font_size)
        target.alignment = Alignment(wrap_text=True, vertical={"middle": "center"}.get(style.vertical_align, "top"))
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=first_row,
                start_column=first_column,
                end_row=first_row + cell.row_span - 1,
                end_column=first_column + cell.column_span - 1,
            )
        room = 80 * sum(source.widths[cell.column : cell.column + cell.column_span]) / total
        lines = sum(1 + int(2 * len(line) // room) for line in cell.text.split("\n"))
        if cell.row_span == 1:
            heights[first_row] = max(heights.get(first_row, 1), lines)
    for row, lines in heights.items():
        sheet.row_dimensions[row].height = 1.6 * style.font_size * lines + 4


def libreoffice_pdf(data: bytes, extension: str, soffice: str = "soffice") -> bytes:
    """``data`` (a DOCX, XLSX or HTML) printed by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder, _one_at_a_time("soffice"):
        source = Path(folder) / f"source.{extension}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "source.pdf").read_bytes()


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Heavy programs take turns, also between test processes."""
    with open(Path(tempfile.gettempdir()) / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -------------------------------------------------------------------------------------------------------- Chromium


def html_text(parts: Sequence[Part], style: Style = Style()) -> str:
    """The parts as a web page to be printed."""
    size = "A4 landscape" if style.landscape else "A4"
    border = {"solid": "1px solid", "double": "3px double", "dashed": "1px dashed", "none": "0 none"}[style.border]
    body = [
        f"<p>{html.escape(part)}</p>" if isinstance(part, str) else _html_table(part, style.vertical_align)
        for part in parts
    ]
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>@page {{ size: {size}; margin: 15mm }}'
        f' body {{ font: {style.font_size}pt "{CJK_FAMILY}" }} table {{ border-collapse: collapse; width: 100%;'
        f" table-layout: fixed }} td {{ border: {border} #000; padding: 2pt 4pt; white-space: pre-wrap }}</style>"
        + "\n".join(body)
    )


def _html_table(table: TableSource, vertical_align: str) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in table.widths)
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}" style="vertical-align:{vertical_align}">'
            f"{html.escape(cell.text)}</td>"
        )
    printed = ["<tr>" + "".join(row) + "</tr>" for row in rows]
    head = "<thead>" + "".join(printed[: table.header_rows]) + "</thead>" if table.header_rows else ""
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(printed[table.header_rows :])}</tbody></table>"


_CHROMIUM_ALONE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def chromium_pdf(page: str, chromium: str = "chromium") -> bytes:
    """An HTML page printed by Chromium without a window, a network or a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _one_at_a_time("chromium"):
        source, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        own = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", source.as_uri()]
        subprocess.run([chromium, *_CHROMIUM_ALONE, *own], check=True, capture_output=True, timeout=120)
        return printed.read_bytes()


def one_page_pdf(content: bytes) -> bytes:
    """A page with one Latin font and the drawing commands given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (count, table, count)
    return data + b"startxref\n%d\n%%%%EOF\n" % start
