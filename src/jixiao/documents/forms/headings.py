"""The heading of an indicator table: which columns it has and what each of them states.

A heading is one to three rows. It is found by its words alone: names of levels (一级指标 …) or of the
indicator, and the column that holds the target. Cells that press a title over or beside the columns
(绩效指标) are no columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import fold, label_of, printed_label
from jixiao.parameters.forms import FormLabels

_LEVELS = frozenset({"level1", "level2", "level3"})
_TARGETS = frozenset({"target", "initial_target", "adjusted_target"})
_OF_THE_HEAD = frozenset({"project_name", "organisation", "supervising_department", "money", "narrative"})
_TALLEST = 3
_SHORT_WORD = re.compile(r"[\u4e00-\u9fff()/、]{2,10}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role (``detail`` = kept by its label), printed label, range, and the labels printed above it."""

    role: str
    label: str
    start: int
    end: int
    above: tuple[str, ...] = ()
    term: bool = False  # belongs to the whole-term half (中期), not to the annual one
    rank: tuple[str, ...] = ()  # levels printed over the column (成本指标), where each level has columns of its own


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at ``row`` (index into the rows), ``height`` rows tall."""

    row: int
    height: int
    columns: tuple[Column, ...]
    width: int

    @property
    def parts(self) -> tuple[Heading, ...]:
        """The heading of each level that has columns of its own (成本指标, 产出指标 beside each other); else itself."""
        ranks = dict.fromkeys(column.rank for column in self.columns if column.rank)
        if not ranks:
            return (self,)
        return tuple(replace(self, columns=tuple(c for c in self.columns if c.rank in ((), rank))) for rank in ranks)

    @property
    def rank(self) -> tuple[str, ...]:
        """The levels printed over the columns of a part."""
        return next((column.rank for column in self.columns if column.rank), ())

    @property
    def roles(self) -> frozenset[str]:
        """Every role its columns play, and ``halves``, ``project``, ``weight_first`` where so."""
        found = {column.role for column in self.columns}
        if found & _TARGETS:
            found.add("target")
        if any(column.term for column in self.columns):
            found.add("halves")
        if "project_name" in found:
            found.add("project")
        weight, target = self.column("weight"), self.column("target")
        if weight is not None and target is not None and weight.start < target.start:
            found.add("weight_first")
        return frozenset(found)

    def column(self, role: str, *, term: bool = False) -> Column | None:
        """The column of a role in the annual half (or the whole-term half); shared columns belong to both."""
        having = [column for column in self.columns if column.role == role]
        return next((c for c in having if c.term is term), having[0] if having and role in _LEVELS else None)

    @property
    def first_level(self) -> int:
        """Where the indicators begin; columns left of it belong to the head."""
        return next((c.start for c in self.columns if c.role in _LEVELS or c.role == "name"), 0)

    def labels(self) -> tuple[str, ...]:
        """The printed labels in order, without section titles and numbering columns."""
        return tuple(column.label for column in self.columns if column.role not in ("section", "ignored"))


def find_heading(rows: Sequence[Row], index: int, words: FormLabels) -> Heading | None:
    """The heading that begins at row ``index``, or None."""
    if rows[index].is_line or len(rows[index].written) < 2 or not _speaks_of_indicators(rows[index], words):
        return None
    for height in range(1, _TALLEST + 1):
        if index + height > len(rows) or rows[index + height - 1].table != rows[index].table:
            return None
        columns = _columns(rows[index : index + height], words)
        if _is_heading(columns):
            height = _full_height(rows, index, height, words)
            columns = _columns(rows[index : index + height], words)
            return Heading(index, height, _settled(columns, words), rows[index].width)
        if not _leaves_room_below(rows, index + height - 1, words, top=height == 1):
            return None
    return None


def repeats(rows: Sequence[Row], index: int, heading: Heading) -> bool:
    """True when the row prints the heading's first row again (a table that goes on over a page)."""
    printed = [fold(span.text) for span in rows[index].written]
    first = [fold(span.text) for span in rows[heading.row].written]
    return printed == first or (len(printed) > 2 and printed == first[len(first) - len(printed) :])


