"""Tables without rulings: columns from strips that stay blank, rows from the lines that fill most columns.

Told from prose by being strict: at least three columns that keep apart over at least three rows, most places filled,
and no run of "label：value" pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

from jixiao.documents.readers.pdf.cells import cell_text
from jixiao.documents.readers.pdf.page_parts import Table, TableCell
from jixiao.documents.readers.pdf.runs import Line, Run, SpacingHabit, lines_of

_SEGMENT_GAP = 0.7  # of the type size: parts of a line this far apart may stand in two columns
_GUTTER_MIN = 0.35  # of the type size: how much of the blank strip must stay blank
_COLUMNS_MIN, _ROWS_MIN = 3, 3
_LINE_DISTANCE_MAX = 4.0  # type sizes: a wider blank ends the table
_FILLED_MIN = 0.5  # of the columns usually filled: a line that fills as many begins a row
_PLACES_FILLED_MIN = 0.6  # of the places of all rows
_LABELS_MAX = 0.3  # of the places that end in a colon
_BESIDE = 0.15  # of the type size: lines that overlap by more stand beside each other
_FULL = 1.3  # type sizes: less room than this at its end, and a line of a cell is full
_SAME_CELL = 1.25  # of the usual distance of lines: a wider distance parts two cells of a column
_NOTES = ("注", "备注", "说明")


@dataclass(slots=True)
class _Band:
    """Lines that stand beside each other: one line, or the lines of cells centred on each other."""

    lines: list[Line]

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def runs(self) -> list[Run]:
        return [run for line in self.lines for run in line.runs if run.text.strip()]


@dataclass(slots=True)
class _Candidate:
    """Bands that share blank strips between columns."""

    bands: list[_Band]
    gutters: list[tuple[float, float]]


def find_tables(lines: Sequence[Line], page: int, habit: SpacingHabit) -> tuple[list[Table], list[Line]]:
    """The tables among the lines outside ruled tables, and the lines that are in none."""
    bands = _bands(lines)
    tables: list[Table] = []
    left: list[Line] = []
    at = 0
    while at < len(bands):
        candidate = _candidate(bands, at)
        table = _table(candidate, page, habit) if candidate else None
        if table is None or candidate is None:
            left += bands[at].lines
            at += 1
        else:
            tables.append(table)
            at += len(candidate.bands)
    return tables, left


def _bands(lines: Sequence[Line]) -> list[_Band]:
    bands: list[_Band] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if bands and line.top < bands[-1].bottom - _BESIDE * line.size:
            bands[-1].lines.append(line)
        else:
            bands.append(_Band([line]))
    return bands


def _candidate(bands: Sequence[_Band], start: int) -> _Candidate | None:
    """The longest run of bands from ``start`` whose columns keep apart."""
    size = median(line.size for line in bands[start].lines)
    gutters = _gaps(bands[start], size)
    if len(gutters) < _COLUMNS_MIN - 1:
        return None
    taken = [bands[start]]
    for band in bands[start + 1 :]:
        if band.top - taken[-1].bottom > _LINE_DISTANCE_MAX * size:
            break
        narrowed = _narrowed(gutters, band, size)
        if narrowed is None:
            break
        gutters = narrowed
        taken.append(band)
    return _Candidate(taken, gutters)


def _gaps(band: _Band, size: float) -> list[tuple[float, float]]:
    """The blank strips between the parts of a band."""
    runs = sorted(band.runs, key=lambda run: run.left)
    gaps: list[tuple[float, float]] = []
    end = runs[0].right
    for run in runs[1:]:
        if run.left - end > _SEGMENT_GAP * size:
            gaps.append((end, run.left))
        end = max(end, run.right)
    return gaps


def _narrowed(gutters: Sequence[tuple[float, float]], band: _Band, size: float) -> list[tuple[float, float]] | None:
    """What stays blank of each strip; None when the band's text crosses one."""
    left = []
    for start, end in gutters:
        for run in band.runs:
            if run.left < end and run.right > start:
                if run.left <= start and run.right >= end:
                    return None
                # Text reaches into the strip from the side on which most of it stands.
                if (run.left + run.right) / 2 < (start + end) / 2:
                    start = max(start, run.right)
                else:
                    end = min(end, run.left)
        if end - start < _GUTTER_MIN * size:
            return None
        left.append((start, end))
    return left


