"""Document → sheets → blocks → cells.

A flowing document (text, PDF, DOCX, HTML) is one sheet whose blocks follow each other as they are read: lines of text
and tables. A workbook has one sheet per visible worksheet, each one table block. A table that goes on over a page
break is one block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from jixiao.rules.findings import Finding


@dataclass(slots=True)
class Cell:
    """One printed cell (or one line of text outside tables).

    ``row`` and ``column`` count from 0 inside the block and name the top left of the span; ``text`` is NFKC-free, as
    printed, with lines of one cell joined by ``\\n``; ``page`` counts from 1, None where the format has no pages.
    """

    text: str
    row: int
    column: int = 0
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    reference: str = ""  # the format's own address where it has one: "C7"

    @property
    def address(self) -> str:
        """Where a person finds the cell: ``第2页 C7``, or ``C7`` without pages."""
        name = self.reference or f"{column_name(self.column)}{self.row + 1}"
        return f"第{self.page}页 {name}" if self.page else name


@dataclass(slots=True)
class Block:
    """Lines of text (``kind`` "lines": one cell a row) or one table."""

    kind: Literal["lines", "table"]
    cells: list[Cell] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """Rows covered, spans included."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        """Columns covered, spans included."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Row by column; a merged cell stands at every place it covers; None where no cell is."""
        width = self.column_count
        rows: list[list[Cell | None]] = [[None] * width for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = cell
        return rows


@dataclass(slots=True)
class Sheet:
    """A named run of blocks."""

    name: str
    blocks: list[Block] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """Every cell in reading order."""
        for block in self.blocks:
            yield from block.cells


@dataclass(slots=True)
class Document:
    """What a reader got out of one file. A file that cannot be read has no sheet and an ``error`` finding."""

    source: str
    format: str  # "text", "csv", "pdf", "docx", "xlsx", "xls", "html", …; "" when not recognised
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def column_name(index: int) -> str:
    """Spreadsheet letters of a column counted from 0: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
