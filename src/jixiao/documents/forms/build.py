"""One segment of rows into typed forms: head and body put together, and what there is to say about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from jixiao.documents.forms import messages
from jixiao.documents.forms.body import Body, Entry
from jixiao.documents.forms.head import HeadReader
from jixiao.documents.forms.head_values import Head
from jixiao.documents.forms.headings import Heading
from jixiao.documents.forms.indicators import has_name_without_target, indicators_of, total_of
from jixiao.documents.forms.layouts import nearest, recognise
from jixiao.documents.forms.money import Money
from jixiao.documents.forms.rows import Row
from jixiao.documents.forms.segments import Segment
from jixiao.documents.forms.text import flat, fold, is_above_a_title, label_of, money_unit_in, points_in
from jixiao.parameters.forms import FormLabels, Layout
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator

_LONGEST_TITLE = 60
#: Lines under a table that may still be its notes and signatures.
_LINES_BELOW = 15

#: Fields of a form that may stand in columns beside the names of several projects.
_BESIDE_A_PROJECT = (
    *("supervising_department", "category", "performance_type"),
    *("gov_purchase_service", "start_date", "end_date"),
)


@dataclass(slots=True)
class _Group:
    """The indicators of one project: the whole table, or its rows where a table lists several projects."""

    project: str | None = None
    organisation: str | None = None
    head: dict[str, str] = field(default_factory=dict)  # printed label → text of the columns left of the levels
    money: dict[str, str] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    midterm: list[Indicator] = field(default_factory=list)


class SegmentReader:
    """Reads one :class:`Segment`; ``wraps`` when line breaks in cells are the renderer's."""

    def __init__(self, rows: Sequence[Row], segment: Segment, words: FormLabels, wraps: bool, place: str) -> None:
        self.rows = rows
        self.segment = segment
        self.words = words
        self.place = place
        self.head = Head()
        self.reader = HeadReader(words, self.head, wraps=wraps)
        self.groups: list[_Group] = [_Group()]
        self.findings: list[Finding] = []
        self.total: Decimal | None = None
        self.grade: str | None = None

    def read(self) -> tuple[list[Form], list[Finding]]:
        """The forms of the segment and the findings on reading them."""
        first = self.segment.headings[0]
        self.head.money.elsewhere = _unit_line(self.rows[self.segment.start : self.segment.end])
        self.reader.read(self.rows[self.segment.start : first.row])
        self._take_bodies()
        texts = [self.head.title, *self.head.labels, *first.labels()]
        layout = recognise(first.roles, texts, self.words)
        if layout is None:
            where = f"{self.place} {self.rows[first.row].written[0].cell.address}"
            near = nearest(first.roles, texts, self.words)
            return [], [messages.unknown_layout(where, first.labels(), near.title)]
        forms = self._forms(first, layout)
        self._say_what_was_odd(first, forms)
        return forms, self.findings

    def _take_bodies(self) -> None:
        headings = self.segment.headings
        body: Body | None = None
        for number, heading in enumerate(headings):
            if body is None or not _same_columns(body.heading, heading):
                body = Body(self.rows, heading, self.words, body)
            end = headings[number + 1].row if number + 1 < len(headings) else self.segment.end
            self._take_body(body, heading.row + heading.height, end)

    def _take_body(self, body: Body, start: int, end: int) -> None:
        tail: list[Row] = []
        astray: list[Row] = []
        for index in range(start, end):
            row = self.rows[index]
            kind = body.kind(index)
            if kind in ("indicator", "total") and row.width != body.heading.width:
                (astray if self._speaks_of_levels(row) else tail).append(row)
            elif kind == "text":
                tail.append(row)
            elif kind == "total":
                self._take_total(body.entry(index), body.heading)
            elif kind == "indicator":
                self._take_entry(body, body.entry(index))
        self.reader.read(_near_the_table(tail))
        if astray:
            found = [span.text.strip() for row in astray for span in row.written]
            where = f"{self.place} {astray[0].written[0].cell.address}"
            self.findings.append(messages.heading_missing(where, found))

    def _speaks_of_levels(self, row: Row) -> bool:
        return any(self.words.levels.role(label_of(span.text)) is not None for span in row.written)

    def _take_total(self, entry: Entry, heading: Heading) -> None:
        if label_is_subtotal(entry):
            return
        total, grade = total_of(entry, heading)
        self.total = total if total is not None else self.total
        self.grade = grade or self.grade

    def _take_entry(self, body: Body, entry: Entry) -> None:
        heading = body.heading
        if "project" in heading.roles and self._begins_project(entry, heading):
            body.forget_levels()
            entry = body.entry_of(entry.row)
        for part in heading.parts:
            own = entry if part is heading else entry.under(part)
            self._take_part(own, part)

    def _take_part(self, entry: Entry, heading: Heading) -> None:
        group = self.groups[-1]
        found = indicators_of(entry, heading, self.words, first_no=len(group.indicators) + 1)
        group.indicators += found
        halves = "halves" in heading.roles
        if halves:
            group.midterm += indicators_of(entry, heading, self.words, term=True, first_no=len(group.midterm) + 1)
        if not found and not halves and has_name_without_target(entry, heading, self.words):
            name = flat(entry.text(heading.column("level3") or heading.column("name"))).strip()
            self.findings.append(messages.target_missing(f"{self.place} {entry.place}", name))
        weight = heading.column("weight")
        text = entry.text(weight).strip()
        if found and weight is not None and text and points_in(text) is None and fold(text) not in ("-", "/", "—"):
            self.findings.append(messages.number_unreadable(f"{self.place} {entry.place}", weight.label, text))

    def _begins_project(self, entry: Entry, heading: Heading) -> bool:
        """A new 项目名称 cell begins a group; one without indicators was the organisation above its projects."""
        name = flat(entry.text(heading.column("project_name"))).strip()
        group = self.groups[-1]
        own = flat(entry.text(heading.column("organisation"))).strip()
        elsewhere = bool(own and group.organisation and own != group.organisation)
        if not name or (name == group.project and not elsewhere):
            return False
        organisation = own or group.organisation
        if group.project is not None and not group.indicators:
            organisation = organisation or group.project
        fresh = _Group(project=name, organisation=organisation)
        for column in heading.columns:
            text = flat(entry.text(column)).strip()
            if column.role in ("narrative", "unknown", "supervising_department") and text:
                if column.end <= heading.first_level:
                    fresh.head[column.label] = text
            elif column.role == "money" and text:
                fresh.money[column.label] = text
        if group.indicators:
            self.groups.append(fresh)
        else:
            self.groups[-1] = fresh
        return True

    # --- typed forms ------------------------------------------------------------------------------------------------

    def _forms(self, heading: Heading, layout: Layout) -> list[Form]:
        head = self.head
        title = head.title
        base = Form(
            kind=layout.kind,
            layout=layout.id,
            form_title=title,
            form_year=head.form_year,
            year=head.year or _year_in(self.rows, self.segment),
            indicator_table_title=head.table_title,
            unit=head.values.get("unit") or None,
            supervising_department=head.values.get("supervising_department") or None,
            project_name=head.values.get("project_name") or None,
            category=head.values.get("category") or None,
            start_date=head.values.get("start_date") or None,
            end_date=head.values.get("end_date") or None,
            gov_purchase_service=head.values.get("gov_purchase_service") or None,
            performance_type=head.values.get("performance_type") or None,
            narratives=head.narratives,
            fields=head.fields | head.money.others,
            indicator_columns=heading.labels(),
            total_score=self.total if self.total is not None else head.total_score,
            grade=self.grade or head.grade,
            places=head.places | head.money.places,
        )
        base = _with_money(base, head.money)
        return [self._grouped(base, group) for group in self.groups if group.indicators or len(self.groups) == 1]

    def _grouped(self, base: Form, group: _Group) -> Form:
        form = replace(base, indicators=tuple(group.indicators), midterm_indicators=tuple(group.midterm))
        if group.project is None:
            return form
        head = Head(narratives=dict(base.narratives), fields=dict(base.fields))
        head.money.unit = self.head.money.stated_unit
        reader = HeadReader(self.words, head, wraps=True)
        for label, text in {**group.head, **group.money}.items():
            reader.put(label, text, group.indicators[0].place if group.indicators else "")
        beside: dict[str, Any] = {key: head.values[key] for key in _BESIDE_A_PROJECT if head.values.get(key)}
        form = replace(
            form,
            project_name=group.project,
            unit=group.organisation or form.unit,
            narratives=head.narratives,
            fields=head.fields,
            **beside,
        )
        return _with_money(form, head.money) if group.money else form

    def _say_what_was_odd(self, heading: Heading, forms: Sequence[Form]) -> None:
        where = f"{self.place} {self.rows[heading.row].written[0].cell.address}"
        # Beside the names of projects every column belongs to the head, which keeps it by its label.
        kept_to = heading.first_level if any(group.project for group in self.groups) else 0
        unknown = [c.label for c in heading.columns if c.role == "unknown" and c.label and c.end > kept_to]
        if unknown:
            self.findings.append(messages.column_unknown(where, unknown))
        if not any(form.indicators or form.midterm_indicators for form in forms):
            self.findings.append(messages.no_indicators(where))
        money = self.head.money
        if money.stated_unit is None and any(key != "execution_rate" for key in money.sums):
            first = next((key for key in money.places), "")
            self.findings.append(messages.money_unit_unstated(f"{self.place} {money.places.get(first, '')}".strip()))
        for span in money.unreadable:
            self.findings.append(messages.money_unreadable(f"{self.place} {span.cell.address}", span.text))


