"""A sheet as one run of rows: lines of text and table rows alike, each with the cells that cover it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.documents.sheets.sheet import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Span:
    """A cell where it covers one row: from ``start`` to ``end`` (exclusive); ``first`` on its top row."""

    cell: Cell
    start: int
    end: int
    first: bool

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def blank(self) -> bool:
        return not self.cell.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. ``table`` numbers the block inside its sheet; ``width`` is the block's column count."""

    spans: tuple[Span, ...]
    table: int
    width: int
    is_line: bool

    @property
    def here(self) -> tuple[Span, ...]:
        """The cells that begin in this row, blanks too."""
        return tuple(span for span in self.spans if span.first)

    @property
    def written(self) -> tuple[Span, ...]:
        """The cells that begin in this row and say something."""
        return tuple(span for span in self.spans if span.first and not span.blank)

    @property
    def alone(self) -> Span | None:
        """The one cell of a row that has no other text (a title, a note, a line), else None."""
        written = self.written
        return written[0] if len(written) == 1 and all(span.blank or span.first for span in self.spans) else None

    def at(self, column: int) -> Span | None:
        """The cell covering a column."""
        return next((span for span in self.spans if span.start <= column < span.end), None)

    def between(self, start: int, end: int) -> list[Span]:
        """The cells overlapping a range of columns."""
        return [span for span in self.spans if span.start < end and span.end > start]


def rows_of(sheet: Sheet) -> list[Row]:
    """Every row of the sheet in reading order; a place that no cell covers is a blank cell."""
    rows: list[Row] = []
    for number, block in enumerate(sheet.blocks):
        if block.kind == "lines":
            rows += [Row((Span(cell, 0, 1, True),), number, 1, True) for cell in block.cells]
            continue
        width = block.column_count
        rows += [Row(tuple(_spans(cells, index)), number, width, False) for index, cells in enumerate(block.grid())]
    return rows


def _spans(cells: list[Cell | None], index: int) -> Iterator[Span]:
    column = 0
    while column < len(cells):
        cell = cells[column]
        end = column + 1
        while cell is not None and end < len(cells) and cells[end] is cell:
            end += 1
        cell = cell or Cell("", index, column)
        yield Span(cell, column, end, cell.row == index)
        column = end
