"""Tables written as readable grids: ``<`` continues the cell to the left, ``^`` the one above."""

from __future__ import annotations

from collections.abc import Sequence

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