def _unit_line(rows: Sequence[Row]) -> str | None:
    """The unit that a line or cell of its own states somewhere in the form: 单位：万元."""
    texts = (span.text for row in rows for span in row.written if "元" in span.text and len(span.text) < _LONGEST_TITLE)
    return next((money_unit_in(text) for text in texts if is_above_a_title(text)), None)


def _near_the_table(rows: Sequence[Row]) -> list[Row]:
    """Fields and notes under the indicators; the prose of a report further down is no part of the form."""
    kept: list[Row] = []
    lines = 0
    for row in rows:
        lines = lines + 1 if row.is_line and row.written else 0 if not row.is_line else lines
        if lines <= _LINES_BELOW:
            kept.append(row)
    return kept


def label_is_subtotal(entry: Entry) -> bool:
    """小计 sums a part of the table, not the form."""
    return fold(entry.row.written[0].text).startswith("小计")


def _same_columns(one: Heading, other: Heading) -> bool:
    return [(c.role, c.start, c.end) for c in one.columns] == [(c.role, c.start, c.end) for c in other.columns]


def _with_money(form: Form, money: Money) -> Form:
    return replace(
        form,
        budget=money.budget(),
        budget_labels=tuple(money.labels),
        money_unit="万元" if money.stated_unit in ("万元", "万") else "元",
        funds=tuple(money.rows),
    )


def _year_in(rows: Sequence[Row], segment: Segment) -> int | None:
    """The year of a title line above the form (2022年度部门决算), when the form itself prints none."""
    for row in reversed(rows[: segment.headings[0].row]):
        span = row.alone if row.is_line else None
        if span is None or len(span.text) > _LONGEST_TITLE:
            continue
        if found := re.search(r"(20\d{2})(?:年度|年(?:部门|单位)?[预决]算)", fold(span.text)):
            return int(found[1])
    return None
