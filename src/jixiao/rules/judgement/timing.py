"""Targets that are dates, periods or hours of service."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from jixiao.rules.judgement.actuals import ActualValue
from jixiao.rules.judgement.case import Case
from jixiao.rules.judgement.claims import Claim, claim_of
from jixiao.rules.judgement.dates import days, last_day, span, year_of
from jixiao.rules.judgement.folding import bare, mark_free
from jixiao.rules.judgement.intervals import Interval
from jixiao.rules.judgement.verdicts import Direction, Flag, Judgement, Verdict
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import in_words

#: Spreadsheets count days from here; the range is 2000 to 2050, where no ordinary number is meant.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(36526, 54789)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})[日号]")


def judge_date(value: TargetValue, actual: ActualValue, case: Case) -> Judgement:
    """A deadline or a period against the date of completion, or against what is said of it. Earlier is better."""
    said = bare(actual.text)
    if mark_free(actual.text) == mark_free(case.target_text):
        return Judgement(
            Verdict.MET,
            f"实际照写了目标的时间“{said}”，按自评认定达标，没有写明完成日期。",
            flags=(Flag.SELF_ASSERTED,),
        )
    dates = actual.dates or _serial_dates(actual)
    if dates and value.day_of_month is None:
        return _dated(value, dates[-1], said, case)
    monthly = _DAY_OF_MONTH.search(said) if value.day_of_month is not None else None
    if monthly:
        return _each_month(value, int(monthly[1]), said)
    claim = claim_of(actual.text, case.lexicon.claims)
    if claim in (Claim.NOT_DONE, Claim.LATE, Claim.NO):
        return Judgement(Verdict.NOT_MET, f"实际写明“{said}”，没有在“{_wanted(value)}”完成。")
    if claim in (Claim.PARTLY, Claim.NEARLY, Claim.UNDER_WAY):
        return Judgement(Verdict.NOT_MET, f"到期应完成，实际“{said}”尚未全部完成。")
    share = next((q.value.value for q in actual.quantities if q.value.unit == "ratio" and q.value.op == "="), None)
    if share is not None and not isinstance(share, str) and share < 1:
        return Judgement(
            Verdict.NOT_MET, f"实际只完成“{said}”，没有在“{_wanted(value)}”全部完成。", flags=(Flag.COMPLETION_RATE,)
        )
    if claim in (Claim.ON_TIME, Claim.ATTAINED):
        return Judgement(Verdict.MET, f"实际称“{said}”，按自评认定按期，没有写明日期。", flags=(Flag.SELF_ASSERTED,))
    if share is not None or claim in (Claim.COMPLETED, Claim.YES):
        return _completed_somewhen(value, said, case)
    return Judgement(Verdict.CANNOT_TELL, f"目标是“{_wanted(value)}”，实际“{said}”没有写明何时完成；请填写完成日期。")


def deadline_of(value: TargetValue, case: Case) -> date | None:
    """The last day on which the value can still be reached, where the target itself says so."""
    year = case.year or (case.as_of.year if case.as_of else None)
    if value.unit == "date" and value.day_of_month is None:
        return last_day(value, year)
    if value.deadline is None:
        return None
    stated = span(value.deadline, year)
    return stated[1] if stated and (year or value.deadline[0] != "-") else None


def judge_schedule(value: TargetValue, actual: ActualValue, case: Case) -> Judgement:
    """Hours of service (5*8小时): every day and every hour promised must be covered."""
    said = bare(actual.text)
    if mark_free(actual.text) == mark_free(value.text or case.target_text):
        return Judgement(Verdict.MET, f"实际照写了目标的时段“{said}”，按自评认定达标。", flags=(Flag.SELF_ASSERTED,))
    given = next((q.value for q in actual.quantities if q.value.op == "schedule"), None)
    if given is not None:
        enough = _at_least(given.days_per_week, value.days_per_week) and _at_least(
            given.hours_per_day, value.hours_per_day
        )
        if enough:
            return Judgement(
                Verdict.MET, f"实际服务时间“{said}”覆盖目标“{_wanted(value)}”。", Direction.HIGHER, "inferred"
            )
        return Judgement(
            Verdict.NOT_MET, f"实际服务时间“{said}”少于目标“{_wanted(value)}”。", Direction.HIGHER, "inferred"
        )
    claim = claim_of(actual.text, case.lexicon.claims)
    share = next((q.value.value for q in actual.quantities if q.value.unit == "ratio" and q.value.op == "="), None)
    if share is not None and not isinstance(share, str):
        verdict = Verdict.MET if share >= 1 else Verdict.NOT_MET
        return Judgement(
            verdict,
            f"按实际“{said}”，目标的服务时段“{_wanted(value)}”{'全部' if share >= 1 else '没有全部'}覆盖。",
            flags=(Flag.COMPLETION_RATE,),
        )
    if claim in (Claim.NOT_DONE, Claim.NO, Claim.PARTLY, Claim.LATE):
        return Judgement(Verdict.NOT_MET, f"实际写明“{said}”，没有做到“{_wanted(value)}”。")
    if claim in (Claim.ATTAINED, Claim.COMPLETED, Claim.YES, Claim.ON_TIME):
        return Judgement(Verdict.MET, f"实际称“{said}”，按自评认定达标，没有写明时段。", flags=(Flag.SELF_ASSERTED,))
    return Judgement(Verdict.CANNOT_TELL, f"目标是服务时段“{_wanted(value)}”，实际“{said}”没有写明时段。")


def _each_month(value: TargetValue, day: int, said: str) -> Judgement:
    """每月10日前 against 每月8日; the day itself counts, as it does for 12月31日前."""
    limit = value.day_of_month or 0
    if day > limit:
        return Judgement(Verdict.NOT_MET, f"实际“{said}”晚于目标“{_wanted(value)}”。", Direction.LOWER, "operator")
    flags = (Flag.ON_THE_DAY,) if day == limit and value.op == "<" else ()
    return Judgement(Verdict.MET, f"实际“{said}”在目标“{_wanted(value)}”之内。", Direction.LOWER, "operator", flags)


def _serial_dates(actual: ActualValue) -> tuple[TargetValue, ...]:
    """A day that a spreadsheet printed as its number: 44926 is 31 December 2022."""
    stated = [quantity.value.value for quantity in actual.quantities if quantity.value.unit is None]
    if len(stated) != 1 or not isinstance(stated[0], Decimal) or stated[0] not in _SERIALS:
        return ()
    return (TargetValue("=", (_SERIAL_ZERO + timedelta(days=int(stated[0]))).isoformat(), "date"),)


def _dated(value: TargetValue, reached: TargetValue, said: str, case: Case) -> Judgement:
    """``reached`` is the last date of the actual: stages and periods come before the day of completion."""
    flags: tuple[str, ...] = ()
    year = case.year or year_of(value) or year_of(reached)
    if (
        (year_of(value) is None or year_of(reached) is None)
        and year_of(value) != year_of(reached)
        and case.year is None
    ):
        flags = (Flag.YEAR_ASSUMED,)
    wanted, got = days(value, year), days(reached, year)
    if wanted is None or got is None:
        return Judgement(Verdict.CANNOT_TELL, f"“{said}”里的日期不存在，无法比较。")
    if value.op == "=":
        wanted = Interval(None if value.implicit_op else wanted.low, wanted.high)
    limit = _wanted(value)
    if got.within(wanted):
        if got == wanted and not got.is_point and reached.op != "between":
            flags += (Flag.REPEATS_TARGET,)
        return Judgement(Verdict.MET, f"实际“{said}”在目标“{limit}”之内。", Direction.LOWER, "operator", flags)
    if value.op == "<" and _names_a_day(value) and got.within(wanted._replace(high_open=False)):
        return Judgement(
            Verdict.MET,
            f"实际“{said}”正是期限当日；“前”是否含当日各地不一，按含当日计。",
            Direction.LOWER,
            "operator",
            (*flags, Flag.ON_THE_DAY),
        )
    if got.apart_from(wanted):
        return Judgement(Verdict.NOT_MET, f"实际“{said}”不在目标“{limit}”之内。", Direction.LOWER, "operator", flags)
    return Judgement(
        Verdict.NOT_PROVEN,
        f"实际“{said}”有一部分在目标“{limit}”之外，不能证实按期。",
        Direction.LOWER,
        "operator",
        flags,
    )


def _completed_somewhen(value: TargetValue, said: str, case: Case) -> Judgement:
    end = deadline_of(value, case)
    if end is not None and case.as_of is not None and case.as_of <= end:
        return Judgement(
            Verdict.MET, f"截至{case.as_of.isoformat()}实际已“{said}”，早于期限。", Direction.LOWER, "operator"
        )
    return Judgement(
        Verdict.MET,
        f"实际称“{said}”，没有写明是否在“{_wanted(value)}”完成，按自评认定达标；请补完成日期。",
        flags=(Flag.SELF_ASSERTED, Flag.TIME_NOT_STATED),
    )


def _names_a_day(value: TargetValue) -> bool:
    """ "12月前" is labelled as before 1 December; only a printed day can be the day itself."""
    return isinstance(value.value, str) and not value.value.endswith("-01")


def _at_least(given: object, wanted: object) -> bool:
    return Fraction(str(given or 0)) >= Fraction(str(wanted or 0))


def _wanted(value: TargetValue) -> str:
    return in_words([value])
