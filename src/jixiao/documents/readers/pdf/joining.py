"""Two parts of a table on successive pages: whether they are one, and how they are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from jixiao.documents.readers.pdf.page_parts import PageLayout, Table, TableCell

_EDGE = 4.0  # points: how far the same edge may lie apart on two pages
_ALIGNED = 16.0  # points: the same for columns of aligned text
_SHARED_EDGES_MIN = 0.5
_BREAK_ABOVE = 0.5  # of the page's height: a table that ends higher was not cut by the page break
_BREAK_BELOW = 0.4
_HEADER_ROWS_MAX = 6
_ROWS_COMPARED = 8
_WORD_MAX = 6  # characters of a word or value, as against the beginning of a sentence
_ENDED_MIN = 3  # cells of a cut row that are already finished for each one that goes on
#: How the text of a new row begins where its other places are still to be filled in.
_BEGINS = re.compile(r"指标\s*\d|…|\d+\s*[.、．]|[（(]\d|其中|★|☆|注|备注")
_NUMBER = re.compile(r"[-—]?[\d,.]+%?")


def goes_on(table: Table, following: Table, before: PageLayout, after: PageLayout) -> bool:
    """Whether ``following``, the first table of a page, continues ``table``, the last of the page before."""
    if table.ruled != following.ruled or table.last_page != before.number:
        return False
    if abs(before.width - after.width) > _EDGE:
        return False
    if not table.ruled:
        return len(table.xs) == len(following.xs) and all(
            abs(x - other) <= _ALIGNED for x, other in zip(table.xs[:-1], following.xs[:-1], strict=True)
        )
    outer = abs(table.xs[0] - following.xs[0]) <= _EDGE and abs(table.xs[-1] - following.xs[-1]) <= _EDGE
    if not outer or table.bottom < _BREAK_ABOVE * before.height or following.top > _BREAK_BELOW * after.height:
        return False
    inner, other = table.xs[1:-1], following.xs[1:-1]
    fewer, more = sorted((inner, other), key=len)
    shared = sum(any(abs(x - edge) <= _EDGE for edge in more) for x in fewer)
    if fewer and shared < _SHARED_EDGES_MIN * len(fewer):
        return False
    return not _begins_anew(table, following)


def _begins_anew(table: Table, following: Table) -> bool:
    """Whether the second table has the same labels in front as the first but other values: the next form.

    Rows that are wholly equal come first and may be a repeated header.
    """
    rows, others = _leading_texts(table), _leading_texts(following)
    equal = 0
    while equal < min(len(rows), len(others)) and rows[equal] == others[equal]:
        equal += 1
    labels: list[str] = []
    for row, other in zip(rows[equal:], others[equal:], strict=False):
        if row[0] != other[0] or not row[0] or len(row) != len(other):
            break
        labels.append(row[0])
    return len(set(labels)) >= 2


def _leading_texts(table: Table) -> list[list[str]]:
    """The texts of each of the first rows, from the left."""
    rows: list[list[str]] = [[] for _ in range(min(table.row_count, _ROWS_COMPARED))]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.row < len(rows):
            rows[cell.row].append(cell.text)
    return [row for row in rows if row]


def joined(table: Table, following: Table) -> None:
    """Puts ``following`` below ``table``, which becomes the whole."""
    _same_columns(table, following)
    header_rows = _repeated_header(table, following)
    cells = [cell for cell in following.cells if cell.row >= header_rows]
    for cell in cells:
        cell.row -= header_rows
    last = _ending_at(table.cells, table.row_count)
    pairs = [(_partner(cell, last), cell) for cell in cells if cell.row == 0]
    cut = _row_was_cut(pairs, table.open_bottom and (following.open_top or header_rows > 0))
    offset = table.row_count - 1 if cut else table.row_count
    merging = {cell.column for cell in table.cells if cell.row_span > 1}
    absorbed = _absorbed(pairs, cut, merging)
    for cell in cells:
        cell.row += offset
        if id(cell) not in absorbed:
            table.cells.append(cell)
    table.row_count = max(offset + following.row_count - header_rows, table.row_count)
    table.last_page, table.bottom, table.open_bottom = following.last_page, following.bottom, following.open_bottom


def _same_columns(table: Table, following: Table) -> None:
    """Gives both tables the edges of either; those of aligned text are not exact and stay the first part's."""
    if not table.ruled:
        following.xs = table.xs
        return
    edges = list(table.xs)
    for x in following.xs:
        if all(abs(x - edge) > _EDGE for edge in edges):
            edges.append(x)
    edges.sort()
    for part in (table, following):
        place = [_nearest(edges, x) for x in part.xs]
        for cell in part.cells:
            start, end = place[cell.column], place[cell.column + cell.column_span]
            cell.column, cell.column_span = start, max(end - start, 1)
        part.xs = edges


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


