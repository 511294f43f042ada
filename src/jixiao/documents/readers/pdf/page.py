"""One page → its tables and the lines around them, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from jixiao.documents.readers.pdf.borderless import find_tables
from jixiao.documents.readers.pdf.cells import cell_text
from jixiao.documents.readers.pdf.grids import Grid, find_grids
from jixiao.documents.readers.pdf.page_parts import PageLayout, Table, TableCell, TextLine
from jixiao.documents.readers.pdf.pdfium import PageContent
from jixiao.documents.readers.pdf.runs import Line, Run, SpacingHabit, lines_of, page_runs, spacing_habit

_TOLERANCE_MAX, _TOLERANCE_MIN = 3.0, 1.0  # points: how close two rulings are one
_TOLERANCE_OF_TYPE = 0.35
_EDGE_ROWS = 3  # rows at the top of a table, where a repeated header stands
_ROOM_BELOW = 4.0  # type sizes: less room than two lines (kept together) and the margin, and the text fills the cell


def lay_out(content: PageContent) -> PageLayout:
    """The tables and lines of a page."""
    runs = page_runs(content.glyphs)
    habit = spacing_habit(runs)
    size = median(run.size for run in runs) if runs else 10.0
    tolerance = min(_TOLERANCE_MAX, max(_TOLERANCE_MIN, _TOLERANCE_OF_TYPE * size))
    grids = [grid for grid in find_grids(content.rulings, tolerance) if len(grid.regions) > 1]
    inside, outside = _sorted_into(grids, runs)
    if grids:
        outside = _seen(outside, content)
    elements: list[Table | TextLine] = []
    for grid, texts in zip(grids, inside, strict=True):
        for number, region in enumerate(grid.regions):
            if number in texts and (region.row < _EDGE_ROWS or region.row + region.row_span >= len(grid.ys) - 1):
                texts[number] = _seen(texts[number], content)
        if any(texts.values()):
            elements.append(_table(grid, texts, content.number, habit))
    aligned, lines = find_tables(lines_of(outside), content.number, habit)
    elements += aligned
    for line in lines:
        elements.append(_text_line(line, content.number, habit))
    elements.sort(key=lambda element: element.top)
    return PageLayout(content.number, content.width, content.height, elements)


def _seen(runs: list[Run], content: PageContent) -> list[Run]:
    """The runs that are not clipped away. Asking is slow: only those outside tables and at their edges are asked."""
    return [run for run in runs if not content.clipping.hides(content.glyphs.index[run.order])]


def _text_line(line: Line, page: int, habit: SpacingHabit) -> TextLine:
    return TextLine(line.text(habit, in_cell=False).strip(" "), page, line.top, line.bottom, line.left, line.right)


def _sorted_into(grids: Sequence[Grid], runs: Sequence[Run]) -> tuple[list[dict[int, list[Run]]], list[Run]]:
    """Runs by grid and region, and those outside all grids. A table inside a cell takes its runs first."""
    inside: list[dict[int, list[Run]]] = [{} for _ in grids]
    order = sorted(range(len(grids)), key=lambda index: _area(grids[index]))
    outside: list[Run] = []
    for run in runs:
        for index in order:
            grid = grids[index]
            if grid.ys[0] <= run.middle <= grid.ys[-1] and run.right > grid.xs[0] and run.left < grid.xs[-1]:
                placed = _pieces(grid, run)
                if placed:
                    for region, piece in placed:
                        inside[index].setdefault(region, []).append(piece)
                    break
        else:
            outside.append(run)
    return inside, outside


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _pieces(grid: Grid, run: Run) -> list[tuple[int, Run]]:
    """The run in its cell; in several when an edge passes between two of its characters."""
    middle = run.middle
    first = grid.place((run.starts[0] + run.ends[0]) / 2, middle)
    last = grid.place((run.starts[-1] + run.ends[-1]) / 2, middle)
    if first == last:
        return [] if first is None else [(first, run)]
    slack = 0.04 * run.size
    for edge in grid.xs:
        if run.left < edge < run.right:
            for index in range(1, len(run.text)):
                end, start = run.ends[index - 1], run.starts[index]
                if end - slack <= edge <= start + slack and start - end > slack / 2:
                    before, after = run.split(index)
                    if grid.place(end, middle) != grid.place(start, middle):
                        return _pieces(grid, before) + _pieces(grid, after)
                elif run.starts[index - 1] < edge - slack and edge <= start < min(end - slack, edge + 0.3 * run.size):
                    # A wide character that fills its cell to the edge reaches under the first one of the next cell.
                    before, after = run.split(index)
                    if grid.place(run.starts[index - 1], middle) != grid.place(start + slack, middle):
                        return _pieces(grid, before) + _pieces(grid, after)
    # It spills over the edge: the cell that holds most of it has it.
    shares: dict[int | None, float] = {}
    for start, end in zip(run.starts, run.ends, strict=True):
        owner = grid.place((start + end) / 2, middle)
        shares[owner] = shares.get(owner, 0.0) + end - start + 0.01
    owner = max(shares, key=lambda place: shares[place])
    return [] if owner is None else [(owner, run)]


def _table(grid: Grid, texts: dict[int, list[Run]], page: int, habit: SpacingHabit) -> Table:
    cells = []
    for number, region in enumerate(grid.regions):
        cell = TableCell("", region.row, region.column, region.row_span, region.column_span, page)
        cell.open_top, cell.open_bottom = number in grid.open_above, number in grid.open_below
        runs = texts.get(number)
        if runs:
            left, top, right, bottom = grid.box(region)
            lines = lines_of(runs)
            cell.text = cell_text(lines, right, habit)
            if lines:
                size = lines[-1].size
                cell.last_line_full = (right - left) - (lines[-1].right - lines[-1].left) < 2.4 * size
                cell.reaches_bottom = bottom - lines[-1].bottom < _ROOM_BELOW * size
                cell.starts_at_top = lines[0].top - top < 0.9 * size
        cells.append(cell)
    cells = _level_cells_whole(cells, grid)
    return Table(grid.xs, cells, len(grid.ys) - 1, grid.ys[0], grid.ys[-1], page, page, grid.open_top, grid.open_bottom)


def _level_cells_whole(cells: list[TableCell], grid: Grid) -> list[TableCell]:
    """Merged level cells down to their last row.

    LibreOffice now and then draws them too short: at the rows that are left neither the table's left edge nor anything
    else is ruled, and no text stands there.
    """
    gone: set[int] = set()
    for number in sorted(grid.undrawn):
        rest = cells[number]
        above = [
            cell
            for cell in cells
            if cell.row + cell.row_span == rest.row and cell.column + cell.column_span <= rest.column_span
        ]
        if not rest.text and sum(cell.column_span for cell in above) == rest.column_span:
            gone.add(number)
            for cell in above:
                cell.row_span += rest.row_span
    return [cell for number, cell in enumerate(cells) if number not in gone]
