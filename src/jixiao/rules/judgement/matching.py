"""Which number of an actual value answers which part of a target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jixiao.rules.judgement.actuals import ActualValue, Quantity
from jixiao.rules.judgement.case import Case
from jixiao.rules.judgement.lexicon import DirectionLexicon
from jixiao.rules.judgement.units import canonical, convert
from jixiao.rules.values import TargetValue


def actuals_of(actual: ActualValue, lexicon: DirectionLexicon, name: str = "") -> tuple[Quantity, ...]:
    """The numbers that state what was reached.

    Never what was saved or is left over (节约2万元), unless the indicator's name asks for it; nor the plan, last year's
    figure or a part after 其中, where another number remains.
    """
    asked_for = tuple(word for word in lexicon.differences if word not in name)
    numbers = tuple(
        quantity
        for quantity in actual.quantities
        if quantity.value.op != "schedule" and not quantity.before.endswith(asked_for)
    )
    for excluded in (_is_planned, _is_part):
        kept = tuple(quantity for quantity in numbers if not excluded(quantity, lexicon))
        numbers = kept or numbers
    return numbers


def comparable(value: TargetValue, quantity: Quantity) -> bool:
    """Whether the number's unit can be the target's."""
    stated = quantity.value
    if value.unit == "ratio" and stated.unit is None:
        return True
    if value.unit is None and stated.unit == "ratio":
        return True
    if value.per and stated.per and value.per != stated.per:
        return False
    return convert(Fraction(1), stated.unit, value.unit) is not None


def candidates(value: TargetValue, numbers: Sequence[Quantity], case: Case) -> list[Quantity]:
    """The comparable numbers that fit best: same unit before an assumed one, then a total, then the same subject."""
    fitting = [quantity for quantity in numbers if comparable(value, quantity)]
    same_unit = [quantity for quantity in fitting if canonical(quantity.value.unit) == canonical(value.unit)]
    fitting = same_unit or fitting
    same_period = [quantity for quantity in fitting if (quantity.value.period or "年") == (value.period or "年")]
    fitting = same_period or fitting
    measured = [quantity for quantity in fitting if not is_completion(quantity, case.lexicon)]
    if value.unit != "ratio" or not measured:
        fitting = measured or fitting
    totals = [quantity for quantity in fitting if quantity.before.endswith(case.lexicon.totals)]
    fitting = totals[-1:] or fitting
    if len(fitting) > 1:
        subject = value.subject or case.name
        closeness = [overlap(subject, quantity.before) for quantity in fitting]
        if max(closeness) > 0:
            fitting = [quantity for quantity, close in zip(fitting, closeness, strict=True) if close == max(closeness)]
    return fitting


def assigned(values: Sequence[TargetValue], numbers: Sequence[Quantity]) -> list[Quantity | None]:
    """One number for each part of a compound: by subject, then unit, then order; None where none is left."""
    pairs = sorted(
        (
            (_fit(value, quantity), -abs(row - column), -row, -column)
            for row, value in enumerate(values)
            for column, quantity in enumerate(numbers)
            if comparable(value, quantity)
        ),
        reverse=True,
    )
    found: list[Quantity | None] = [None] * len(values)
    taken: set[int] = set()
    for _, _, minus_row, minus_column in pairs:
        row, column = -minus_row, -minus_column
        if found[row] is None and column not in taken:
            found[row] = numbers[column]
            taken.add(column)
    return found


def is_completion(quantity: Quantity, lexicon: DirectionLexicon) -> bool:
    """True for a ratio that says how much of the work was done (已完成100%, 100%落实), not what was measured."""
    value = quantity.value
    if value.unit != "ratio":
        return False
    return any(word in quantity.before[-6:] or quantity.after.startswith(word) for word in lexicon.completion)


def overlap(one: str, other: str) -> int:
    """How many pairs of neighbouring characters two wordings share."""
    return len(_pairs(one) & _pairs(other))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _fit(value: TargetValue, quantity: Quantity) -> int:
    same_unit = canonical(value.unit) == canonical(quantity.value.unit)
    return 4 * overlap(value.subject or "", quantity.before) + (3 if same_unit else 0)


def _is_planned(quantity: Quantity, lexicon: DirectionLexicon) -> bool:
    """ "计划完成100人" is a plan, "计划100人,实际" too; "按计划完成100人" is none."""
    before = quantity.before.replace("按计划", "").replace("超计划", "").replace("按照计划", "")
    at_plan = max((before.rfind(word) + len(word) for word in lexicon.planned if word in before), default=-1)
    at_total = max((before.rfind(word) + len(word) for word in lexicon.totals if word in before), default=-1)
    strong = any(word in before for word in ("实际", "实有", "实发", "实到"))
    return at_plan >= 0 and not strong and (at_plan >= at_total or (at_plan <= 3 and len(before) - at_plan <= 4))


def _is_part(quantity: Quantity, lexicon: DirectionLexicon) -> bool:
    return any(word in quantity.before for word in lexicon.of_which)
