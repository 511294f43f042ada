"""Targets with a number against an actual: counts, numbers, changes, and claims without a number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jixiao.rules.judgement.actuals import ActualValue, Quantity
from jixiao.rules.judgement.case import Case, Way, way_of
from jixiao.rules.judgement.claims import Claim, claim_of, denies
from jixiao.rules.judgement.counts import judge_count
from jixiao.rules.judgement.dates import days, year_of
from jixiao.rules.judgement.directions import clean_name
from jixiao.rules.judgement.folding import bare
from jixiao.rules.judgement.matching import actuals_of, candidates, is_completion
from jixiao.rules.judgement.numbers import judge_quantity, shown
from jixiao.rules.judgement.units import dimension, is_duration
from jixiao.rules.judgement.verdicts import Direction, Flag, Judgement, Verdict
from jixiao.rules.targets.words import DIRECTIONS
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import in_words


def judge_number(value: TargetValue, actual: ActualValue, case: Case, given: Quantity | None = None) -> Judgement:
    """A target with a number; ``given`` is the number a compound's part was matched with."""
    if not _has_number(value):
        return Judgement(Verdict.CANNOT_TELL, "目标值里没有数，无从比较；请先填写指标目标值。")
    way = way_of(value, case)
    judgement = _judged(value, actual, case, way, given)
    if judgement.direction is None:
        judgement = replace(judgement, direction=way.direction, direction_source=way.source)
    if judgement.verdict is Verdict.MET:
        if actual.quantities and denies(actual.text, case.lexicon.claims):
            why = f"实际“{bare(actual.text)}”的数字达到目标，文字却说没有完成，前后矛盾；请核实。"
            return replace(judgement, verdict=Verdict.CANNOT_TELL, why=why).flagged(Flag.CONTRADICTION)
        if value.deadline is not None:
            return _within_deadline(judgement, value, actual, case)
    return judgement


def _has_number(value: TargetValue) -> bool:
    ends = (value.value_min, value.value_max) if value.op == "between" else (value.value,)
    return all(isinstance(end, Decimal) for end in ends)


def _judged(value: TargetValue, actual: ActualValue, case: Case, way: Way, given: Quantity | None) -> Judgement:
    counts = _counts(value, actual, case)
    if counts is not None:
        return _agreeing(judge_count(value, *counts, way, case), value, actual, case, way)
    numbers = actuals_of(actual, case.lexicon, case.name)
    if not numbers:
        return _claimed(value, actual, case, way)
    if value.relative_to or value.direction:
        return _change(value, actual, numbers, case, way)
    fitting = [given] if given is not None else candidates(value, numbers, case)
    if not fitting or (is_completion(fitting[0], case.lexicon) and dimension(value.unit) != "ratio"):
        complete = next((quantity for quantity in numbers if is_completion(quantity, case.lexicon)), None)
        if complete is not None:
            return _completion(value, complete, way)
        return judge_quantity(value, fitting[0] if fitting else numbers[0], way, case)
    if any(word in case.name for word in case.lexicon.signed_names):
        fitting = [_signed(quantity) for quantity in fitting]
    return _one_answer(value, fitting, case, way)


def _signed(quantity: Quantity) -> Quantity:
    """下降12.5% of a 变动率 is -12.5%."""
    number = quantity.value.value
    if not isinstance(number, Decimal) or number < 0 or _change_word(quantity) != "下降":
        return quantity
    return quantity._replace(value=quantity.value._replace(value=-number))


def _one_answer(value: TargetValue, fitting: list[Quantity], case: Case, way: Way) -> Judgement:
    """Several numbers that fit must agree on the verdict."""
    judged = [judge_quantity(value, quantity, way, case) for quantity in fitting]
    if len({judgement.verdict for judgement in judged}) > 1:
        return Judgement(
            Verdict.CANNOT_TELL,
            f"实际中有几个数都可能是“{in_words([value])}”的完成值，结论不同；请只填本指标的完成值。",
            way.direction,
            way.source,
            (Flag.SEVERAL_VALUES,),
        )
    judgement = judged[0]
    if not is_completion(fitting[0], case.lexicon) or any(word in case.name for word in case.lexicon.completion_names):
        return judgement
    if way.direction is Direction.LOWER:
        why = "实际写的是完成进度，不是这项指标的数值，无法比较；请填写实际数值。"
        return Judgement(Verdict.CANNOT_TELL, why, way.direction, way.source, (Flag.COMPLETION_RATE,))
    return judgement.flagged(Flag.COMPLETION_RATE)


def _counts(value: TargetValue, actual: ActualValue, case: Case) -> tuple[int, int] | None:
    if value.unit != "ratio" or value.relative_to or value.direction:
        return None
    for numerator, denominator in ((case.numerator, case.denominator), (actual.numerator, actual.denominator)):
        if numerator is not None and denominator is not None and denominator > 0:
            return numerator, denominator
    return None


def _agreeing(judgement: Judgement, value: TargetValue, actual: ActualValue, case: Case, way: Way) -> Judgement:
    """Mark a printed rate that gives another verdict than its own numerator and denominator."""
    fitting = candidates(value, actuals_of(actual, case.lexicon, case.name), case)
    if not fitting or Flag.COUNT_SMALL in judgement.flags:
        return judgement
    printed = judge_quantity(value, fitting[0], way, case).verdict
    return judgement if printed is judgement.verdict else judgement.flagged(Flag.COUNT_DISAGREES)


