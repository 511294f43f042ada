"""What differs between two typed forms: fields and indicators, before and after. Nothing here touches the database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from jixiao.rules.forms import Form, Indicator
from jixiao.systems.programmes.fields import fund_parts

Kind = Literal["added", "removed", "changed"]

_FIELDS = (
    ("project_name", "项目名称"),
    ("unit", "申报单位"),
    ("supervising_department", "主管部门"),
    ("category", "项目类别"),
    ("start_date", "计划开始日期"),
    ("end_date", "计划完成日期"),
    ("gov_purchase_service", "是否含有政府购买服务"),
    ("performance_type", "绩效类型"),
)
_MONEY = (
    ("total_budget_yuan", "项目总预算（元）"),
    ("current_year_budget_yuan", "项目当年预算（元）"),
    ("prev_year_same_name_budget_yuan", "同名项目上年预算额（元）"),
    ("prev_year_same_name_executed_yuan", "同名项目上年预算执行数（元）"),
)
_CELLS = (
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("level3", "三级指标"),
    ("target_text", "指标值"),
    ("direction", "指标方向"),
    ("weight", "分值"),
)
#: What fields and cells are called, for whoever shows them in another language.
LABELS = tuple(label for _, label in (*_FIELDS, *_MONEY, *_CELLS))


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as texts; "" where there is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One indicator that came, went, or changed in the cells named; of the year, or of the whole term (实施期)."""

    kind: Kind
    before: Indicator | None
    after: Indicator | None
    cells: tuple[Change, ...] = ()
    of_term: bool = False

    @property
    def name(self) -> str:
        """The indicator's name, as it is now or was last."""
        row = self.after or self.before
        return (row.level3 if row else None) or ""


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs; ``moved`` counts indicators that only stand elsewhere in the order."""

    fields: tuple[Change, ...] = ()
    rows: tuple[RowChange, ...] = field(default=())
    moved: int = 0

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows or self.moved)

    def __len__(self) -> int:
        return len(self.fields) + len(self.rows)


def differences(before: Form, after: Form) -> Differences:
    """What has to be done to the one form to get the other."""
    year, moved_in_year = _rows(before.indicators, after.indicators)
    term, moved_in_term = _rows(before.midterm_indicators, after.midterm_indicators)
    rows = (*year, *(replace(change, of_term=True) for change in term))
    return Differences(tuple(_fields(before, after)), rows, moved_in_year + moved_in_term)


def _rows(before: Sequence[Indicator], after: Sequence[Indicator]) -> tuple[list[RowChange], int]:
    """What changed in one table of indicators, and how many of its rows only stand elsewhere."""
    pairs = _pairs(before, after)
    changes = [change for one, other in pairs if (change := _row_change(one, other)) is not None]
    both = [(one.no, other.no) for one, other in pairs if one is not None and other is not None]
    order = [number for number, _ in sorted(both, key=lambda pair: pair[1])]
    return changes, len(order) - _longest_rising(order)


def _fields(before: Form, after: Form) -> Iterator[Change]:
    for name, label in _FIELDS:
        yield from _changed(label, getattr(before, name), getattr(after, name))
    for name, label in _MONEY:
        yield from _changed(label, getattr(before.budget, name), getattr(after.budget, name))
    yield from _funds(before, after)
    for label in dict.fromkeys([*after.narratives, *before.narratives]):
        yield from _changed(label, before.narratives.get(label), after.narratives.get(label))
    for label in dict.fromkeys([*after.fields, *before.fields]):
        yield from _changed(label, before.fields.get(label), after.fields.get(label))


def _funds(before: Form, after: Form) -> Iterator[Change]:
    """The parts of the money by their printed names; the total is one of the sums already."""
    was, now = _parts(before), _parts(after)
    for label in dict.fromkeys([*now, *was]):
        yield from _changed(label, was.get(label), now.get(label))


def _parts(form: Form) -> dict[str, str]:
    """Name → sum; "—" where a part is named without one, and the sums in a row where several have one name."""
    parts: dict[str, list[str]] = {}
    for _place, row in fund_parts(form.funds):
        parts.setdefault(row.label, []).append("—" if row.initial_yuan is None else _text(row.initial_yuan))
    return {label: "、".join(sums) for label, sums in parts.items()}


def _changed(label: str, before: str | Decimal | None, after: str | Decimal | None) -> Iterator[Change]:
    if (before or None if isinstance(before, str) else before) != (after or None if isinstance(after, str) else after):
        yield Change(label, _text(before), _text(after))


def _text(value: str | Decimal | None) -> str:
    return f"{value:,}" if isinstance(value, Decimal) else value or ""


def _row_change(before: Indicator | None, after: Indicator | None) -> RowChange | None:
    if before is None or after is None:
        return RowChange("added" if before is None else "removed", before, after)
    cells = [
        change for name, label in _CELLS for change in _changed(label, getattr(before, name), getattr(after, name))
    ]
    for heading in dict.fromkeys([*after.details, *before.details]):
        cells += _changed(heading, before.details.get(heading), after.details.get(heading))
    return RowChange("changed", before, after, tuple(cells)) if cells else None


def _pairs(before: Sequence[Indicator], after: Sequence[Indicator]) -> list[tuple[Indicator | None, Indicator | None]]:
    """Which row became which: by all levels, then by name, then by place and target (a new name); in the new order."""
    partner: dict[int, Indicator] = {}
    left = list(before)
    keys: tuple[Callable[[Indicator], Hashable], ...] = (
        lambda row: (row.level1, row.level2, row.level3),
        lambda row: row.level3,
        lambda row: (row.level1, row.level2, row.target_text),
    )
    for key in keys:
        for place, row in enumerate(after):
            if place in partner or (found := next((each for each in left if key(each) == key(row)), None)) is None:
                continue
            partner[place] = found
            left = [each for each in left if each is not found]
    listed: list[tuple[Indicator | None, Indicator | None]] = [
        (partner.get(place), row) for place, row in enumerate(after)
    ]
    return [*listed, *((row, None) for row in left)]


def _longest_rising(numbers: Sequence[int]) -> int:
    """How many rows keep their order."""
    ends: list[int] = []
    for number in numbers:
        place = next((index for index, end in enumerate(ends) if end >= number), len(ends))
        ends[place : place + 1] = [number]
    return len(ends)
