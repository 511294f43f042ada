"""Rulings → grids: where the rows and columns of a ruled table are, and which cells are merged.

Rulings that touch belong to one table. Their positions, gathered within a small tolerance (double rulings are one),
give the finest grid; two neighbours in it with no ruling between them are one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.documents.readers.pdf.rulings import Ruling

#: A straight stretch (position across, from, to): of a horizontal ruling (y, x0, x1), of a vertical one (x, y0, y1).
Stretch = tuple[float, float, float]

_DASH_GAP_MAX = 3.5  # points between the dashes of one ruling
_COLLINEAR = 0.9  # points: two pieces of one ruling lie this close to one line
_LENGTH_MIN = 5.0  # points: a shorter ruling is a tick or the stroke of a letter
_SIDE_MIN = 12.0  # points: a smaller box is a check box
_STRETCHES_MAX = 4_000  # a page with more is a drawing


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: top left and how far it reaches."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and its cells."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    open_top: bool = False  # no ruling closes it there: the page break cut through a row
    open_bottom: bool = False
    owners: list[list[int]] = field(default_factory=list)  # row by column: index into regions
    open_above: set[int] = field(default_factory=set)  # regions at the upper edge that no ruling closes there
    open_below: set[int] = field(default_factory=set)
    undrawn: set[int] = field(default_factory=set)  # regions at the left edge that have no ruling there

    def place(self, x: float, y: float) -> int | None:
        """The region that covers a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owners[row][column]
        return None

    def box(self, region: Region) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a region in points."""
        return (
            self.xs[region.column],
            self.ys[region.row],
            self.xs[region.column + region.column_span],
            self.ys[region.row + region.row_span],
        )


def find_grids(rulings: Sequence[Ruling], tolerance: float) -> list[Grid]:
    """The ruled tables of a page from top to bottom. ``tolerance`` in points: rulings this close are one."""
    horizontal, vertical = _stretches(rulings)
    if len(horizontal) + len(vertical) > _STRETCHES_MAX:
        return []
    grids = []
    groups = _connected(horizontal, vertical, tolerance)
    loose = [column for rows, columns in groups if not rows for column in columns]
    for rows, columns in groups:
        if not rows or not columns:
            continue
        grid = _grid(rows, columns + _alongside(loose, columns, 2 * tolerance), tolerance)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _stretches(rulings: Sequence[Ruling]) -> tuple[list[Stretch], list[Stretch]]:
    horizontal, vertical = [], []
    for x0, y0, x1, y1 in rulings:
        if x1 - x0 >= y1 - y0:
            horizontal.append(((y0 + y1) / 2, x0, x1))
        else:
            vertical.append(((x0 + x1) / 2, y0, y1))
    return _merged(horizontal), _merged(vertical)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """Pieces of one ruling as one stretch; ticks are dropped."""
    levels: list[tuple[float, list[Stretch]]] = []
    for stretch in sorted(stretches):
        if levels and stretch[0] - levels[-1][0] <= _COLLINEAR:
            levels[-1][1].append(stretch)
        else:
            levels.append((stretch[0], [stretch]))
    whole: list[Stretch] = []
    for _, pieces in levels:
        pieces.sort(key=lambda piece: piece[1])
        position, start, end = pieces[0]
        for _, piece_start, piece_end in pieces[1:]:
            if piece_start <= end + _DASH_GAP_MAX:
                end = max(end, piece_end)
            else:
                whole.append((position, start, end))
                start, end = piece_start, piece_end
        whole.append((position, start, end))
    return [stretch for stretch in whole if stretch[2] - stretch[1] >= _LENGTH_MIN]


def _connected(
    horizontal: list[Stretch], vertical: list[Stretch], tolerance: float
) -> list[tuple[list[Stretch], list[Stretch]]]:
    """Groups of rulings that touch or cross."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    by_x = sorted(range(len(vertical)), key=lambda index: vertical[index][0])
    xs = [vertical[index][0] for index in by_x]
    for number, (y, x0, x1) in enumerate(horizontal):
        for at in range(bisect_right(xs, x0 - tolerance), bisect_right(xs, x1 + tolerance)):
            _, y0, y1 = vertical[by_x[at]]
            if y0 - tolerance <= y <= y1 + tolerance:
                parent[root(number)] = root(len(horizontal) + by_x[at])
    groups: dict[int, tuple[list[Stretch], list[Stretch]]] = defaultdict(lambda: ([], []))
    for number, stretch in enumerate(horizontal):
        groups[root(number)][0].append(stretch)
    for number, stretch in enumerate(vertical):
        groups[root(len(horizontal) + number)][1].append(stretch)
    return list(groups.values())


