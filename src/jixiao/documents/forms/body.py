"""The rows under a heading: which are indicators, which are totals, notes or fields, and the text of each column.

Levels hold over merged cells and blanks below them; nothing is made up for a level the form does not print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jixiao.documents.forms.headings import Column, Heading, repeats
from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import flat, fold, label_of
from jixiao.documents.sheets.sheet import Cell
from jixiao.parameters.forms import FormLabels

RowKind = Literal["blank", "heading", "numbers", "total", "text", "indicator"]

_ORDINAL = re.compile(r"\(?([1-9]\d?|[A-Z])\)?(=.*)?")
_LEVEL_ROLES = ("level1", "level2", "level3")


@dataclass(slots=True)
class Entry:
    """One row of the table as texts by column, levels carried down."""

    row: Row
    texts: dict[Column, str]
    levels: dict[tuple[str, bool], str] = field(default_factory=dict)  # (role, whole-term half) → text
    place: str = ""

    def text(self, column: Column | None) -> str:
        return self.texts.get(column, "") if column is not None else ""

    def under(self, part: Heading) -> Entry:
        """The entry as one level's own columns state it, with the levels printed over them."""
        levels = {("level1", False): part.rank[0]}
        if len(part.rank) > 1:
            levels["level2", False] = part.rank[-1]
        if name := self.text(part.column("level3")):
            levels["level3", False] = name
        return Entry(self.row, self.texts, levels, self.place)


