"""Where one form ends and the next begins: titles, 项目名称, and the headings of indicator tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.documents.forms.headings import Heading, find_heading
from jixiao.documents.forms.lines import labelled_parts
from jixiao.documents.forms.rows import Row
from jixiao.documents.forms.text import fold, is_above_a_title, label_of
from jixiao.parameters.forms import FormLabels

#: A form without a title begins at most so many short lines above its table.
_LINES_ABOVE = 6
_SHORT_LINE = 60
#: A title belongs to a table at most so many rows below it.
_ROWS_UNDER_TITLE = 400


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one form: its head, its headings (more than one where the table goes on), and its end."""

    start: int
    headings: tuple[Heading, ...]
    end: int


def segments(rows: Sequence[Row], words: FormLabels) -> list[Segment]:
    """Every run of rows that belongs to one form; a segment without headings looks like a form but has no table."""
    headings = _headings(rows, words)
    starts = [n for n in range(len(rows)) if _is_title(rows[n], words) or _names_a_project(rows[n], words)]
    found: list[Segment] = []
    position = 0
    for number, heading in enumerate(headings):
        after = headings[number + 1].row if number + 1 < len(headings) else len(rows)
        if found and found[-1].end > heading.row:
            continue
        begin = _begin(rows, position, heading.row, starts, words)
        found += _without_table(rows, position, begin, starts, words)
        group, end = [heading], after
        for further in headings[number + 1 :]:
            boundary = _boundary(rows, _after(group[-1]), further.row, starts, begin, words)
            if boundary is not None:
                end = boundary
                break
            group.append(further)
            end = len(rows)
        else:
            end = len(rows)
            tail = _boundary(rows, _after(group[-1]), len(rows), starts, begin, words)
            end = tail if tail is not None else end
        found.append(Segment(begin, tuple(group), end))
        position = end
    found += _without_table(rows, position, len(rows), starts, words)
    return found


def _headings(rows: Sequence[Row], words: FormLabels) -> list[Heading]:
    found: list[Heading] = []
    index = 0
    while index < len(rows):
        heading = find_heading(rows, index, words)
        if heading is not None:
            found.append(heading)
            index = _after(heading)
        else:
            index += 1
    return found


def _after(heading: Heading) -> int:
    return heading.row + heading.height


def _is_title(row: Row, words: FormLabels) -> bool:
    span = row.alone
    return span is not None and len(span.text) < 90 and words.titles.fullmatch(fold(span.text)) is not None


def _names_a_project(row: Row, words: FormLabels) -> bool:
    """The row in which a form names its project: 项目名称 with its value, in a table or on a line."""
    for span in row.written[:2]:
        if "名" not in span.text or len(span.text) > 200:
            continue
        if words.head.role(label_of(span.text)) == "project_name":
            return len(row.written) <= 6
        for label, _ in labelled_parts(span.text, lambda text: words.head.role(text) is not None):
            if words.head.role(label_of(label)) == "project_name":
                return True
    return False


def _begin(rows: Sequence[Row], low: int, heading: int, starts: Sequence[int], words: FormLabels) -> int:
    """The first row of the form whose heading is at ``heading``: its last title, or short lines above."""
    inside = [n for n in starts if low <= n < heading and heading - n <= _ROWS_UNDER_TITLE]
    projects = [n for n in inside if not _is_title(rows[n], words)]
    # Titles after the project's name are titles of parts of the same form; earlier projects belong to other forms.
    first_project = projects[-1] if projects else heading
    before = [n for n in inside if n <= first_project and n not in projects]
    if before:
        begin = before[-1]
        while begin - 1 in before:
            begin -= 1
        return _over_unit_lines(rows, low, begin)
    return _short_lines_above(rows, low, _table_start(rows, low, min(first_project, heading)), words)


def _over_unit_lines(rows: Sequence[Row], low: int, begin: int) -> int:
    """Back over what is printed above a title: 附表2, 公开14表, 单位：万元 (alone or beside each other)."""
    first = begin
    for index in range(begin - 1, max(low, begin - _LINES_ABOVE) - 1, -1):
        texts = [span.text for span in rows[index].written]
        if not all(is_above_a_title(text) for text in texts):
            break
        first = index if texts else first
    return first


def _table_start(rows: Sequence[Row], low: int, index: int) -> int:
    table = rows[index].table
    while index > low and rows[index - 1].table == table and not rows[index - 1].is_line:
        index -= 1
    return index


def _short_lines_above(rows: Sequence[Row], low: int, index: int, words: FormLabels) -> int:
    begin = index
    while begin > low and index - begin < _LINES_ABOVE and rows[begin - 1].is_line:
        if len(fold(rows[begin - 1].spans[0].text)) > _SHORT_LINE:
            break
        begin -= 1
    return begin


def _boundary(
    rows: Sequence[Row], low: int, high: int, starts: Sequence[int], begin: int, words: FormLabels
) -> int | None:
    """The row between two headings where another form begins, or None when the table only goes on."""
    between = [n for n in starts if low <= n < high]
    for n in between:
        if not _is_title(rows[n], words):
            return _back_to_head(rows, low, n, words)
        if _same_title(rows, n, begin) and not any(m > n and not _is_title(rows[m], words) for m in between):
            continue  # a page heading printed again
        return n
    return None


def _same_title(rows: Sequence[Row], one: int, other: int) -> bool:
    first, second = rows[one].alone, rows[other].alone
    return first is not None and second is not None and fold(first.text) == fold(second.text)


def _back_to_head(rows: Sequence[Row], low: int, index: int, words: FormLabels) -> int:
    """Back over the rows of a head that stand before 项目名称: 单位名称, 年度, 附件, the unit line."""
    while index - 1 >= low:
        written = rows[index - 1].written
        if not written:
            index -= 1
            continue
        label = label_of(written[0].text.split("：")[0].split(":")[0])
        same = words.head.role(label) in ("unit", "supervising_department", "year", "central_department")
        if not same and not fold(written[0].text).startswith(("附件", "附表", "表")):
            break
        index -= 1
    return index


def _without_table(rows: Sequence[Row], low: int, high: int, starts: Sequence[int], words: FormLabels) -> list[Segment]:
    """Titles that have table rows under them before the next form begins, and yet no heading."""
    titles = [n for n in starts if low <= n < high and _is_title(rows[n], words)]
    found = []
    for number, start in enumerate(titles):
        end = titles[number + 1] if number + 1 < len(titles) else high
        if any(not row.is_line and len(row.written) > 1 for row in rows[start + 1 : end]):
            found.append(Segment(start, (), end))
    return found