def _speaks_of_indicators(row: Row, words: FormLabels) -> bool:
    if not any("标" in span.text or "值" in span.text for span in row.written):
        return False  # most rows of a large sheet
    roles = {words.columns.role(label_of(span.text)) for span in row.written}
    return bool(roles & (_LEVELS | _TARGETS | {"name_fallback", "operator"})) or any(
        words.sections.fullmatch(label_of(span.text)) for span in row.written
    )


def _leaves_room_below(rows: Sequence[Row], index: int, words: FormLabels, *, top: bool) -> bool:
    """Every cell of a heading's upper row is a label; a cell with any other text means the row is no heading.

    In the top row a short cell that reaches down over the rows of a heading is one too, where most others are known.
    """
    row = rows[index]
    known = [span for span in row.written if _known(label_of(span.text), words) or _reaches(rows, index, span, words)]
    others = [span for span in row.written if span not in known]
    tall = all(1 < span.cell.row_span <= _TALLEST and _SHORT_WORD.fullmatch(fold(span.text)) for span in others)
    return bool(known) and (not others or (top and tall and len(known) > len(others)))


def _reaches(rows: Sequence[Row], index: int, span: Span, words: FormLabels) -> bool:
    """A label of the head, of money or of a level that reaches down or over further heading cells.

    In a workbook without merged cells it has blanks below or behind it.
    """
    beyond = rows[index].at(span.end)
    below = rows[index + 1].at(span.start) if index + 1 < len(rows) else None
    wide = span.cell.column_span > 1 or (beyond is not None and beyond.blank)
    tall = span.cell.row_span > 1 or (below is not None and below.blank)
    label = label_of(span.text)
    over = words.levels.role(label) is not None or words.fund_sections.fullmatch(label) is not None
    head = words.head.role(label) or words.money.role(label) or words.fund_rows.role(label)
    beside = bool(head or words.other_head.fullmatch(label))
    return (over and wide) or (beside and tall)


def _known(label: str, words: FormLabels) -> bool:
    halves = words.midterm.search(label) or words.annual.search(label)
    return bool(words.columns.role(label) or words.sections.fullmatch(label) or halves)


def _is_heading(columns: Sequence[Column]) -> bool:
    roles = {column.role for column in columns}
    named = bool(roles & _LEVELS)
    valued = bool(roles & _TARGETS)
    graded = {"优", "差"} <= {label_of(column.label) for column in columns}  # 评价标准: the first grade is the target
    if named and (valued or "target_fallback" in roles or {"operator", "unit"} <= roles):
        return len(roles & _LEVELS) > 1 or valued or "name_fallback" in roles
    return "name_fallback" in roles and (valued or graded)


def _full_height(rows: Sequence[Row], index: int, height: int, words: FormLabels) -> int:
    """With the rows that merged heading cells reach down to, and the rows of sub-headings below wide ones."""
    for span in rows[index].written:
        tall = span.cell.row_span
        label = label_of(span.text)
        is_column = words.columns.role(label) is not None and not words.sections.fullmatch(label)
        if height < tall <= _TALLEST and is_column:
            height = tall
    while height < _TALLEST and index + height < len(rows) and _is_subheading(rows[index + height], rows[index], words):
        height += 1
    return height


def _is_subheading(row: Row, above: Row, words: FormLabels) -> bool:
    if row.is_line or row.table != above.table or not row.written:
        return False
    wide = _over_titles(above)
    under = [
        span
        for span in row.written
        if any(w.start <= span.start and span.end <= w.end and span.end - span.start < w.end - w.start for w in wide)
    ]
    roles = [words.columns.role(label_of(span.text)) for span in row.written]
    return len(under) == len(row.written) > 1 and all(roles) and not set(roles) <= {"name_fallback"}


def _over_titles(row: Row) -> list[Span]:
    """The cells that reach over several columns, merged or with blanks behind them as in a workbook without merges."""
    wide: list[Span] = []
    for span in row.here:
        last = wide[-1] if wide else None
        if span.blank and span.end - span.start == 1 and last is not None and last.end == span.start:
            wide[-1] = replace(last, end=span.end)
        elif not span.blank:
            wide.append(span)
    return [span for span in wide if span.end - span.start > 1]


