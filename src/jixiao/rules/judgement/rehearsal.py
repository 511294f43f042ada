"""A dress rehearsal (试算): a target, before it is approved, run over the records of former years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.rules.judgement.verdicts import Direction, Judgement, Verdict
from jixiao.rules.values import ParsedTarget

#: Nothing to go by · last year reached it with room to spare · reached it · missed it · no year reached it.
Outcome = Literal["no_records", "no_stretch", "reached", "missed", "never_reached"]
_NUMERALS = "零一二三四五六七八九十"
_JUDGED = (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET)


@dataclass(frozen=True, slots=True)
class FormerYear:
    """What the target's measure gives on a former year's records; ``exact`` is None where there is no value."""

    year: int
    exact: Fraction | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the former years say of a target, in one sentence."""

    outcome: Outcome
    sentence: str
    years: tuple[FormerYear, ...]


def rehearsed(target: ParsedTarget, direction: Direction | None, years: Sequence[FormerYear]) -> Rehearsal:
    """The sentence on a target; ``years`` newest first. A year without a verdict says nothing."""
    decided = [each for each in years if each.judgement.verdict in _JUDGED]
    if not decided:
        return Rehearsal("no_records", "往年没有可以试算的记录。", tuple(years))
    newest = decided[0]
    if all(each.judgement.verdict is not Verdict.MET for each in decided):
        count = len(decided)
        said = f"{_NUMERALS[count]}年来从未达到" if 1 < count <= 10 else f"{newest.year}年没有达到"
        outcome: Outcome = "never_reached" if count > 1 else "missed"
        return Rehearsal(outcome, f"按往年记录试算：{said}。", tuple(years))
    if newest.judgement.verdict is not Verdict.MET:
        return Rehearsal("missed", f"按{newest.year}年记录试算：没有达到。", tuple(years))
    share = _share_of_target(target, direction, newest.exact)
    if share is None or share <= 1:
        return Rehearsal("reached", f"按{newest.year}年记录试算：达到。", tuple(years))
    percent = f"{round(Decimal(share.numerator * 100) / Decimal(share.denominator), 1).normalize():f}%"
    sentence = f"按{newest.year}年记录试算：本应为目标的{percent}，没有压力。"
    return Rehearsal("no_stretch", sentence, tuple(years))


def _share_of_target(target: ParsedTarget, direction: Direction | None, exact: Fraction | None) -> Fraction | None:
    """How much of the target was reached, in its own direction; None where no single number says so."""
    if exact is None or len(target.values) != 1:
        return None
    value = target.values[0]
    if not isinstance(value.value, Decimal) or value.value <= 0:
        return None
    bound = Fraction(value.value)
    if value.op in ("<=", "<") or (value.op == "=" and direction is Direction.LOWER):
        return bound / exact if exact else None
    return exact / bound
