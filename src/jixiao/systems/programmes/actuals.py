"""Actual values as pages show them, and the rows behind one: in the scope of whoever asks, by row security."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from jixiao.foundation.registers.register import Register, register_of_table
from jixiao.foundation.web.marks import VERDICTS, Mark
from jixiao.measures.asked import Asked
from jixiao.parameters.checklists import Check, checklist
from jixiao.systems.programmes.measuring import measure_of, named
from jixiao.systems.programmes.models import FormVersion, IndicatorBinding, MeasuredValue, TargetIndicator

if TYPE_CHECKING:
    from jixiao.measures.measure import Measure
    from jixiao.measures.measured import Measured

_PER_MILLE = "‰"


@dataclass(frozen=True, slots=True)
class Actual:
    """What stands for one indicator: its binding, the newest value, and the same by another clock."""

    row: TargetIndicator
    binding: IndicatorBinding | None
    value: MeasuredValue | None
    beside: list[MeasuredValue] = field(default_factory=list)

    @property
    def measure(self) -> Measure | None:
        """The measure that answers it."""
        return measure_of(self.binding.measure) if self.binding else None

    @property
    def verdict(self) -> str:
        """The verdict; without a value nothing is reported."""
        return self.value.verdict if self.value else "not_reported"

    @property
    def mark(self) -> Mark:
        """Its shape, word and tone."""
        return VERDICTS[self.verdict]

    @property
    def why(self) -> str:
        """The reason in one sentence."""
        if self.value:
            return self.value.why
        if self.binding is None:
            return _("没有绑定度量，实际完成值不从业务记录计算。")
        if not self.binding.measure:
            return _("编制人确认：没有业务记录能够回答这个指标。")
        return _("还没有计算过；请管理员运行 jixiao measure --store。")

    @property
    def shown(self) -> str:
        """The value as people read it, in the target's own notation; empty without one."""
        return in_notation(self.value.value, self.value.unit, self.row.target_text) if self.value else ""


def in_notation(value: Decimal | Fraction | None, unit: str, target_text: str) -> str:
    """A value with its unit: a share in per cent, or per mille where the target is; empty where there is none."""
    if value is None:
        return ""
    number = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    if unit != "ratio":
        return f"{_short(number, 2)} {unit}"
    if _PER_MILLE in target_text:
        return f"{_short(number * 1000, 1)}{_PER_MILLE}"
    return f"{_short(number * 100, 2)}%"


def _short(number: Decimal, places: int) -> str:
    """Rounded for reading; never to a whole hundred or to none that it is not."""
    rounded = round(number, places)
    if rounded != number and rounded in (0, 100, 1000):
        rounded = round(number, places + 4)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def actuals_of(version: FormVersion, rows: Iterable[TargetIndicator]) -> dict[int, Actual]:
    """What stands for every indicator of a version, by its number. Two queries."""
    bindings = {each.indicator: each for each in version.bindings.select_related("confirmed_by")}
    newest: dict[tuple[int, str], MeasuredValue] = {}
    values = MeasuredValue.objects.filter(indicator__version=version).order_by("indicator_id", "measure", "-id")
    for value in values.distinct("indicator_id", "measure").defer("query"):
        newest[value.indicator_id, value.measure] = value
    made = {}
    for row in rows:
        binding = bindings.get(named(row.level3))
        own = {measure: value for (indicator, measure), value in newest.items() if indicator == row.pk}
        main = own.pop(binding.measure, None) if binding else None
        made[row.number] = Actual(row, binding, main, list(own.values()))
    return made


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a number: the record as its register shows it, whether it speaks for or against, and why."""

    source: str  # the published table
    register: Register | None
    number: int
    record: Any
    hit: bool | None
    check: Check | None
    recorded_at: datetime | None
    amount: Decimal | None = None
    change: str = ""


def rows_behind_value(value: MeasuredValue, *, limit: int, offset: int = 0, as_of: date | None = None) -> list[Behind]:
    """The rows behind a value, those that speak against it first, as whoever asks may see them."""
    from jixiao.measures.engines.postgres import Postgres
    from jixiao.measures.evaluate import rows_behind

    measure = measure_of(value.measure)
    if measure is None:
        return []
    asked = Asked(value.year, as_of)
    rows = rows_behind(measure, Postgres(connection), asked, value.programme_id, limit=limit, offset=offset)
    return _behind(measure, value.year, rows)


def rows_since(value: MeasuredValue, as_of: date, *, limit: int) -> list[Behind]:
    """The rows that came, or went, after a day: recorded later, corrected or voided since."""
    from jixiao.measures.engines.postgres import Postgres
    from jixiao.measures.evaluate import changes_since

    measure = measure_of(value.measure)
    if measure is None:
        return []
    rows = changes_since(measure, Postgres(connection), Asked(value.year, as_of), value.programme_id, limit=limit)
    return _behind(measure, value.year, rows)


def _behind(measure: Measure, year: int, rows: Sequence[dict[str, Any]]) -> list[Behind]:
    """Engine's rows with their records; one query a register."""
    checks = {}
    if measure.checklist:
        checks = {each.id: each for each in checklist(measure.checklist).in_force(date(year, 1, 1))}
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row["source"], set()).add(row["record_id"])
    registers = {source: register_of_table(source) for source in wanted}
    records: dict[tuple[str, int], Any] = {}
    for source, numbers in wanted.items():
        register = registers[source]
        if register is not None:
            found = register.model._default_manager.select_related("owner", *register.joined).filter(pk__in=numbers)
            records |= {(source, each.pk): each for each in found}
    return [
        Behind(
            row["source"],
            registers[row["source"]],
            row["record_id"],
            records.get((row["source"], row["record_id"])),
            row.get("hit"),
            checks.get(row.get("check_id", "")),
            row.get("recorded_at"),
            None if row.get("amount") is None else Decimal(row["amount"]) / measure.divisor,
            row.get("change", ""),
        )
        for row in rows
    ]


def as_known(value: MeasuredValue, as_of: date) -> Measured | None:
    """What the same measure gives for what was recorded by the end of a day; None where nothing was kept by then."""
    from jixiao.measures.engines.postgres import Postgres
    from jixiao.measures.measured import measured

    measure = measure_of(value.measure)
    if measure is None:
        return None
    asked, now = Asked(value.year, as_of), datetime.now(UTC)
    return next(iter(measured(measure, Postgres(connection), asked, now, [value.programme_id])), None)