def _columns(rows: Sequence[Row], words: FormLabels) -> list[Column]:
    """The columns below the heading rows, raw roles: the undermost text of each, with the texts above it."""
    found: list[Column] = []
    edge = 0
    while edge < rows[0].width:
        stack = [row.at(edge) for row in rows]
        ends = [span.end for span in stack if span is not None]
        end = min(ends) if ends else edge + 1
        texts: list[Span] = []
        undermost = stack[-1]
        for row, span in zip(rows, stack, strict=True):
            if span is not None and span.blank and undermost is not None and not undermost.blank:
                span = next((title for title in _over_titles(row) if title.start < edge < title.end), span)
            if span is not None and not span.blank and all(span.cell is not known.cell for known in texts):
                texts.append(span)
        if texts:
            labels = [printed_label(span.text) for span in texts]
            start = edge
            last = found[-1] if found else None
            if last is not None and _same_cells(rows, last.start, edge):
                found[-1] = replace(last, end=end)
            else:
                found.append(Column(_role(labels, words), labels[-1], start, end, tuple(labels[:-1])))
        elif found and not any(ends):
            found[-1] = replace(found[-1], end=end)
        edge = end
    return found


def _same_cells(rows: Sequence[Row], left: int, right: int) -> bool:
    for row in rows:
        one, other = row.at(left), row.at(right)
        one_cell = one.cell if one is not None and not one.blank else None
        other_cell = other.cell if other is not None and not other.blank else None
        if one_cell is not other_cell:
            return False
    return True


def _role(labels: Sequence[str], words: FormLabels) -> str:
    """The role of the undermost label, read in the light of the ones above it."""
    label, above = label_of(labels[-1]), "".join(fold(text) for text in labels[:-1])
    role = words.columns.role(label)
    if role in ("cause", "cause_note") and not ("偏差" in above or "原因" in above):
        role = "deviation" if role == "cause_note" else None
    if role == "likelihood_tick" and "可能性" not in above:
        role = None
    if role == "cause" and label.startswith("原因"):
        role = "deviation"
    if role is None:
        head = words.head.role(fold(labels[-1])) or words.head.role(label)
        if head != "project_name":
            head = words.head.role(label)
        if head in ("project_name", "unit", "supervising_department"):
            return "organisation" if head == "unit" else head
        if words.money.role(label) is not None or words.fund_rows.role(label) is not None:
            return "money"
        if words.narratives.fullmatch(label):
            return "narrative"
    return role or "unknown"


def _settled(columns: Sequence[Column], words: FormLabels) -> tuple[Column, ...]:
    """Raw roles made one column a role: sections dropped, fallbacks taken where nothing better stands, halves found."""
    ranked = _ranked(columns, words)
    ranks = dict.fromkeys(column.rank for column in ranked if column.rank)
    if not ranks:
        return _settled_part(columns, words)
    # Each level's columns are settled as if they stood alone beside the shared ones.
    parts = [_settled_part([c for c in ranked if c.rank in ((), rank)], words) for rank in ranks]
    return tuple(sorted({column.start: column for part in parts for column in part}.values(), key=lambda c: c.start))


def _ranked(columns: Sequence[Column], words: FormLabels) -> list[Column]:
    """Marks columns under names of levels, where two levels or more have a name and a target column each."""
    marked = []
    for column in columns:
        over = tuple(text for text in column.above if words.levels.role(label_of(text)) is not None)
        marked.append(replace(column, rank=over) if column.role != "unknown" else column)
    ranks = [c.rank for c in marked if c.role in _TARGETS | {"target_fallback"}]
    whole = len(set(ranks)) > 1 and all(ranks) and all(c.rank for c in marked if c.role in ("level3", "name_fallback"))
    return marked if whole else list(columns)


def _settled_part(columns: Sequence[Column], words: FormLabels) -> tuple[Column, ...]:
    settled = _halved(_sectioned(list(columns), words), words)
    has_level3 = any(column.role == "level3" for column in settled)
    result: list[Column] = []
    for column in settled:
        role = column.role
        if role == "name_fallback":
            role = "detail" if has_level3 else "level3" if _has_levels(settled) else "name"
        result.append(replace(column, role=role))
    return tuple(_single(_targets(result)))


