"""Measuring: actual values of approved targets, computed from records by the program and kept; nobody types one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.measures.asked import Asked
from jixiao.measures.by_check import CheckCount, counts_by_check
from jixiao.measures.measured import Measured, measured
from jixiao.rules.judgement import Judgement
from jixiao.rules.measurement import Value
from jixiao.systems.programmes.judging import Promise, judged, promised
from jixiao.systems.programmes.measuring import BESIDE, measure_of, named
from jixiao.systems.programmes.models import IndicatorBinding, MeasuredValue, TargetIndicator
from jixiao.systems.programmes.states import APPROVED

if TYPE_CHECKING:
    from jixiao.measures.engines.engine import Engine
    from jixiao.measures.measure import Measure

#: Engines give local moments without a zone, as published views do.
_LOCAL = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Run:
    """One run of measuring: the year, the engine, the snapshot it reads (empty for live records), and the day."""

    year: int
    engine: Engine
    computed_at: datetime
    today: date
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class _Bound:
    """An indicator of an approved version with the measure that answers it; ``beside`` only shows another clock."""

    promise: Promise
    programme: int
    owner: int
    measure: Measure


def measure(run: Run, programmes: Iterable[int] | None = None) -> list[MeasuredValue]:
    """Computes every bound indicator of the year's approved versions, judges it, and keeps the values as new rows.

    Runs as the system actor ``measure``; the database takes values from nobody else. One query a measure answers all
    its programmes.
    """
    by_measure: dict[str, list[_Bound]] = {}
    for bound in _bound(run.year, programmes):
        by_measure.setdefault(bound.measure.id, []).append(bound)
    made = [value for asked in by_measure.values() for value in _values(run, asked)]
    return MeasuredValue.objects.bulk_create(made)


def _bound(year: int, programmes: Iterable[int] | None) -> Iterable[_Bound]:
    of_year = {"version__form__year": year, "version__state": APPROVED, "version__form__programme__isnull": False}
    if programmes is not None:
        of_year["version__form__programme__in"] = list(programmes)
    bindings = {
        (version, name): measure_id
        for version, name, measure_id in IndicatorBinding.objects.filter(**of_year).values_list(
            "version_id", "indicator", "measure"
        )
    }
    rows = TargetIndicator.objects.filter(**of_year).select_related("version__form").order_by("version_id", "number")
    for row in rows:
        measure_id = bindings.get((row.version_id, named(row.level3)), "")
        for each in (measure_id, *BESIDE.get(measure_id, ())):
            found = measure_of(each)
            if found is not None:
                yield _Bound(promised(row, year), row.version.form.programme_id or 0, row.owner_id, found)


def _values(run: Run, asked: Sequence[_Bound]) -> list[MeasuredValue]:
    """The values of all indicators that one measure answers."""
    which, programmes = asked[0].measure, sorted({bound.programme for bound in asked})
    of = Asked(run.year)
    found = {
        each.figures.programme: each
        for each in measured(which, run.engine, of, run.computed_at, programmes, run.snapshot)
    }
    by_check = counts_by_check(which, run.engine, of, programmes) if which.kind == "checked" else {}
    return [_value(run, bound, found.get(bound.programme), by_check.get(bound.programme, [])) for bound in asked]


def _value(run: Run, bound: _Bound, found: Measured | None, checks: Sequence[CheckCount]) -> MeasuredValue:
    verdict = judged(bound.promise, bound.measure, found, checks, run.today)
    return MeasuredValue(
        owner_id=bound.owner,
        happened_at=run.computed_at,
        programme_id=bound.programme,
        indicator=bound.promise.row,
        year=run.year,
        measure=bound.measure.id,
        measure_version=bound.measure.version,
        unit=bound.measure.unit,
        computed_at=run.computed_at,
        engine=run.engine.name,
        snapshot=run.snapshot,
        checks=[{"check": each.check, "passed": each.passed, "applicable": each.applicable} for each in checks],
        **_figures(found),
        **_verdict(verdict),
    )


def _figures(found: Measured | None) -> dict[str, Any]:
    """The columns of the stable shape: exact figures as they came, the value as they make it."""
    if found is None:
        return {"seconds": Decimal(0)}
    said = found.to_json()
    freshness = found.figures.freshness
    return {
        "aggregate": found.figures.aggregate,
        **{name: _exact(said[name]) for name in ("numerator", "denominator", "sum", "count")},
        "records": found.figures.records,
        "value": Decimal(said["value"]) if isinstance(found.value, Value) else None,
        "freshness": freshness.replace(tzinfo=_LOCAL) if freshness else None,
        "seconds": found.seconds,
        "query": found.query,
    }


def _exact(said: int | str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


def _verdict(judgement: Judgement) -> dict[str, Any]:
    return {
        "verdict": judgement.verdict.value,
        "why": judgement.why,
        "flags": [str(flag) for flag in judgement.flags],
    }
