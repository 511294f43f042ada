"""A drawn document in every format in which governments publish it."""

from __future__ import annotations

import csv
import html
import io
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from tests.support.governments.case import Case, cells_of, printable
from tests.support.pdfs import Style, docx_bytes, html_text, typst_pdf, xlsx_bytes


def as_docx(case: Case) -> bytes:
    """As Word keeps it."""
    return docx_bytes(printable(case), Style(landscape=case.landscape))


def as_pdf(case: Case) -> bytes:
    """As a typesetting budget system prints it."""
    return typst_pdf(printable(case), Style(landscape=case.landscape, font_size=9))


def as_borderless_pdf(case: Case) -> bytes:
    """The same without a single ruling."""
    return typst_pdf(printable(case), Style(landscape=True, font_size=8, border="none"))


def as_page(case: Case) -> str:
    """As a page to be printed by Chromium."""
    return html_text(printable(case), Style(landscape=case.landscape, font_size=9))


def as_html(case: Case) -> bytes:
    """As a content management system publishes it: nested tags, no-break spaces, GB18030."""
    parts = []
    for _, sheet in case.sheets:
        for part in sheet:
            if isinstance(part, str):
                parts.append(f'<p style="text-align:center"><span>{html.escape(part)}</span></p>')
                continue
            rows: dict[int, list[str]] = {}
            for cell in sorted(cells_of(part), key=lambda cell: (cell.row, cell.column)):
                text = html.escape(cell.text).replace("\n", "<br/>") or "&nbsp;"
                spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
                rows.setdefault(cell.row, []).append(f"<td {spans}><p><span>{text}</span></p></td>")
            body = "".join(f"<tr>{''.join(rows.get(number, []))}</tr>" for number in range(len(part)))
            parts.append(f'<div><table border="1"><tbody>{body}</tbody></table></div>')
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>{"".join(parts)}'
    return page.encode("gb18030")


def as_xlsx(case: Case) -> bytes:
    """As Excel and WPS keep it: a worksheet for each sheet, numbers as numbers, titles merged over the table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, (name, sheet) in enumerate(case.sheets, 1):
        page = book.create_sheet(name or f"Sheet{number}")
        width = max((len(row) for part in sheet if not isinstance(part, str) for row in part), default=1)
        top = 1
        for part in sheet:
            rows = (
                (
                    (
                        part,
                        *("<" * (width - 1)),
                    ),
                )
                if isinstance(part, str)
                else part
            )
            for cell in cells_of(rows):
                at = page.cell(top + cell.row, 1 + cell.column)
                at.value = _stored(cell.text)
                at.data_type = "s" if isinstance(at.value, str) else "n"
                if cell.row_span > 1 or cell.column_span > 1:
                    end = (at.row + cell.row_span - 1, at.column + cell.column_span - 1)
                    page.merge_cells(start_row=at.row, start_column=at.column, end_row=end[0], end_column=end[1])
            top += len(rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_printed_xlsx(case: Case) -> bytes:
    """On one worksheet with rulings, widths and heights, as it is printed."""
    return xlsx_bytes(printable(case), Style(landscape=case.landscape))


def _stored(text: str) -> str | int | float | None:
    """A plain number as a number, as people type it."""
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and str(int(number)) == text:
        return int(number)
    return number if repr(number) == text else text


def converted(files: Mapping[str, bytes], extension: str, target: str) -> dict[str, bytes]:
    """Files by name, all turned into ``target`` (pdf, xls) by one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.{extension}").write_bytes(data)
        out = Path(folder) / "out"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        sources = [str(Path(folder) / f"{name}.{extension}") for name in files]
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return {name: (out / f"{name}.{target}").read_bytes() for name in files}


def as_csv(case: Case) -> bytes:
    """As a workbook saved as CSV: merged cells stand once, with blanks where they reached; GB18030."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for _, sheet in case.sheets:
        width = max((len(row) for part in sheet if not isinstance(part, str) for row in part), default=1)
        for part in sheet:
            rows = ((part,),) if isinstance(part, str) else part
            for row in rows:
                texts = ["" if text in ("<", "^") else text for text in row]
                writer.writerow(texts + [""] * (width - len(texts)))
    return stream.getvalue().encode("gb18030")


def as_text(case: Case) -> bytes:
    """As text pasted from a document: titles on lines, the cells of a row with tabs between them."""
    lines = []
    for _, sheet in case.sheets:
        for part in sheet:
            for row in ((part,),) if isinstance(part, str) else part:
                lines.append("\t".join("" if text in ("<", "^") else text.replace("\n", "") for text in row))
    return "\n".join(lines).encode()
