"""Tables and lines of flowing documents (DOCX, HTML, ODT) on their way to blocks.

A table is filled row by row as the source lists its cells; spans that run into other cells or past the end are cut,
so that no two cells ever cover the same place. A table inside a cell becomes rows and columns of the outer table, as
it is seen on paper; a table that only lays out the page is taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from jixiao.documents.readers.characters import cell_text
from jixiao.documents.readers.reading import Reading
from jixiao.documents.sheets import Block, Cell


@dataclass(slots=True)
class Placed:
    """A cell of a table being built: lines of text and tables within it, in order."""

    content: Sequence[str | Grid]
    row: int
    column: int
    row_span: int
    column_span: int

    @property
    def text(self) -> str:
        """Its lines, without those of tables within it."""
        return cell_text("\n".join(item for item in self.content if isinstance(item, str)))

    @property
    def tables(self) -> list[Grid]:
        """The tables within it that hold something."""
        return [item for item in self.content if isinstance(item, Grid) and not item.is_blank]


Content: TypeAlias = list["str | Grid"]


@dataclass(slots=True)
class Grid:
    """A table being built."""

    reading: Reading
    cells: list[Placed] = field(default_factory=list)
    row_count: int = 0
    column_count: int = 0
    _column: int = 0
    _section_start: int = 0  # index of the first cell of the section
    _busy_until: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))  # column → first free row
    _above: dict[int, Placed] = field(default_factory=dict)  # column → the last cell that began in it

    def begin_row(self) -> None:
        """The cells that follow are one row lower."""
        self.row_count += 1
        self._column = 0
        if self.row_count > self.reading.limits.rows_max:
            raise self.reading.refuse("file.too_many_rows", limit=self.reading.limits.rows_max)

    def skip(self, columns: int) -> None:
        """Leaves places of this row without a cell."""
        self._column += max(columns, 0)

    def add(self, content: Sequence[str | Grid], row_span: int = 1, column_span: int = 1) -> None:
        """A cell at the next free place of this row; a row span of 0 means down to the end of the section."""
        row = self.row_count - 1
        while self._busy_until[self._column] > row:
            self._column += 1
        width = 1
        while width < column_span and self._busy_until[self._column + width] <= row:
            width += 1
        height = row_span if row_span >= 1 else self.reading.limits.rows_max
        self._place(Placed(content, row, self._column, height, width))

    def grow_above(self, column_span: int) -> bool:
        """Continues the cell above into this row (vertical merge); False where there is none as wide to continue."""
        above = self._above.get(self._column)
        row = self.row_count - 1
        if above is None or above.column_span != column_span or above.row + above.row_span != row:
            return False
        above.row_span += 1
        self._occupy(above)
        return True

    def grow_left(self, column_span: int) -> bool:
        """Widens the cell added last (legacy horizontal merge); False where none is beside."""
        last = self.cells[-1] if self.cells else None
        if last is None or last.row != self.row_count - 1 or last.column + last.column_span != self._column:
            return False
        last.column_span += column_span
        self._occupy(last)
        return True

    def end_section(self) -> None:
        """Cuts what would hang over the last row: spans do not cross from a table's head into its body."""
        for cell in self.cells[self._section_start :]:
            cell.row_span = min(cell.row_span, self.row_count - cell.row)
        self._section_start = len(self.cells)
        self._busy_until.clear()

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds any text."""
        return not any(cell.text or cell.tables for cell in self.cells)

    @property
    def is_layout(self) -> bool:
        """Whether it holds tables and has nothing beside them: a frame, not a table of its own."""
        filled: dict[int, int] = defaultdict(int)
        for cell in self.cells:
            if cell.text or cell.tables:
                filled[cell.row] += 1
        return any(cell.tables for cell in self.cells) and all(count == 1 for count in filled.values())

    def _place(self, cell: Placed) -> None:
        self.cells.append(cell)
        self._above[cell.column] = cell
        self._occupy(cell)

    def _occupy(self, cell: Placed) -> None:
        for column in range(cell.column, cell.column + cell.column_span):
            self._busy_until[column] = cell.row + cell.row_span
        self._column = cell.column + cell.column_span
        self.column_count = max(self.column_count, self._column)
        if self.column_count > self.reading.limits.columns_max:
            raise self.reading.refuse("file.too_many_columns", limit=self.reading.limits.columns_max)


def blocks_of(content: Content, reading: Reading) -> list[Block]:
    """Lines and tables in reading order; blank lines and blank tables are left out."""
    blocks: list[Block] = []
    for item in _flat(content):
        if isinstance(item, Grid):
            blocks.append(Block("table", [_cell(placed, reading) for placed in _without_inner_tables(item).cells]))
            continue
        for line in cell_text(item).split("\n"):
            if not line.strip():
                continue
            if not blocks or blocks[-1].kind != "lines":
                blocks.append(Block("lines"))
            cells = blocks[-1].cells
            cells.append(Cell(reading.count_text(line), len(cells), reference=f"第{len(cells) + 1}行"))
    return blocks


def _flat(content: Sequence[str | Grid]) -> list[str | Grid]:
    """Without blank tables and with layout tables taken apart."""
    found: list[str | Grid] = []
    for item in content:
        if isinstance(item, str):
            found.append(item)
        elif item.is_layout:
            for placed in item.cells:
                found += _flat(placed.content)
        elif not item.is_blank:
            found.append(item)
    return found


def _cell(placed: Placed, reading: Reading) -> Cell:
    text = reading.count_text(placed.text)
    if len(text) > reading.limits.cell_characters_max:
        raise reading.refuse("file.too_much_text", limit=reading.limits.cell_characters_max)
    return Cell(text, placed.row, placed.column, placed.row_span, placed.column_span)


def _without_inner_tables(grid: Grid) -> Grid:
    """The same table with the cells of inner tables among its own, each outer row and column as wide as they need."""
    inner = {id(cell): _stacked(cell, grid.reading) for cell in grid.cells if cell.tables}
    if not inner:
        return grid
    heights, widths = [1] * grid.row_count, [1] * grid.column_count
    for cell in grid.cells:
        if id(cell) in inner:
            table = inner[id(cell)]
            _stretch(heights, cell.row, cell.row_span, table.row_count)
            _stretch(widths, cell.column, cell.column_span, table.column_count)
    tops, lefts = _offsets(heights), _offsets(widths)
    wide = Grid(grid.reading, row_count=tops[-1], column_count=lefts[-1])
    for cell in grid.cells:
        top, left = tops[cell.row], lefts[cell.column]
        bottom, right = tops[cell.row + cell.row_span], lefts[cell.column + cell.column_span]
        if id(cell) in inner:
            wide.cells += _moved(inner[id(cell)], top, left, bottom - top, right - left)
        else:
            wide.cells.append(Placed(cell.content, top, left, bottom - top, right - left))
    wide.cells.sort(key=lambda cell: (cell.row, cell.column))
    if wide.row_count > grid.reading.limits.rows_max or wide.column_count > grid.reading.limits.columns_max:
        raise grid.reading.refuse("file.too_many_cells", limit=grid.reading.limits.cells_max)
    return wide


def _stacked(cell: Placed, reading: Reading) -> Grid:
    """What a cell holds as one table: its lines as full-width rows above, between and below its inner tables."""
    tables = [_without_inner_tables(item) for item in _flat(cell.content) if isinstance(item, Grid)]
    width = max((table.column_count for table in tables), default=1)
    stacked = Grid(reading, column_count=width)
    remaining = iter(tables)
    text: list[str] = []

    def put_text() -> None:
        if cell_text("\n".join(text)):
            stacked.cells.append(Placed(list(text), stacked.row_count, 0, 1, width))
            stacked.row_count += 1
        text.clear()

    for item in _flat(cell.content):
        if isinstance(item, str):
            text.append(item)
            continue
        put_text()
        table = next(remaining)
        stacked.cells += _moved(table, stacked.row_count, 0, table.row_count, width)
        stacked.row_count += table.row_count
    put_text()
    return stacked


def _moved(table: Grid, top: int, left: int, height: int, width: int) -> list[Placed]:
    """A table's cells at another place; those at its right and lower edge reach out to the room given."""
    moved = []
    for cell in table.cells:
        rows = cell.row_span if cell.row + cell.row_span < table.row_count else height - cell.row
        columns = cell.column_span if cell.column + cell.column_span < table.column_count else width - cell.column
        moved.append(Placed(cell.content, top + cell.row, left + cell.column, rows, columns))
    return moved


def _stretch(sizes: list[int], start: int, span: int, needed: int) -> None:
    """Makes the last of a cell's rows (or columns) as large as the cell's content needs."""
    missing = needed - sum(sizes[start : start + span])
    if missing > 0:
        sizes[start + span - 1] += missing


def _offsets(sizes: list[int]) -> list[int]:
    offsets = [0]
    for size in sizes:
        offsets.append(offsets[-1] + size)
    return offsets