def _alongside(loose: list[Stretch], columns: list[Stretch], reach: float) -> list[Stretch]:
    """Vertical rulings that touch nothing but run along the whole table.

    They are the sides of a merged cell that began on the page before and ends on the next.
    """
    top, bottom = min(column[1] for column in columns), max(column[2] for column in columns)
    return [column for column in loose if abs(column[1] - top) <= reach and abs(column[2] - bottom) <= reach]


def _grid(rows: list[Stretch], columns: list[Stretch], tolerance: float) -> Grid | None:
    left, right = min(row[1] for row in rows), max(row[2] for row in rows)
    top, bottom = min(column[1] for column in columns), max(column[2] for column in columns)
    if right - left < _SIDE_MIN or bottom - top < _SIDE_MIN / 2:
        return None
    reach = 2 * tolerance
    open_top, open_bottom = _ends_loose(columns, rows, reach)
    rows = rows + _closing(columns, top, bottom, open_top, open_bottom)
    loose_left, loose_right = _ends_loose(rows, columns, reach)
    columns = columns + _closing(rows, left, right, loose_left, loose_right)
    ys, xs = _positions(rows, tolerance), _positions(columns, tolerance)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls_across = _walls(rows, ys, xs, tolerance)
    walls_down = _walls(columns, xs, ys, tolerance)
    regions = _regions(walls_across, walls_down, len(ys) - 1, len(xs) - 1)
    regions.sort(key=lambda region: (region.row, region.column))
    grid = _compacted(xs, ys, regions, open_top, open_bottom)
    for number, region in enumerate(regions):
        if region.column == 0 and not any(walls_down[0][region.row : region.row + region.row_span]):
            grid.undrawn.add(number)
        across = slice(region.column, region.column + region.column_span)
        if region.row == 0 and not any(walls_across[0][across]):
            grid.open_above.add(number)
        if region.row + region.row_span == len(ys) - 1 and not any(walls_across[-1][across]):
            grid.open_below.add(number)
    return grid


def _ends_loose(stretches: list[Stretch], closing: list[Stretch], reach: float) -> tuple[bool, bool]:
    """Whether at least two of the stretches reach beyond the first and beyond the last line that could close them."""
    first, last = min(line[0] for line in closing), max(line[0] for line in closing)
    before = sum(stretch[1] < first - reach for stretch in stretches)
    behind = sum(stretch[2] > last + reach for stretch in stretches)
    return before >= 2, behind >= 2


def _closing(stretches: list[Stretch], first: float, last: float, at_first: bool, at_last: bool) -> list[Stretch]:
    """The rulings that nobody drew: at the ends of stretches that run into the open."""
    closing = []
    for wanted, at, end in ((at_first, first, 1), (at_last, last, 2)):
        if wanted:
            reaching = [stretch[0] for stretch in stretches if abs(stretch[end] - at) <= _SIDE_MIN / 2]
            if len(reaching) >= 2:
                closing.append((at, min(reaching), max(reaching)))
    return closing


