"""What every workbook format shares: from visible cells and merged ranges to a sheet.

Hidden rows and columns are taken out and the rest moves together; so do long runs of blank rows and columns, one of
which is kept. ``Cell.reference`` keeps the address that the program shows ("C7").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao.documents.readers.characters import cell_text
from jixiao.documents.readers.reading import Reading
from jixiao.documents.sheets import Block, Cell, Sheet
from jixiao.documents.sheets.sheet import column_name

_REACH = 64  # rows or columns that a merged cell may reach beyond the last text


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of a worksheet, counted from 0, both ends within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Worksheet:
    """What was read of one worksheet. What is hidden must be known before the cells are put in."""

    name: str
    texts: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # (row, column) → text of visible cells, never blank
    hidden_texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _filled_rows: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, text: str, reading: Reading) -> None:
        """A cell's text; blank ones leave no trace, so that formatted blank rows cost nothing."""
        text = cell_text(text)
        if not text.strip():
            return
        if len(text) > reading.limits.cell_characters_max:
            raise reading.refuse("file.too_much_text", self.name, limit=reading.limits.cell_characters_max)
        is_hidden = row in self.hidden_rows or column in self.hidden_columns
        (self.hidden_texts if is_hidden else self.texts)[row, column] = reading.count_text(text)
        self._filled_rows.add(row)
        if len(self._filled_rows) > reading.limits.rows_max:
            raise reading.refuse("file.too_many_rows", self.name, limit=reading.limits.rows_max)

    def address(self, row: int, column: int) -> str:
        """``绩效目标表 C7``"""
        return f"{self.name} {column_name(column)}{row + 1}"

    def to_sheet(self, reading: Reading) -> Sheet:
        """The worksheet as one table block; without any block where nothing is visible."""
        self._note_hidden(reading)
        if not self.texts:
            return Sheet(self.name)
        merged, inner = self._merged_cells(reading)
        texts = {place: text for place, text in self.texts.items() if place not in inner}
        rows = _Kept(({row for row, _ in texts}), self.hidden_rows, ((range_.top, range_.bottom) for range_ in merged))
        columns = _Kept(
            {column for _, column in texts}, self.hidden_columns, ((range_.left, range_.right) for range_ in merged)
        )
        if len(columns) > reading.limits.columns_max:
            raise reading.refuse("file.too_many_columns", self.name, limit=reading.limits.columns_max)
        spans = {(range_.top, range_.left): range_ for range_ in merged}
        cells = []
        for row, column in sorted(texts.keys() | spans.keys()):
            range_ = spans.get((row, column), Range(row, column, row, column))
            cells.append(
                Cell(
                    texts.get((row, column), ""),
                    rows.place(row),
                    columns.place(column),
                    rows.place(range_.bottom) - rows.place(row) + 1,
                    columns.place(range_.right) - columns.place(column) + 1,
                    reference=f"{column_name(column)}{row + 1}",
                )
            )
        return Sheet(self.name, [Block("table", cells)])

    def _merged_cells(self, reading: Reading) -> tuple[list[Range], set[tuple[int, int]]]:
        """Merged ranges cut to what is visible and used, and the places inside them that do not show."""
        last_row, last_column = self._last_used()
        covered: set[tuple[int, int]] = set()
        inner: set[tuple[int, int]] = set()
        kept: list[Range] = []
        area = 0
        for range_ in self.merged:
            bottom, right = min(range_.bottom, last_row), min(range_.right, last_column)
            area += max(bottom - range_.top + 1, 0) * max(right - range_.left + 1, 0)
            if area > reading.limits.cells_max:
                raise reading.refuse("file.too_many_cells", self.name, limit=reading.limits.cells_max)
            rows = [row for row in range(range_.top, bottom + 1) if row not in self.hidden_rows]
            columns = [column for column in range(range_.left, right + 1) if column not in self.hidden_columns]
            places = {(row, column) for row in rows for column in columns}
            if not places or places & covered:
                continue  # ranges that overlap are damage; the first one counts, as when Excel repairs them
            self._show_hidden_top(range_, rows[0], columns[0])
            covered |= places
            inner |= places - {(rows[0], columns[0])}
            if len(places) > 1:
                kept.append(Range(rows[0], columns[0], rows[-1], columns[-1]))
        return kept, inner

    def _last_used(self) -> tuple[int, int]:
        """The last row and column with a text or with a merged cell that has one; a merged cell that reaches far
        beyond everything else (a whole row, a whole column) does not make the sheet as large as itself.
        """
        last_row = bottom = max(row for row, _ in self.texts)
        last_column = right = max(column for _, column in self.texts)
        for range_ in self.merged:
            if (range_.top, range_.left) in self.texts:
                if range_.bottom <= last_row + _REACH:
                    bottom = max(bottom, range_.bottom)
                if range_.right <= last_column + _REACH:
                    right = max(right, range_.right)
        return bottom, right

    def _show_hidden_top(self, range_: Range, row: int, column: int) -> None:
        """A merged cell whose first row or column is hidden shows its text in the part that is not."""
        text = self.hidden_texts.pop((range_.top, range_.left), "")
        if text:
            self.texts[row, column] = text

    def _note_hidden(self, reading: Reading) -> None:
        rows = {row for row, _ in self.hidden_texts if row in self.hidden_rows}
        columns = {column for _, column in self.hidden_texts if column in self.hidden_columns}
        named = [f"{len(rows)} 行"] if rows else []
        named += [f"{len(columns)} 列"] if columns else []
        if named:
            reading.note("file.hidden_left_out", self.name, what="、".join(named))


class _Kept:
    """Old row (or column) numbers to new ones, without the hidden ones and with one blank a run."""

    def __init__(self, filled: set[int], hidden: set[int], ranges: Iterable[tuple[int, int]]) -> None:
        used = set(filled)
        for first, last in ranges:
            used.update(number for number in range(first, last + 1) if number not in hidden)
        kept: list[int] = []
        previous = -1
        for number in sorted(used):
            if any(gap not in hidden for gap in range(previous + 1, min(number, previous + 2 + len(hidden)))):
                kept.append(number - 1)
            kept.append(number)
            previous = number
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept)

    def place(self, number: int) -> int:
        """The new number."""
        return bisect_left(self._kept, number)
