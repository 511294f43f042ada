"""One indicator of a self-evaluation as its scoring rule needs it: verdict, kind, and both numbers in one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.rules.forms import Indicator
from jixiao.rules.judgement import ActualValue, Direction, Judgement, judge, parse_actual
from jixiao.rules.judgement.matching import actuals_of
from jixiao.rules.judgement.units import Measured, convert, ratio_readings
from jixiao.rules.scoring import TargetKind, VerdictWord
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue

_STATED = {"正向": Direction.HIGHER, "反向": Direction.LOWER}


@dataclass(frozen=True, slots=True)
class Assessed:
    """What judging gave, and the numbers behind it; ``actual`` is in the target's unit (98.6% is 0.986).

    ``unit_differs``: the actual value has a unit that cannot be compared with the target's.
    """

    verdict: VerdictWord
    why: str
    kind: TargetKind
    target: Decimal | None
    actual: Decimal | None
    direction: Literal["higher", "lower"] | None
    is_ratio: bool
    unit_differs: bool
    flags: tuple[str, ...]


def assess(row: Indicator, rules: SelfEvaluationRules, year: int | None = None) -> Assessed:
    """Judges the row by its own printed target and actual value; ``year`` is the form's, for dates that state none."""
    name = row.level3 or ""
    values = row.parsed or parse_target(row.target_text, name=row.level3, cells=row.target_cells).values
    stated = _STATED.get(row.direction or "")
    read = parse_actual(row.actual_text, units=_units(values))
    judgement = judge(
        values,
        read,
        name=name,
        direction=stated,
        lexicon=rules.directions,
        category=row.level2 or row.level1 or "",
        year=year,
        reason=row.deviation_reason or "",
    )
    kind = _kind(values, rules)
    target = values[0].value if kind == "number" else None
    number = target if isinstance(target, Decimal) else None
    actual = _actual_number(read, values[0], rules) if number is not None else None
    direction = judgement.direction
    return Assessed(
        verdict=judgement.verdict.value,
        why=judgement.why.rstrip("。"),
        kind=kind,
        target=number,
        actual=_agreeing(judgement, values[0], actual),
        direction=None if direction is None else direction.value,
        is_ratio=kind == "number" and values[0].unit == "ratio",
        unit_differs=number is not None and "completion_rate" not in judgement.flags and _unit_differs(read, values[0]),
        flags=tuple(str(flag) for flag in judgement.flags),
    )


def _kind(values: tuple[TargetValue, ...], rules: SelfEvaluationRules) -> TargetKind:
    if all(value.op == "qualitative" for value in values):
        words = (values[0].text or "").strip("。. ")
        claims = rules.directions.claims
        return "yes_no" if len(values) == 1 and words in {*claims.yes, *claims.no} else "words"
    if len(values) > 1 or values[0].op in {"between", "schedule", "qualitative"}:
        return "other"
    value = values[0]
    return "number" if isinstance(value.value, Decimal) and not value.relative_to else "other"


def _units(values: Sequence[TargetValue]) -> list[str]:
    return [value.unit for value in values if value.unit and value.unit not in {"ratio", "date"}]


def _actual_number(read: ActualValue, target: TargetValue, rules: SelfEvaluationRules) -> Decimal | None:
    """The one number of the actual value that can be brought to the target's unit; None for several or none."""
    measured = [
        found
        for quantity in actuals_of(read, rules.directions)
        if isinstance(quantity.value.value, Decimal)
        and (found := _in_unit_of(target, Fraction(quantity.value.value), quantity.value.unit))
    ]
    return _decimal(measured[0].value) if len(measured) == 1 else None


def _in_unit_of(target: TargetValue, number: Fraction, unit: str | None) -> Measured | None:
    if target.unit == "ratio" and unit is None and isinstance(target.value, Decimal):
        return ratio_readings(number, Fraction(target.value))[0]
    return convert(number, unit, target.unit)


def _unit_differs(read: ActualValue, target: TargetValue) -> bool:
    """True where the only number of the actual value has a unit that the target's cannot be converted to."""
    quantities = read.quantities
    if len(quantities) != 1 or target.unit is None:
        return False
    value = quantities[0].value
    if value.unit is None or not isinstance(value.value, Decimal):
        return False
    return convert(Fraction(value.value), value.unit, target.unit) is None


def _agreeing(judgement: Judgement, target: TargetValue, actual: Decimal | None) -> Decimal | None:
    """The number only where the verdict can be read from it: judging may have used another part of the text."""
    if actual is None or not isinstance(target.value, Decimal):
        return None
    if judgement.verdict == "met":
        wrong = (target.op in {">=", ">"} and actual < target.value) or (
            target.op in {"<=", "<"} and actual > target.value
        )
        return None if wrong else actual
    if judgement.verdict == "not_met":
        if judgement.direction is Direction.HIGHER and actual > target.value:
            return None
        if judgement.direction is Direction.LOWER and actual < target.value:
            return None
    return actual


def _decimal(value: Fraction) -> Decimal | None:
    """Exact, or None where a conversion has no finite decimal."""
    denominator = value.denominator
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    return Decimal(value.numerator) / Decimal(value.denominator) if denominator == 1 else None