def _positions(stretches: list[Stretch], tolerance: float) -> list[float]:
    """Where the lines are, each double ruling once."""
    groups: list[list[float]] = []
    for position in sorted(stretch[0] for stretch in stretches):
        if groups and position - groups[-1][0] <= tolerance:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _walls(stretches: list[Stretch], lines: list[float], marks: list[float], tolerance: float) -> list[list[bool]]:
    """For each line, whether a ruling stands on it between each two neighbouring marks."""
    drawn: list[list[tuple[float, float]]] = [[] for _ in lines]
    for position, start, end in stretches:
        nearest = min(range(len(lines)), key=lambda index: abs(lines[index] - position))
        drawn[nearest].append((start, end))
    walls = []
    for pieces in drawn:
        pieces.sort()
        walls.append([_covers(pieces, a, b, tolerance) for a, b in pairwise(marks)])
    return walls


def _covers(pieces: list[tuple[float, float]], start: float, end: float, tolerance: float) -> bool:
    """Whether the pieces cover the stretch but for its ends. An underlined word does not reach the cell's edges."""
    missing, at = 0.0, start
    for piece_start, piece_end in pieces:
        if piece_end <= at:
            continue
        if piece_start >= end:
            break
        missing += max(0.0, piece_start - at)
        at = max(at, piece_end)
    missing += max(0.0, end - at)
    return missing <= min(1.4 * tolerance, 0.3 * (end - start))


def _regions(across: list[list[bool]], down: list[list[bool]], row_count: int, column_count: int) -> list[Region]:
    """Cells of the finest grid joined where no wall parts them."""
    parent = list(range(row_count * column_count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(row_count):
        for column in range(column_count):
            index = row * column_count + column
            if column + 1 < column_count and not down[column + 1][row]:
                parent[root(index + 1)] = root(index)
            if row + 1 < row_count and not across[row + 1][column]:
                parent[root(index + column_count)] = root(index)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(row_count):
        for column in range(column_count):
            members[root(row * column_count + column)].append((row, column))
    regions: list[Region] = []
    for places in members.values():
        regions += _rectangles(places)
    return regions


def _rectangles(places: list[tuple[int, int]]) -> list[Region]:
    """One region when the places fill a rectangle, else one for each run of equal rows."""
    rows, columns = [place[0] for place in places], [place[1] for place in places]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(places):
        return [Region(min(rows), min(columns), height, width)]
    regions: list[Region] = []
    by_row: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        by_row[row].append(column)
    for row in sorted(by_row):
        for column, length in _runs_of(sorted(by_row[row])):
            above = next(
                (
                    region
                    for region in regions
                    if (region.column, region.column_span, region.row + region.row_span) == (column, length, row)
                ),
                None,
            )
            if above is not None:
                regions.remove(above)
                regions.append(Region(above.row, column, above.row_span + 1, length))
            else:
                regions.append(Region(row, column, 1, length))
    return regions


def _runs_of(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][0] + runs[-1][1] == number:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def _compacted(xs: list[float], ys: list[float], regions: list[Region], open_top: bool, open_bottom: bool) -> Grid:
    """The grid without lines at which no cell begins; the regions keep their order."""
    used_rows = sorted({region.row for region in regions})
    used_columns = sorted({region.column for region in regions})
    row_of = {old: new for new, old in enumerate(used_rows)}
    column_of = {old: new for new, old in enumerate(used_columns)}
    kept_ys = [ys[row] for row in used_rows] + [ys[-1]]
    kept_xs = [xs[column] for column in used_columns] + [xs[-1]]
    compact = []
    for region in regions:
        rows = sum(region.row <= row < region.row + region.row_span for row in used_rows)
        columns = sum(region.column <= column < region.column + region.column_span for column in used_columns)
        compact.append(Region(row_of[region.row], column_of[region.column], rows, columns))
    owners = [[0] * len(used_columns) for _ in used_rows]
    for number, region in enumerate(compact):
        for row in range(region.row, region.row + region.row_span):
            for column in range(region.column, region.column + region.column_span):
                owners[row][column] = number
    return Grid(kept_xs, kept_ys, compact, open_top, open_bottom, owners)
