"""From what a measure gave to the verdict on an indicator: rules and the year's parameters brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jixiao.parameters.checklists import band_rule, checklist
from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Direction, Judgement, stated_direction
from jixiao.rules.judgement.from_records import FromRecords, judge_band, judge_records
from jixiao.rules.measurement import CheckResult, Value, band_of
from jixiao.rules.values import ParsedTarget, TargetValue
from jixiao.systems.programmes.models import TargetIndicator

if TYPE_CHECKING:
    from jixiao.measures.by_check import CheckCount
    from jixiao.measures.measure import Measure
    from jixiao.measures.measured import Measured

NOT_KEPT = "没有这个项目的业务记录：本年没有登记过可以计算这个度量的台账。"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a version promises with one indicator, for which year, and by which day it has to be reached."""

    row: TargetIndicator
    year: int
    due: date


def promised(row: TargetIndicator, year: int) -> Promise:
    """The promise of an approved version's indicator: due on its own day, else on the year's last."""
    return Promise(row, year, row.due_on or date(year, 12, 31))


def judged(
    promise: Promise, measure: Measure, found: Measured | None, checks: Sequence[CheckCount], today: date
) -> Judgement:
    """The verdict on an indicator for what its measure gave; without figures nothing is reported."""
    row = promise.row
    return judge_records(
        ParsedTarget(row.target_text, tuple(TargetValue.from_label(label) for label in row.parsed)),
        _from_records(measure, found, checks, promise),
        lexicon=direction_lexicon(promise.due),
        due=promise.due,
        as_of=today,
        name=row.level3,
        category=row.level2,
        direction=direction_known(row, measure),
        year=promise.year,
    )


def _from_records(
    measure: Measure, found: Measured | None, checks: Sequence[CheckCount], promise: Promise
) -> FromRecords:
    if found is None:
        return FromRecords(None, measure.unit, nothing="not_reported", why=NOT_KEPT)
    if not isinstance(found.value, Value):
        return FromRecords(None, measure.unit, nothing=found.value.verdict, why=found.value.why)
    part, whole = found.figures.part, found.figures.whole
    counted = measure.unit == "ratio" and isinstance(part, int) and isinstance(whole, int)
    return FromRecords(
        found.value.exact,
        measure.unit,
        numerator=part if counted and isinstance(part, int) else None,
        denominator=whole if counted and isinstance(whole, int) else None,
        band=_band(measure, checks, promise) if checks else None,
    )


def _band(measure: Measure, checks: Sequence[CheckCount], promise: Promise) -> Judgement:
    """The band of a checklist: its checks of the year's first day, the band rule of the day the target is due."""
    listed = {each.id: each for each in checklist(measure.checklist).in_force(date(promise.year, 1, 1))}
    results = [
        CheckResult(each.check, listed[each.check].is_mandatory, each.passed, each.applicable)
        for each in checks
        if each.check in listed
    ]
    failed = [listed[each.id].statement for each in results if each.is_mandatory and each.passed < each.applicable]
    passed, applicable = sum(each.passed for each in results), sum(each.applicable for each in results)
    return judge_band(band_of(results, band_rule(promise.due)), passed, applicable, failed)


def direction_known(row: TargetIndicator, measure: Measure) -> Direction | None:
    """What the form states, else what the measure knows."""
    if row.direction:
        return stated_direction(row.direction)
    return Direction(measure.direction) if measure.direction != "none" else None