def _has_levels(columns: Sequence[Column]) -> bool:
    return any(column.role in ("level1", "level2") for column in columns)


def _sectioned(columns: list[Column], words: FormLabels) -> list[Column]:
    """Marks section titles left of the levels; columns of the head (项目名称 …) stand only left of them too."""
    first = next((n for n, c in enumerate(columns) if c.role in _LEVELS), None)
    if first is None:
        first = next((n for n, c in enumerate(columns) if c.role == "name_fallback"), 0)
    listed = any(c.role == "project_name" for c in columns[:first])
    return [
        replace(c, role=_left_role(c, listed, words) if n < first else "unknown" if c.role in _OF_THE_HEAD else c.role)
        for n, c in enumerate(columns)
    ]


def _left_role(column: Column, listed: bool, words: FormLabels) -> str:
    """What a column left of the levels states; ``listed`` when the table lists several projects."""
    if column.role == "unit":
        return "organisation"
    if column.role in ("project_name", "organisation", "supervising_department", "money", "ignored"):
        return column.role
    label = label_of(column.label)
    if listed:
        kept = words.narratives.fullmatch(label) or words.other_head.fullmatch(label) or "目标" in label
        return "narrative" if kept else "unknown"
    if words.sections.fullmatch(label):
        return "section"
    return "narrative" if column.role == "narrative" else "unknown"


def _halved(columns: list[Column], words: FormLabels) -> list[Column]:
    """Marks the whole-term half: by its words, or as the first of two runs that print the same columns."""
    targets = [n for n, c in enumerate(columns) if c.role in ("target", "half_year_target")]
    if len(targets) < 2:
        return columns
    names = [n for n, c in enumerate(columns) if c.role in ("level3", "name_fallback")]
    first, second = targets[0], targets[1]
    term = {n for n in targets if _is_term(columns[n], words)}
    if len(names) >= 2 and names[0] < first < names[1] < second:
        repeated = next((n for n in range(first + 1, second) if columns[n].role == "level2"), names[1])
        term_is_second = second in term and first not in term
        span = (
            range(repeated, len(columns))
            if term_is_second
            else range(next((n for n in range(first) if columns[n].role == "level2"), names[0]), repeated)
        )
        return [replace(c, term=True) if n in span else c for n, c in enumerate(columns)]
    if term and len(term) < len(targets):
        return [replace(c, term=True) if n in term else c for n, c in enumerate(columns)]
    return columns


def _is_term(column: Column, words: FormLabels) -> bool:
    text = fold("".join((*column.above, column.label)))
    return words.midterm.search(text) is not None and words.annual.search(fold(column.label)) is None


def _targets(columns: list[Column]) -> list[Column]:
    """One annual target column: the plain one, else 年初/调整 together, else the fallback name."""
    plain = [c for c in columns if c.role == "target" and not c.term]
    revised = [c for c in columns if c.role in ("initial_target", "adjusted_target")]
    if not plain and not revised:
        fallback = [c for c in columns if c.role == "target_fallback"]
        chosen = next((c for c in fallback if label_of(c.label) == "优"), fallback[0] if fallback else None)
        columns = [replace(c, role="target") if c is chosen else c for c in columns]
    elif not plain and len({c.role for c in revised}) == 1:
        columns = [replace(c, role="target") if c is revised[0] else c for c in columns]
    loose = {"target_fallback", "half_year_target"}
    return [replace(c, role="detail") if c.role in loose else c for c in columns]


#: Where two columns play one role, the one whose label holds this word is meant; else the first.
_PREFERRED = {"score": "折算", "actual": "实际", "weight": "分值", "name": "名称"}
_MANY = frozenset(
    {"detail", "unknown", "section", "ignored", "cause", "likelihood_tick", "operator", "money", "narrative", "interim"}
)


def _single(columns: list[Column]) -> list[Column]:
    result = list(columns)
    for role in {column.role for column in columns} - _MANY:
        for term in (False, True):
            having = [n for n, c in enumerate(columns) if c.role == role and c.term is term]
            word = _PREFERRED.get(role)
            best = next((n for n in having if word and word in columns[n].label), having[0] if having else None)
            for n in having:
                if n != best:
                    result[n] = replace(columns[n], role="detail")
    return result
