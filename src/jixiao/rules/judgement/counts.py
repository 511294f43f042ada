"""Rates whose numerator and denominator are known: exact, and honest about small counts.

Where one case more would already break the target, a flawless record does not show that the rate is kept: with four
faults, "故障重复发生率 ≤3‰" allows no repetition at all, and none says nothing of three in a thousand. Such a target is
``not_proven`` when flawless. A target of exactly none (=0, =100%) asks for the flawless record itself and is decided.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from jixiao.rules.judgement.case import Case, Way
from jixiao.rules.judgement.intervals import point
from jixiao.rules.judgement.numbers import accepted
from jixiao.rules.judgement.verdicts import Direction, Flag, Judgement, Verdict
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import in_words


def judge_count(value: TargetValue, numerator: int, denominator: int, way: Way, case: Case) -> Judgement:
    """A ratio target against ``numerator`` of ``denominator``; the denominator is positive."""
    if numerator > denominator:
        why = f"分子{numerator}大于分母{denominator}，部分多于全体，不能算出这个比率；请核对分子和分母。"
        return Judgement(Verdict.CANNOT_TELL, why, way.direction, way.source, (*way.flags, Flag.CONTRADICTION))
    share = Fraction(numerator, denominator)
    wanted = in_words([value])
    meets = accepted(value, way.direction, case.lexicon.approximate_tolerance)
    counted = f"{denominator}中{numerator}"
    allowed, failures = _allowed_share(value, way), _failures(numerator, denominator, way)
    needed = ceil(1 / allowed) if allowed else 0
    small = bool(allowed) and denominator < needed
    flags = (*way.flags, Flag.COUNT_SMALL) if small else way.flags
    if not point(share).within(meets):
        why = f"实际为{counted}，没有达到目标“{wanted}”。"
        if small:
            why = f"实际为{counted}，没有达到目标“{wanted}”；总数不到{needed}，出现一例就必然不达标。"
        return Judgement(Verdict.NOT_MET, why, way.direction, way.source, flags)
    if small and failures == 0:
        return Judgement(
            Verdict.NOT_PROVEN,
            f"实际为{counted}，总数不到{needed}，出现一例就会突破目标“{wanted}”，全无差错也不能证实这个比率。",
            way.direction,
            way.source,
            flags,
        )
    if value.op == "=" and not value.implicit_op and not point(share).within(accepted(value, None)):
        flags += (Flag.BEYOND_TARGET,)
    return Judgement(Verdict.MET, f"实际为{counted}，达到目标“{wanted}”。", way.direction, way.source, flags)


def _allowed_share(value: TargetValue, way: Way) -> Fraction:
    """The share of failures a target allows: 3‰ for ≤3‰, 2% for ≥98%; nothing where it names no bound."""
    if value.value is None or isinstance(value.value, str):
        return Fraction(0)
    bound = Fraction(value.value)
    if not 0 < bound < 1 or way.direction is None:
        return Fraction(0)
    return bound if way.direction is Direction.LOWER else 1 - bound


def _failures(numerator: int, denominator: int, way: Way) -> int:
    return numerator if way.direction is Direction.LOWER else denominator - numerator