def _table(candidate: _Candidate, page: int, habit: SpacingHabit) -> Table | None:
    edges = [(start + end) / 2 for start, end in candidate.gutters]
    count = len(edges) + 1
    placed = [_by_column(band, edges) for band in candidate.bands]
    filled = [sum(bool(runs) for runs in row) for row in placed]
    usual = sorted(filled)[len(filled) * 3 // 4]
    anchors = [
        at
        for at, number in enumerate(filled)
        if number >= max(2, _FILLED_MIN * usual) and not (at and _goes_on(placed, at))
    ]
    if len(anchors) < _ROWS_MIN or usual < _COLUMNS_MIN or not _looks_like_table(placed, anchors, count, habit):
        return None
    end = _end(candidate.bands, placed, anchors[-1])
    del candidate.bands[end:], placed[end:]
    rows = _rows(candidate.bands, placed, anchors, count)
    runs = [run for band in candidate.bands for run in band.runs]
    xs = [min(run.left for run in runs), *edges, max(run.right for run in runs)]
    cells = []
    for number, row in enumerate(rows):
        for column, parts in enumerate(row):
            text = cell_text(lines_of(parts), xs[column + 1], habit)
            cells.append(TableCell(text, number, column, 1, 1, page))
    top, bottom = candidate.bands[0].top, candidate.bands[-1].bottom
    return Table(xs, cells, len(rows), top, bottom, page, page, ruled=False)


def _by_column(band: _Band, edges: Sequence[float]) -> list[list[Run]]:
    columns: list[list[Run]] = [[] for _ in range(len(edges) + 1)]
    for run in band.runs:
        columns[sum((run.left + run.right) / 2 > edge for edge in edges)].append(run)
    return columns


def _goes_on(placed: Sequence[list[list[Run]]], at: int) -> bool:
    """Whether every text of a line continues a full one above it: the second line of cells that wrap."""
    above, here = placed[at - 1], placed[at]
    if sum(map(bool, here)) >= sum(map(bool, above)):
        return False
    for column, runs in enumerate(here):
        if runs:
            reach = max(run.right for row in placed for run in row[column])
            if not above[column] or reach - max(run.right for run in above[column]) > _FULL * runs[0].size:
                return False
    return True


def _end(bands: Sequence[_Band], placed: Sequence[list[list[Run]]], last: int) -> int:
    """Where the table ends: behind the last row and the lines that its cells still need. A note below is none."""
    distance = _line_distance(placed, len(placed[0]))
    end = last + 1
    while end < len(bands) and bands[end].bottom - bands[end - 1].bottom <= _SAME_CELL * distance:
        if bands[end].runs[0].text.startswith(_NOTES):
            break
        end += 1
    return end


def _looks_like_table(
    placed: Sequence[list[list[Run]]], anchors: Sequence[int], count: int, habit: SpacingHabit
) -> bool:
    """Whether enough places are filled, each column more than once, and they are no pairs of label and value."""
    full = labels = 0
    for column in range(count):
        in_column = [placed[at][column] for at in anchors if placed[at][column]]
        if len(in_column) < 2:
            return False
        full += len(in_column)
        labels += sum(runs[-1].text.rstrip().endswith(("：", ":")) for runs in in_column)
    return full >= _PLACES_FILLED_MIN * count * len(anchors) and labels <= _LABELS_MAX * full


def _rows(
    bands: Sequence[_Band], placed: Sequence[list[list[Run]]], anchors: Sequence[int], count: int
) -> list[list[list[Run]]]:
    """The runs by row and column. Lines that fill few columns go with the row whose cell they continue."""
    rows: list[list[list[Run]]] = [[[] for _ in range(count)] for _ in anchors]
    row_of = {at: number for number, at in enumerate(anchors)}
    middles = [(bands[at].top + bands[at].bottom) / 2 for at in anchors]
    distance = _line_distance(placed, count)
    for column in range(count):
        for chunk in _chunks(placed, column, distance):
            inside = [at for at, _ in chunk if at in row_of]
            middle = (chunk[0][1].middle + chunk[-1][1].middle) / 2
            nearest = middles.index(min(middles, key=partial(_distance, middle)))
            for at, run in chunk:
                before = [anchor for anchor in inside if anchor <= at]
                number = row_of[before[-1] if before else inside[0]] if inside else nearest
                rows[number][column].append(run)
    return rows


def _distance(a: float, b: float) -> float:
    return abs(a - b)


def _line_distance(placed: Sequence[list[list[Run]]], count: int) -> float:
    """The usual distance between the lines of one cell: the smallest met, but for one in ten."""
    distances = []
    size = median(run.size for row in placed for runs in row for run in runs)
    for column in range(count):
        baselines = sorted(run.baseline for row in placed for run in row[column])
        distances += [b - a for a, b in pairwise(baselines) if b - a > 0.5 * size]
    return sorted(distances)[len(distances) // 10] if distances else 0.0


def _chunks(placed: Sequence[list[list[Run]]], column: int, distance: float) -> list[list[tuple[int, Run]]]:
    """The runs of a column, parted where a blank is wider than between the lines of a cell."""
    runs = sorted(
        ((at, run) for at, row in enumerate(placed) for run in row[column]), key=lambda item: item[1].baseline
    )
    chunks: list[list[tuple[int, Run]]] = []
    for at, run in runs:
        if chunks and run.baseline - chunks[-1][-1][1].baseline <= _SAME_CELL * distance:
            chunks[-1].append((at, run))
        else:
            chunks.append([(at, run)])
    return chunks
