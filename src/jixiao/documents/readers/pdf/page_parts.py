"""What stands on a page: tables with their cells, and lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class TableCell:
    """A cell of a table on one page, with what is needed to join it over the page break."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    last_line_full: bool = False  # its last line leaves no room for another character
    reaches_bottom: bool = False  # its text ends at the lower edge
    starts_at_top: bool = False
    open_top: bool = False  # no ruling closes it at the table's upper edge
    open_bottom: bool = False


@dataclass(slots=True)
class Table:
    """A table, on one page or joined over several."""

    xs: list[float]
    cells: list[TableCell]
    row_count: int
    top: float
    bottom: float
    first_page: int
    last_page: int
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True

    @property
    def column_count(self) -> int:
        return len(self.xs) - 1


@dataclass(slots=True)
class TextLine:
    """A printed line outside tables."""

    text: str
    page: int
    top: float
    bottom: float
    left: float
    right: float


@dataclass(slots=True)
class PageLayout:
    """What stands on a page, from top to bottom."""

    number: int
    width: float
    height: float
    elements: list[Table | TextLine] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Every line's and cell's text."""
        for element in self.elements:
            if isinstance(element, TextLine):
                yield element.text
            else:
                yield from (cell.text for cell in element.cells)
