"""The printed page between the typed form and the file formats: rows of cells with spans, widths and alignment.

Layouts make a :class:`PrintedForm` from a form; each format renders it and adds nothing of its own, so that the four
formats agree. Widths are millimetres; a cell names its column and what it spans, covered places have no cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.documents.writers.measure import line_count

Align = Literal["left", "center", "right"]
Orientation = Literal["portrait", "landscape"]
LineStyle = Literal["title", "subtitle", "line", "note"]

#: A4 without the margins every layout uses.
TEXT_WIDTH: dict[Orientation, int] = {"portrait": 180, "landscape": 267}
MARGIN = 15

#: A row of more lines than this may break over a page; a lower one moves as a whole.
KEPT_TOGETHER_LINES = 16

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: What XML 1.0 cannot hold, and lone surrogates, which no encoding can.
_NOT_PRINTABLE = re.compile("[^\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def printable(text: str) -> str:
    """The text with one kind of line break, tabs as spaces, and without characters no document can hold."""
    return _NOT_PRINTABLE.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell: ``bold`` is the label face (黑体), otherwise the text face (宋体).

    ``number`` is the number behind ``text`` for formats that know numbers; ``text`` always prints it exactly.
    """

    text: str
    column: int
    column_span: int = 1
    row_span: int = 1
    bold: bool = False
    align: Align = "left"
    number: Decimal | None = None
    open_above: bool = False  # no rule towards the cell above
    open_below: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True, slots=True)
class PageRow:
    """The cells that begin in this row, from left to right; places covered from above have none."""

    cells: tuple[PageCell, ...]
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the first ``header_rows`` rows are printed again on every page it goes on to."""

    widths: tuple[int, ...]
    rows: tuple[PageRow, ...]
    header_rows: int = 0

    def width_of(self, cell: PageCell) -> int:
        """Millimetres from rule to rule."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def may_break(self, row: PageRow, font_size: Decimal) -> bool:
        """Whether the row may go on over a page break: only where a long text makes it tall."""
        return any(
            line_count(cell.text, self.width_of(cell), font_size) > KEPT_TOGETHER_LINES
            for cell in row.cells
            if cell.row_span == 1 and len(cell.text) > KEPT_TOGETHER_LINES  # a line holds a character at least
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text outside tables."""

    text: str
    style: LineStyle = "line"
    align: Align = "left"
    new_page: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One form as it is printed; ``name`` is what tells it from the others of a file."""

    name: str
    orientation: Orientation
    blocks: tuple[Line | Table, ...]
    font_size: Decimal = Decimal(10)  # points

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", printable(self.name).replace("\n", " ").strip())
