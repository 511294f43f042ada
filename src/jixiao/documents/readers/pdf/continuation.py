"""Pages → blocks: tables that go on over a page break become one."""

from __future__ import annotations

from jixiao.documents.readers.pdf.page import PageLayout, Table, TextLine
from jixiao.documents.sheets import Block, Cell


class Flow:
    """Takes the pages one after another and gives the blocks of the document."""

    def __init__(self) -> None:
        self._elements: list[Table | TextLine] = []

    def add(self, layout: PageLayout) -> None:
        """The next page."""
        self._elements += layout.elements

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


def _table_block(table: Table) -> Block:
    cells = [Cell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.page) for cell in table.cells]
    return Block("table", cells)
