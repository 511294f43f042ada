"""Tables written as readable grids: ``<`` continues the cell to the left, ``^`` the one above."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl

from jixiao.documents.sheets import Block, Cell, Document, Sheet

Grid = Sequence[Sequence[str]]


def grid(text: str) -> list[list[str]]:
    """Rows of a drawing: one line a row, cells between ``|``; ``\\n`` inside a cell stands for a line break."""
    rows = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return [[cell.strip(" ").replace("\\n", "\n") for cell in row.split("|")] for row in rows]


def table(rows: Grid, *, page: int | None = None) -> Block:
    """A table block; rows may be shorter than the widest, what is missing is no cell at all."""
    owner: dict[tuple[int, int], Cell] = {}
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<" and (r, c - 1) in owner:
                cell = owner[r, c - 1]
                cell.column_span = max(cell.column_span, c - cell.column + 1)
            elif text == "^" and (r - 1, c) in owner:
                cell = owner[r - 1, c]
                cell.row_span = max(cell.row_span, r - cell.row + 1)
            else:
                cell = Cell(text, r, c, page=page)
                cells.append(cell)
            owner[r, c] = cell
    return Block("table", cells)


def lines(*texts: str, page: int | None = None) -> Block:
    """A block of text lines."""
    return Block("lines", [Cell(text, row, page=page) for row, text in enumerate(texts)])


def document(*blocks: Block, format: str = "docx", source: str = "表.docx") -> Document:
    """A document of one sheet."""
    return Document(source, format, [Sheet("", list(blocks))])


def workbook(*sheets: tuple[str, Block], source: str = "表.xlsx") -> Document:
    """A workbook: one table a sheet."""
    return Document(source, "xlsx", [Sheet(name, [block]) for name, block in sheets])


def as_docx(document: Document) -> bytes:
    """The document as Word keeps it: paragraphs, and tables whose spans are merged cells."""
    word = docx.Document()
    for block in document.sheets[0].blocks:
        if block.kind == "lines":
            for cell in block.cells:
                word.add_paragraph(cell.text)
            continue
        made = word.add_table(block.row_count, block.column_count, style="Table Grid")
        for cell in block.cells:
            target = made.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                target = target.merge(made.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            target.text = cell.text
    return _saved(word)


def as_xlsx(document: Document) -> bytes:
    """The document on one worksheet, lines in the first column, spans as merged ranges."""
    book = openpyxl.Workbook()
    sheet = book.active
    top = 1
    for block in document.sheets[0].blocks:
        for cell in block.cells:
            at = sheet.cell(top + cell.row, 1 + cell.column)
            at.value = cell.text or None
            at.data_type = "s" if cell.text else "n"
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(
                    start_row=at.row, end_row=at.row + cell.row_span - 1,
                    start_column=at.column, end_column=at.column + cell.column_span - 1,
                )  # fmt: skip
        top += block.row_count
    return _saved(book)


def as_html(document: Document) -> bytes:
    """The document as a page of a government's web site."""
    parts = []
    for block in document.sheets[0].blocks:
        if block.kind == "lines":
            parts += [f"<p>{html.escape(cell.text)}</p>" for cell in block.cells]
            continue
        rows: dict[int, list[str]] = {}
        for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)):
            text = html.escape(cell.text).replace("\n", "<br>")
            rows.setdefault(cell.row, []).append(
                f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{text}</td>'
            )
        parts.append(
            f"<table>{''.join('<tr>' + ''.join(rows.get(n, [])) + '</tr>' for n in range(block.row_count))}</table>"
        )
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'.encode()


def _saved(made: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
