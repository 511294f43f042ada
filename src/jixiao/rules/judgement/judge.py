"""Target × actual → verdict with its reason in one Chinese sentence (docs/judging.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jixiao.rules.judgement.actuals import ActualValue, Quantity, parse_actual
from jixiao.rules.judgement.case import Case
from jixiao.rules.judgement.claims import Claim, claim_of
from jixiao.rules.judgement.lexicon import DirectionLexicon
from jixiao.rules.judgement.matching import actuals_of, assigned, is_completion
from jixiao.rules.judgement.measured import judge_number
from jixiao.rules.judgement.timing import deadline_of, judge_date, judge_schedule
from jixiao.rules.judgement.units import dimension
from jixiao.rules.judgement.verdicts import Direction, Flag, Judgement, Verdict
from jixiao.rules.judgement.wordings import judge_qualitative
from jixiao.rules.values import ParsedTarget, TargetValue
from jixiao.rules.values.words import in_words

#: When the parts of a compound differ, the first of these that any part has is the verdict of the whole.
_PRECEDENCE = (
    Verdict.NOT_MET,
    Verdict.NOT_DUE,
    Verdict.NOT_REPORTED,
    Verdict.CANNOT_TELL,
    Verdict.NOT_PROVEN,
    Verdict.PARTLY,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)
#: Not yet met: before the due date these say nothing final.
_OPEN = frozenset({Verdict.NOT_MET, Verdict.PARTLY, Verdict.NOT_REPORTED, Verdict.NOT_PROVEN})
_CUMULATIVE = frozenset({"count", "money"})


def judge(
    target: ParsedTarget | Sequence[TargetValue],
    actual: str | ActualValue | None,
    *,
    name: str = "",
    direction: Direction | None = None,
    due: date | None = None,
    as_of: date | None = None,
    lexicon: DirectionLexicon,
    numerator: int | None = None,
    denominator: int | None = None,
    category: str = "",
    year: int | None = None,
    reason: str = "",
) -> Judgement:
    """Judge a target. Never raises on any text.

    ``name`` is the indicator's name and ``category`` its level-2 heading (both only to infer a direction and to pick
    the right number out of prose); ``direction`` a stated one; ``due`` the day by which it is due and ``as_of`` the day
    of judging (without both, nothing is ``not_due``); ``numerator`` and ``denominator`` the counts behind a rate;
    ``year`` the budget year for dates that state none; ``reason`` the explanation printed beside the actual.
    """
    if isinstance(target, ParsedTarget):
        values, text = target.values, target.text
    else:
        values, text = tuple(target), ""
    case = Case(lexicon, name, category, text, direction, due, as_of, year, reason, numerator, denominator)
    if not values:
        return Judgement(Verdict.CANNOT_TELL, "没有目标值，无从判定；请先填写指标目标值。")
    if not isinstance(target, ParsedTarget) and not all(map(_is_sound, values)):
        return Judgement(Verdict.CANNOT_TELL, "目标的标注中有无效的数字或日期，无从判定；请核对后重新标注。")
    read = actual if isinstance(actual, ActualValue) else _read(actual, values)
    nothing = _nothing_to_judge(read, case)
    if nothing is not None:
        return _on_the_day(nothing, values[0], case)
    if len(values) == 1:
        return _on_the_day(_judge_value(values[0], read, case), values[0], case)
    return _combined(values, _judge_parts(values, read, case))


def _read(actual: str | None, values: Sequence[TargetValue]) -> ActualValue:
    return parse_actual(
        actual, units=[value.unit for value in values if value.unit and value.unit not in ("ratio", "date")]
    )


def _nothing_to_judge(actual: ActualValue, case: Case) -> Judgement | None:
    """Not reported and not applicable, before anything is compared."""
    denominator = case.denominator if case.denominator is not None else actual.denominator
    counted = case.numerator is not None and case.denominator is not None
    if denominator == 0:
        if case.reason.strip():
            return Judgement(Verdict.NOT_APPLICABLE, f"分母为零，没有可以计算的对象：{case.reason.strip()}")
        return Judgement(
            Verdict.NOT_APPLICABLE, "分母为零，没有可以计算的对象；请说明原因。", flags=(Flag.REASON_MISSING,)
        )
    claim = None if actual.quantities else claim_of(actual.text, case.lexicon.claims)
    if claim is Claim.BLANK and not counted and not actual.dates and actual.denominator is None:
        return Judgement(Verdict.NOT_REPORTED, "没有报告实际完成值；请填写。")
    if claim is Claim.NOT_APPLICABLE:
        flags = () if case.reason.strip() else (Flag.REASON_MISSING,)
        return Judgement(Verdict.NOT_APPLICABLE, f"实际填“{actual.text.strip()}”，本期不涉及此项。", flags=flags)
    return None


def _judge_value(value: TargetValue, actual: ActualValue, case: Case, given: Quantity | None = None) -> Judgement:
    """One value against the whole actual, or against the number that was matched with it."""
    if value.op == "qualitative":
        return judge_qualitative(value, actual, case)
    if value.op == "schedule":
        return judge_schedule(value, actual, case)
    if value.unit == "date":
        return judge_date(value, actual, case)
    return judge_number(value, actual, case, given)


def _is_sound(value: TargetValue) -> bool:
    """Whether a value that was put together elsewhere is one that a label could state: finite numbers, real dates."""
    try:
        return bool(TargetValue.from_label(value.to_label()))
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return False


def _judge_parts(values: Sequence[TargetValue], actual: ActualValue, case: Case) -> tuple[Judgement, ...]:
    """Every part with the number that answers it; a completion rate or a claim answers for all parts."""
    numbers = actuals_of(actual, case.lexicon, case.name)
    for_all = not numbers or (
        len(numbers) == 1 and is_completion(numbers[0], case.lexicon) and values[0].unit != "ratio"
    )
    matched = [None] * len(values) if for_all else assigned(values, numbers)
    judged = []
    for value, quantity in zip(values, matched, strict=True):
        countable = value.op not in ("qualitative", "schedule") and value.unit != "date"
        if countable and quantity is None and not for_all:
            part = Judgement(Verdict.NOT_REPORTED, f"没有报告“{in_words([value])}”这一项的实际值；请补填。")
        else:
            part = _judge_value(value, actual, replace(case, numerator=None, denominator=None), quantity)
        judged.append(_on_the_day(part, value, case))
    return tuple(judged)


def _combined(values: Sequence[TargetValue], parts: tuple[Judgement, ...]) -> Judgement:
    verdict = next(verdict for verdict in _PRECEDENCE if any(part.verdict is verdict for part in parts))
    directions = {part.direction for part in parts}
    sources = {part.direction_source for part in parts}
    if verdict is Verdict.MET:
        why = f"{len(parts)}项目标全部达到：" + "；".join(part.why.rstrip("。") for part in parts) + "。"
    else:
        why = f"{len(parts)}项目标须全部达到，有一项{verdict.word}：" + next(
            p.why for p in parts if p.verdict is verdict
        )
    return Judgement(
        verdict,
        why,
        directions.pop() if len(directions) == 1 else None,
        sources.pop() if len(sources) == 1 else None,
        tuple(dict.fromkeys(flag for part in parts for flag in part.flags)),
        parts,
    )


def _on_the_day(judgement: Judgement, value: TargetValue, case: Case) -> Judgement:
    """What is not yet met before its due date is not due; what must not grow and already has is lost today."""
    due = case.due or deadline_of(value, case)
    if due is None or case.as_of is None or case.as_of >= due:
        return judgement
    cumulative = judgement.direction is Direction.LOWER and dimension(value.unit) in _CUMULATIVE and not value.period
    if judgement.verdict is Verdict.MET and cumulative:
        return judgement.flagged(Flag.SO_FAR)
    if judgement.verdict not in _OPEN or (judgement.verdict is Verdict.NOT_MET and cumulative):
        return judgement
    why = f"截至{case.as_of.isoformat()}尚未到期（期限{due.isoformat()}）：{judgement.why}"
    return replace(judgement, verdict=Verdict.NOT_DUE, why=why)
