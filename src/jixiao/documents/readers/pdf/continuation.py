"""Pages → blocks: tables that go on over a page break become one.

A table goes on when the next page begins with one between the same outer edges. Its repeated header is dropped, a row
that the page break cut is put together again, and a merged level cell that was open at the break stays one cell.
"""

from __future__ import annotations

from jixiao.documents.readers.pdf.furniture import is_continuation_mark, repeated_lines, without_page_numbers
from jixiao.documents.readers.pdf.joining import goes_on, joined
from jixiao.documents.readers.pdf.page_parts import PageLayout, Table, TextLine
from jixiao.documents.sheets import Block, Cell


class Flow:
    """Takes the pages one after another and gives the blocks of the document."""

    def __init__(self) -> None:
        self._elements: list[Table | TextLine] = []
        self._last: PageLayout | None = None

    def add(self, layout: PageLayout) -> None:
        """The next page."""
        without_page_numbers(layout)
        elements = layout.elements
        if self._last is not None and self._last.number == layout.number - 1:
            elements = self._continued(self._last, layout)
        self._elements += elements
        self._last = layout

    def _continued(self, before: PageLayout, after: PageLayout) -> list[Table | TextLine]:
        """What is left of the page after its first table was joined to the last one of the page before."""
        heads, feet = repeated_lines(before, after)
        leading = 0
        while leading < len(after.elements) and _is_head(after.elements[leading], heads):
            leading += 1
        trailing = 0
        while trailing < len(self._elements) and id(self._elements[-1 - trailing]) in feet:
            trailing += 1
        if leading == len(after.elements) or trailing == len(self._elements):
            return after.elements
        table, following = self._elements[-1 - trailing], after.elements[leading]
        if not isinstance(table, Table) or not isinstance(following, Table):
            return after.elements
        if not goes_on(table, following, before, after):
            return after.elements
        joined(table, following)
        # A running head or foot between the parts of one table is no part of the text.
        del self._elements[len(self._elements) - trailing :]
        return after.elements[leading + 1 :]

    def blocks(self) -> list[Block]:
        """Runs of lines and tables in reading order."""
        blocks: list[Block] = []
        for element in self._elements:
            if isinstance(element, Table):
                blocks.append(_table_block(element))
            else:
                if not blocks or blocks[-1].kind != "lines":
                    blocks.append(Block("lines"))
                cells = blocks[-1].cells
                cells.append(Cell(element.text, len(cells), page=element.page))
        return blocks


def _is_head(element: Table | TextLine, heads: set[int]) -> bool:
    return isinstance(element, TextLine) and (id(element) in heads or is_continuation_mark(element.text))


def _table_block(table: Table) -> Block:
    cells = [
        Cell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.page)
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    ]
    return Block("table", cells)
