"""What a judgement knows beside the target value and the actual value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jixiao.rules.judgement.directions import direction_of, stated_direction
from jixiao.rules.judgement.lexicon import DirectionLexicon
from jixiao.rules.judgement.verdicts import Direction, DirectionSource, Flag
from jixiao.rules.values import TargetValue


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator on the day it is judged."""

    lexicon: DirectionLexicon
    name: str = ""
    category: str = ""  # the printed level-2 heading
    target_text: str = ""  # as printed
    stated: Direction | None = None
    due: date | None = None
    as_of: date | None = None
    year: int | None = None  # the budget year, for dates that state none
    reason: str = ""  # 偏差原因: why nothing could be measured
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The direction of one value, where it comes from, and what is odd about it."""

    direction: Direction | None
    source: DirectionSource | None
    flags: tuple[str, ...] = ()


#: A number without a unit counts things.
_THINGS = "个"
_OPERATORS = {">=": Direction.HIGHER, ">": Direction.HIGHER, "<=": Direction.LOWER, "<": Direction.LOWER}


def way_of(value: TargetValue, case: Case) -> Way:
    """The direction from the operator, else stated, else inferred from the name."""
    stated = case.stated or stated_direction(case.target_text)
    inferred = direction_of(case.name, case.lexicon, unit=value.unit or _THINGS, category=case.category)
    by_sign = _OPERATORS.get(value.op)
    if value.relative_to or value.direction:
        # "下降≥10%" wants the fall, whatever the thing that falls is
        inferred = None
        by_sign = by_sign or (Direction.HIGHER if value.direction else None)
    if by_sign is not None:
        flags: tuple[str, ...] = (Flag.DIRECTION_CONFLICT,) if stated not in (None, by_sign) else ()
        if inferred is by_sign.opposite and stated is None and _sure(case):
            flags += (Flag.OPERATOR_AGAINST_NAME,)
        return Way(by_sign, "operator", flags)
    if stated is not None:
        return Way(stated, "stated")
    if inferred is Direction.LOWER and value.unit == "ratio" and not isinstance(value.value, str | None):
        # 安全隐患 100% cannot mean that every hazard is wanted: the name leaves out what is done about it
        inferred = (
            None
            if value.value * 2 > 1 and not any(word in case.name for word in case.lexicon.money_names)
            else inferred
        )
    if value.value == 0 and inferred is not Direction.LOWER:
        inferred = Direction.LOWER  # nothing is below none
    return Way(inferred, "inferred" if inferred else None)


def _sure(case: Case) -> bool:
    """Whether the name alone, without unit or heading, says a direction."""
    return direction_of(case.name, case.lexicon) is not None