def _completion(value: TargetValue, quantity: Quantity, way: Way) -> Judgement:
    """ "已完成100%" where a count is wanted: so much of the target; of cost or time spent it says nothing."""
    share, said = quantity.value, f"{quantity.before}{shown(quantity.value)}{quantity.after}"
    flags = (Flag.COMPLETION_RATE, Flag.SELF_ASSERTED)
    if way.direction is Direction.LOWER or (dimension(value.unit) == "money" and way.direction is None):
        return Judgement(
            Verdict.CANNOT_TELL,
            f"目标是“{in_words([value])}”，实际“{said}”只说完成进度，没有写明数值；请填写实际数值。",
            flags=(Flag.COMPLETION_RATE,),
        )
    done = isinstance(share.value, Decimal) and share.value >= 1
    if done and share.op in ("=", ">=", ">"):
        return Judgement(
            Verdict.MET, f"实际称“{said}”，按自评认定达到“{in_words([value])}”，没有写明数值。", flags=flags
        )
    return Judgement(Verdict.NOT_MET, f"实际“{said}”，没有完成目标“{in_words([value])}”。", flags=flags)


def _change(value: TargetValue, actual: ActualValue, numbers: tuple[Quantity, ...], case: Case, way: Way) -> Judgement:
    """Growth or fall against a base: the actual must state the change itself."""
    wanted = value.direction or "增长"
    absolute = value._replace(relative_to=None, direction=None)
    for quantity in actual.quantities:
        word = _change_word(quantity)
        if word is None:
            continue
        if word != wanted:
            return Judgement(
                Verdict.NOT_MET, f"目标是“{in_words([value])}”，实际却是{word}。", way.direction, way.source
            )
        return _of_change(judge_quantity(absolute, quantity, way, case), value)
    name = clean_name(case.name)
    named_change = any(word in name for word in DIRECTIONS)
    level_is_ratio = name.endswith(("率", "度", "比例", "占比", "比重")) and not named_change
    fitting = [number for number in numbers if number.value.unit in ("ratio", "百分点")]
    if value.unit in ("ratio", "百分点") and fitting and not level_is_ratio and name:
        judged = judge_quantity(absolute, fitting[0], way, case).flagged(Flag.CHANGE_ASSUMED)
        return _of_change(judged, value)
    return Judgement(
        Verdict.CANNOT_TELL,
        f"目标“{in_words([value])}”要与{value.relative_to or '基期'}比较，实际“{bare(actual.text)}”没有写明变化；"
        "请补上基期数或增减幅度。",
    )


def _of_change(judgement: Judgement, value: TargetValue) -> Judgement:
    """The reason with the target as a change (较基期下降5%), not as the bare number it was compared as."""
    absolute = in_words([value._replace(relative_to=None, direction=None)])
    why = judgement.why.replace(f"目标“{absolute}”", f"目标“{in_words([value])}”")
    return replace(judgement, why=why)


def _change_word(quantity: Quantity) -> str | None:
    tail = quantity.before[-6:]
    found = [(tail.rfind(word), direction) for word, direction in DIRECTIONS.items() if word in tail]
    if found:
        return max(found)[1]
    number = quantity.value.value
    return "下降" if isinstance(number, Decimal) and number < 0 else None


def _claimed(value: TargetValue, actual: ActualValue, case: Case, way: Way) -> Judgement:
    """Words where a number is wanted."""
    claim, said, wanted = claim_of(actual.text, case.lexicon.claims), bare(actual.text), in_words([value])
    lower = way.direction is Direction.LOWER
    asserted = Judgement(
        Verdict.MET, f"实际称“{said}”，按自评认定达到“{wanted}”，没有写明数值。", flags=(Flag.SELF_ASSERTED,)
    )
    missed = Judgement(Verdict.NOT_MET, f"实际写明“{said}”，没有达到目标“{wanted}”。", flags=(Flag.SELF_ASSERTED,))
    if claim is Claim.ATTAINED:
        return asserted
    if claim is Claim.NONE and lower:
        return replace(asserted, why=f"实际为“{said}”，即没有发生，达到目标“{wanted}”。")
    if claim is Claim.NONE and value.unit == "ratio" and case.reason.strip():
        return Judgement(Verdict.NOT_APPLICABLE, f"实际为“{said}”，没有可以计算的对象：{case.reason.strip()}")
    if claim in (Claim.COMPLETED, Claim.YES) and not lower:
        return asserted
    if claim is Claim.ON_TIME and (not lower or is_duration(value.unit)):
        return asserted
    if claim in (Claim.NOT_DONE, Claim.PARTLY) or (claim is Claim.NO and not lower):
        return missed
    if claim is Claim.LATE and (is_duration(value.unit) or value.deadline or "时效" in case.category):
        return missed
    return Judgement(Verdict.CANNOT_TELL, f"目标“{wanted}”要有数值，实际只写“{said}”，无法比较；请填写实际数值。")


def _within_deadline(judgement: Judgement, value: TargetValue, actual: ActualValue, case: Case) -> Judgement:
    """A number that had to be reached by a day."""
    if not actual.dates:
        return judgement.flagged(Flag.TIME_NOT_STATED)
    reached = actual.dates[-1]
    limit = TargetValue("<=", value.deadline, "date")
    year = case.year or year_of(limit) or year_of(reached)
    wanted, got = days(limit, year), days(reached, year)
    if wanted is None or got is None or not got.apart_from(wanted):
        return judgement
    why = f"实际“{bare(actual.text)}”的数值达到目标，但晚于期限{in_words([limit])}。"
    return replace(judgement, verdict=Verdict.NOT_MET, why=why)
