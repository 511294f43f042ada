"""A target against an actual value that was computed from records: exact, never read out of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.rules.judgement.actuals import ActualValue, Quantity
from jixiao.rules.judgement.judge import judge
from jixiao.rules.judgement.lexicon import DirectionLexicon
from jixiao.rules.judgement.verdicts import Direction, Judgement, Verdict
from jixiao.rules.measurement import Band
from jixiao.rules.values import ParsedTarget, TargetValue

#: Places of a value without an end (a third), and those of one that lies so near a bound that the few would hide it.
_PLACES, _PLACES_NEAR = 6, 18

_OF_BAND: dict[Band, tuple[Verdict, str]] = {
    "achieved": (Verdict.MET, "达成预期指标"),
    "partly": (Verdict.PARTLY, "部分达成预期指标"),
    "not": (Verdict.NOT_MET, "未达成预期指标"),
}


@dataclass(frozen=True, slots=True)
class FromRecords:
    """What a measure gave: an exact value in its unit, its counts where it is a share, its band where it is checked.

    ``nothing`` says why there is no value: no records are kept (not reported), or there was nothing to measure.
    """

    exact: Fraction | None
    unit: str
    numerator: int | None = None
    denominator: int | None = None
    band: Judgement | None = None
    nothing: Literal["not_reported", "not_applicable"] | None = None
    why: str = ""


def judge_records(
    target: ParsedTarget,
    found: FromRecords,
    *,
    lexicon: DirectionLexicon,
    due: date,
    as_of: date,
    name: str = "",
    category: str = "",
    direction: Direction | None = None,
    year: int | None = None,
) -> Judgement:
    """The verdict. ``due`` is the day by which the target has to be reached, ``as_of`` the day up to which is known."""
    if found.exact is None:
        return _open(Judgement(Verdict(found.nothing or "not_reported"), found.why), due, as_of)
    wordy = all(value.op == "qualitative" or value.unit == "date" for value in target.values)
    if found.band is not None and target.values and wordy:
        return _open(found.band, due, as_of)
    return judge(
        target,
        _actual(found, target),
        name=name,
        category=category,
        direction=direction,
        due=due,
        as_of=as_of,
        lexicon=lexicon,
        numerator=found.numerator,
        denominator=found.denominator,
        year=year,
    )


def judge_band(band: Band | None, passed: int, applicable: int, mandatory_failed: Sequence[str]) -> Judgement:
    """A qualitative target by the band of its checklist; ``mandatory_failed`` are the statements that did not hold."""
    if band is None:
        return Judgement(Verdict.NOT_APPLICABLE, "检查清单没有适用的记录。")
    verdict, words = _OF_BAND[band]
    failed = f"，必须项未全部通过（{'；'.join(mandatory_failed)}）" if mandatory_failed else ""
    return Judgement(verdict, f"检查{applicable}项次，通过{passed}项次{failed}：{words}。")


def _open(judgement: Judgement, due: date, as_of: date) -> Judgement:
    """Before the due date only what is met, or does not apply, is final."""
    if as_of >= due or judgement.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return judgement
    why = f"截至{as_of.isoformat()}尚未到期（期限{due.isoformat()}）：{judgement.why}"
    return replace(judgement, verdict=Verdict.NOT_DUE, why=why)


def _actual(found: FromRecords, target: ParsedTarget) -> ActualValue:
    exact = found.exact or Fraction(0)
    bounds = [value.value for value in target.values if isinstance(value.value, Decimal)]
    near = any(0 < abs(exact - Fraction(bound)) < Fraction(1, 10**_PLACES) for bound in bounds)
    step = Decimal(1).scaleb(-(_PLACES_NEAR if near else _PLACES))
    number = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step).normalize()
    shown = f"{(number * 100).normalize():f}%" if found.unit == "ratio" else f"{number:f}{found.unit}"
    return ActualValue(shown, (Quantity(TargetValue("=", number, found.unit)),))
