"""How many cells of a known table a reader got back: text, row, column and spans."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.documents.sheets import Block, Cell, Document
from tests.support.pdfs import SourceCell, TableSource


@dataclass(frozen=True, slots=True)
class Score:
    """Cells of the truth, those found as they were written, and those that differ (for messages)."""

    cells: int
    right: int
    wrong: tuple[tuple[SourceCell, Cell | None], ...]


def score_table(source: TableSource, block: Block) -> Score:
    """Compares one read table with what was written."""
    read = {(cell.row, cell.column): cell for cell in block.cells}
    wrong = []
    for cell in source.cells:
        found = read.get((cell.row, cell.column))
        if found is None or not same_cell(cell, found):
            wrong.append((cell, found))
    return Score(len(source.cells), len(source.cells) - len(wrong), tuple(wrong))


def same_cell(written: SourceCell, read: Cell) -> bool:
    """Text but for line breaks, place and spans."""
    return (
        written.text.replace("\n", "") == read.text.replace("\n", "")
        and (written.row, written.column) == (read.row, read.column)
        and (written.row_span, written.column_span) == (read.row_span, read.column_span)
    )


def tables(document: Document) -> list[Block]:
    """The tables of a document in order."""
    return [block for sheet in document.sheets for block in sheet.blocks if block.kind == "table"]