def _repeated_header(table: Table, following: Table) -> int:
    """How many rows at the top of the second part repeat rows of the first."""
    rows, others = _row_marks(table), _row_marks(following)
    best = 0
    for start in range(len(rows)):
        count = 0
        while (
            count < min(len(others), _HEADER_ROWS_MAX)
            and start + count < len(rows)
            and rows[start + count] == others[count]
            and (start == 0 or _is_title_row(others[count]))
        ):
            count += 1
        # A header is closed: no cell of it reaches into the rows below.
        while count and any(cell.row < count < cell.row + cell.row_span for cell in following.cells):
            count -= 1
        if sum(len(row) for row in others[:count]) >= 2 and any(text for row in others[:count] for text, *_ in row):
            best = max(best, count)
    return best if best < following.row_count else 0


def _row_marks(table: Table) -> list[tuple[tuple[str, int, int, int], ...]]:
    """What stands in each row, so that rows can be compared: text, column and spans of the cells that begin in it."""
    rows: list[list[tuple[str, int, int, int]]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        text = re.sub(r"\s", "", cell.text)
        rows[cell.row].append((text, cell.column, cell.column_span, cell.row_span))
    return [tuple(sorted(row, key=lambda mark: mark[1])) for row in rows]


def _is_title_row(row: Sequence[tuple[str, int, int, int]]) -> bool:
    """Whether a row holds column titles: several, all filled, none with a number."""
    texts = [mark[0] for mark in row]
    return len(texts) >= 3 and all(texts) and not any(re.search(r"\d", text) for text in texts)


def _ending_at(cells: Sequence[TableCell], row: int) -> dict[tuple[int, int], TableCell]:
    return {(cell.column, cell.column_span): cell for cell in cells if cell.row + cell.row_span == row}


def _partner(cell: TableCell, last: dict[tuple[int, int], TableCell]) -> TableCell | None:
    return last.get((cell.column, cell.column_span))


def _row_was_cut(pairs: Sequence[tuple[TableCell | None, TableCell]], left_open: bool) -> bool:
    """Whether the first row of the second part is the rest of the last row of the first."""
    if not pairs or any(above is None for above, _ in pairs):
        return False
    whole = [(above, below) for above, below in pairs if above is not None]
    if left_open:
        return True
    single = [(above, below) for above, below in whole if above.row_span == 1 or below.row_span == 1]
    went_on = [(above, below) for above, below in single if above.text and below.text]
    ended = [above for above, below in single if above.text and not below.text]
    if any(below.text and not above.text for above, below in single) or not went_on or not ended:
        return False
    if any(_NUMBER.fullmatch(above.text) and _NUMBER.fullmatch(below.text) for above, below in went_on):
        return False
    if not all(above.reaches_bottom for above, _ in went_on) or not any(below.starts_at_top for _, below in went_on):
        return False
    if any(_BEGINS.match(below.text) or _is_complete(above) for above, below in went_on):
        return False
    if any(above.last_line_full for above, _ in went_on) or len(ended) >= _ENDED_MIN * len(went_on):
        return True
    # A narrative beside its label, cut between two paragraphs.
    return len(went_on) == 1 and went_on[0][0].text.count("\n") >= 2


def _is_complete(cell: TableCell) -> bool:
    """A word on one line with room behind it (质量指标, 分值): no break went through such a cell."""
    return not cell.last_line_full and len(cell.text) <= _WORD_MAX and "\n" not in cell.text


def _absorbed(pairs: Sequence[tuple[TableCell | None, TableCell]], cut: bool, merging: Set[int]) -> set[int]:
    """Joins cells over the page break and names those of the second part that are gone.

    ``merging``: the columns in which cells are merged downwards.
    """
    gone: set[int] = set()
    leading = True
    for above, below in sorted(pairs, key=lambda pair: pair[1].column):
        if above is None:
            leading = leading and not below.text
            continue
        if cut:
            above.text = "\n".join(text for text in (above.text, below.text) if text)
            above.row_span += below.row_span - 1
        elif _is_one_level(above, below, leading, below.column in merging):
            above.text = above.text or below.text
            above.row_span += below.row_span
        else:
            leading = leading and not below.text
            continue
        above.last_line_full, above.open_bottom = below.last_line_full, below.open_bottom
        above.reaches_bottom, above.starts_at_top = below.reaches_bottom, below.starts_at_top
        gone.add(id(below))
    return gone


def _is_one_level(above: TableCell, below: TableCell, leading: bool, merging: bool) -> bool:
    """Whether two cells are a merged level cell (一级指标) that the page break went through, between two whole rows.

    Its name stands on one of the pages, or on both (LibreOffice Calc). ``leading``: no filled cell stands left of it.
    """
    both = bool(above.text and below.text)
    if above.open_bottom or below.open_top:
        return not both or (above.open_bottom and below.open_top and above.text == below.text)
    if both or not (leading or below.row_span > 1):
        return False
    if above.text:
        return True
    return leading and (merging or below.row_span > 1)