class Body:
    """Reads rows one after another, remembering the levels above."""

    def __init__(self, rows: Sequence[Row], heading: Heading, words: FormLabels, before: Body | None = None) -> None:
        self.rows = rows
        self.heading = heading
        self.words = words
        self._heading_cells = {
            id(span.cell) for row in rows[heading.row : heading.row + heading.height] for span in row.spans
        }
        # The levels above hold over a page break, also where the next page prints its heading again.
        self._carried: dict[tuple[str, bool], tuple[str, Cell]] = before._carried if before is not None else {}

    def kind(self, index: int) -> RowKind:
        """What a row below the heading is."""
        row = self.rows[index]
        written = [span for span in row.written if id(span.cell) not in self._heading_cells]
        if not written:
            # A row whose cells all began above still has its text; one with nothing at all is blank.
            return "blank"
        if row.is_line:
            return "text"
        if repeats(self.rows, index, self.heading):
            return "heading"
        if len(written) > 2 and all(_ORDINAL.fullmatch(fold(span.text)) for span in written) and _ascending(written):
            return "numbers"
        if self.words.total_rows.fullmatch(label_of(written[0].text)) and not self._names_an_indicator(row):
            return "total"
        return "text" if self._is_text_row(row, written) else "indicator"

    def entry(self, index: int) -> Entry:
        """The texts of row ``index`` by column, with the levels that hold for it."""
        return self.entry_of(self.rows[index])

    def entry_of(self, row: Row) -> Entry:
        """The same for a row at hand."""
        entry = Entry(row, {})
        for column in self.heading.columns:
            entry.texts[column] = "" if column.role in ("section", "ignored") else self._text(row, column)
        entry.levels = dict(self._levels(row))
        first = next((s for s in row.written if id(s.cell) not in self._heading_cells), None)
        name = self.heading.column("level3") or self.heading.column("name") or self.heading.column("target")
        named = row.at(name.start) if name is not None else None
        best = named if named is not None and not named.blank else first
        entry.place = best.cell.address if best is not None else ""
        return entry

    def forget_levels(self) -> None:
        """A new project begins: no level of the one before holds."""
        self._carried.clear()

    def _names_an_indicator(self, row: Row) -> bool:
        """A row called 合计 that has an indicator's name and a target of its own is one."""
        name = self.heading.column("level3") or self.heading.column("name")
        target = self.heading.column("target")
        if name is None or target is None:
            return False
        named, valued = row.at(name.start), row.at(target.start)
        return (
            named is not None and valued is not None and named.cell is not valued.cell
            and not named.blank and not valued.blank
            and not self.words.total_rows.fullmatch(label_of(named.text))
            and named.end <= target.start
        )  # fmt: skip

    def _is_text_row(self, row: Row, written: Sequence[Span]) -> bool:
        """A note or a field: one cell reaches from the names over the targets, or a label with a wide value."""
        if self.words.notes.fullmatch(flat(written[0].text)[:200].strip()) and len(written) <= 2:
            return True
        targets = [c for c in self.heading.columns if c.role in ("target", "initial_target", "adjusted_target")]
        names = [c for c in self.heading.columns if c.role in ("level3", "name", "level2")]
        for span in row.spans:
            if span.blank or id(span.cell) in self._heading_cells:
                continue
            over_target = any(span.start < c.end and span.end > c.start for c in targets)
            over_name = any(span.start < c.end and span.end > c.start for c in names)
            if over_target and over_name:
                return True
        return self._is_field_row(row, written)

    def _is_field_row(self, row: Row, written: Sequence[Span]) -> bool:
        """A label of the head (联系人, 评价结论 …) where the levels stand, and no target under its heading."""
        first = written[0]
        label = label_of(re.split("[:：]", first.text, maxsplit=1)[0])
        levels = [c for c in self.heading.columns if c.role in _LEVEL_ROLES or c.role == "name"]
        if not levels or first.start > levels[0].start:
            return False
        known = bool(self.words.head.role(label) or self.words.other_head.fullmatch(label))
        if any(_columns_under(span, self.heading) > 2 for span in written[1:]):
            sure = self.words.narratives.fullmatch(label) or self.words.narratives_sure.fullmatch(label)
            known = known or sure is not None
        inline = re.match(r"[^:：]{1,20}[:：]", first.text) is not None and known
        wide = any(_columns_under(span, self.heading) > 2 for span in written)
        return known and (inline or wide or len(written) == 1 or first.end > levels[-1].start)

    def _text(self, row: Row, column: Column) -> str:
        """What stands under a heading: the cells that begin in its range; a wider one counts where it begins."""
        texts: list[str] = []
        for span in row.between(column.start, column.end):
            if span.start < column.start or span.blank or id(span.cell) in self._heading_cells:
                continue
            if not span.first and column.role not in _LEVEL_ROLES and not self._holds_below(column):
                continue
            texts.append(span.text)
        return "\n".join(texts) if len(texts) == 1 else "".join(flat(text).strip() for text in texts)

    def _holds_below(self, column: Column) -> bool:
        """A merged target, weight or reason counts for each of its rows; a merged score is given once."""
        return column.role not in ("score", "weight")

    def _levels(self, row: Row) -> Iterator[tuple[tuple[str, bool], str]]:
        """The level texts in force; a new cell on one level ends what stood on the levels below it."""
        for term in (False, True):
            for depth, role in enumerate(_LEVEL_ROLES):
                column = self.heading.column(role, term=term)
                if column is None:
                    continue
                span = row.at(column.start)
                key = (role, term)
                text = self._text(row, column)
                if not text and span is not None and span.start < column.start and self._is_level_cell(span):
                    text = span.text  # one cell over two level columns names both
                if text:
                    cell = span.cell if span is not None else None
                    known = self._carried.get(key)
                    if cell is not None and (known is None or known[1] is not cell):
                        for lower in _LEVEL_ROLES[depth + 1 :]:
                            self._carried.pop((lower, term), None)
                        self._carried[key] = (text, cell)
                if key in self._carried:
                    yield key, self._carried[key][0]

    def _is_level_cell(self, span: Span) -> bool:
        if span.blank or id(span.cell) in self._heading_cells:
            return False
        return any(c.role in _LEVEL_ROLES and c.start <= span.start < c.end for c in self.heading.columns)


def _ascending(spans: Sequence[Span]) -> bool:
    marks = [_ORDINAL.fullmatch(fold(span.text)) for span in spans]
    values = [mark[1] for mark in marks if mark]
    keys = [value.zfill(3) for value in values]
    return keys == sorted(set(keys)) and (len(set(keys)) == len(keys)) and keys[0] in ("001", "00A")


def _columns_under(span: Span, heading: Heading) -> int:
    return sum(1 for c in heading.columns if span.start < c.end and span.end > c.start)
