"""Targets in words: grades, zero promises, comparisons without a number, schedules, days of the month.

Works on folded text; what is kept as words is kept as printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.rules.targets.leads import base_of, subject_of
from jixiao.rules.targets.words import (
    CARRIERS,
    DIRECTIONS,
    GRADES,
    LAST_YEAR,
    PERIODS,
    SAME_PERIOD,
    alternatives,
)
from jixiao.rules.values import TargetValue

_GRADE = rf"(?P<grade>{alternatives(GRADES)})"
_GRADE_MIN = re.compile(
    rf"{_GRADE}(?:等次|等级|档次|水平|级)?(?:\(含\)|含)?(?:及|或|及其)?以上"
    rf"|(?:不低于|≥|>=|至少|大于等于)[“\"]?(?P<least>{alternatives(GRADES)})[”\"]?(?:等次|等级|档次|级)?$"
)
_COVERS_ALL = re.compile(r"(?P<subject>.*?)(?:全覆盖|全面覆盖|全部覆盖)")
_COMPARES = re.compile(
    rf"(?:较|比|与|同|于|超过)(?P<base>(?:{alternatives(LAST_YEAR)})|(?:19|20)\d\d年|[^,;。\d]{{0,8}}(?:平均水平|平均值|均值))"
)
_SAME_PERIOD = re.compile(f"({alternatives(SAME_PERIOD)})")
_DIRECTION = re.compile(f"({alternatives(DIRECTIONS)})")
#: 按月安排, but not 按年度计划, 按周期, 按日常要求.
_BY_PERIOD = re.compile(
    r"按(?P<period>季度|季|月|周|天|日|年|学期|旬)(?![期常初节末底度计均份])|每(?P<every>季度|月|周|天|日|年)"
)

#: Events that are counted as 起, and harm to people that is counted as 人.
_ZERO = re.compile(
    rf"(?:[^,;。、]{{0,12}}?)(?:{alternatives(CARRIERS)}|达到)*+[零0](?P<what>[一-鿿]{{0,6}}?"
    r"(?:(?P<harm>伤亡|死亡|感染|伤害|失踪)|事故|事件|案件|投诉|举报|上访|信访|差错|失误|缺陷|延误|逾期|积压|故障|违规|违纪|违法|违约|失信|拖欠|欠薪|泄密|泄露|发生))[。!]?"
)

_HOURS = r"(?:小时|个小时|h|H)"
_SCHEDULES = (
    re.compile(
        rf"(?:每周)?(?P<days>[1-7])(?:天|日|个工作日)?(?:/周)?\*(?P<hours>\d{{1,2}}(?:\.\d)?)(?P<unit>{_HOURS})?"
    ),
    re.compile(rf"(?P<hours>\d{{1,2}})(?P<unit>{_HOURS})?\*(?P<days>[57])(?:天|日)?"),
    re.compile(
        rf"每周(?P<days>[1-7])(?:天|日|个工作日),?、?(?:每[天日])?(?P<hours>\d{{1,2}}(?:\.\d)?)(?P<unit>{_HOURS})"
    ),
    re.compile(rf"(?P<year>36[56])(?:天|日)?\*(?P<hours>\d{{1,2}})(?P<unit>{_HOURS})?"),
)
_SCHEDULE_AROUND = re.compile(rf"(?:{alternatives(CARRIERS)}|提供|达到)*+")
_SCHEDULE_TAIL = re.compile(r"(?:\([^()]{0,20}\))?[^\d,;。]{0,10}[。]?")

_DAY_OF_MONTH = re.compile(
    r"(?:每(?P<quarter>季度?)的?(?:首|次|末|第[一1]个?)月|(?:每|次)(?P<period>月)的?|^)(?P<day>3[01]|[12]\d|0?[1-9])[日号](?P<before>(?:之|以)?前)?(?![\d*-])"
)


def worded(folded: str, printed: str) -> TargetValue:
    """A statement without a number, with whatever its words let one hold on to."""
    printed = printed.strip()
    if zero := _ZERO.fullmatch(folded):
        unit = "人" if zero["harm"] else "起"
        return TargetValue("=", Decimal(0), unit, implicit_op=True, subject=zero["what"])
    grade = _GRADE_MIN.search(folded)
    relative_to, direction = _comparison(folded)
    return TargetValue(
        "qualitative",
        period=_by_period(folded),
        relative_to=relative_to,
        direction=direction,
        grade_min=(grade["grade"] or grade["least"]) if grade else None,
        implies=_implied(folded),
        text=printed,
    )


def promises_zero(folded: str) -> bool:
    """零投诉, 0事故、0投诉: every part promises that something does not happen."""
    if "零" not in folded and "0" not in folded:
        return False
    return all(_ZERO.fullmatch(piece) for piece in re.split(r"[,;。、]", folded) if piece)


def schedule(folded: str, printed: str) -> TargetValue | None:
    """5*8小时, 7×24, 每周五天、每天八小时: hours in a week, or in a year for 365×24."""
    if "*" not in folded and "每周" not in folded:
        return None
    for pattern in _SCHEDULES:
        match = pattern.search(folded)
        if match is None or not _stands_alone(folded, match):
            continue
        hours = Decimal(match["hours"])
        if hours > 24:
            continue
        if "year" in pattern.groupindex:
            year = Decimal(match["year"])
            return TargetValue(
                "schedule", year * hours, "小时", period="年", hours_per_day=hours, text=_as_stated(printed)
            )
        days = Decimal(match["days"])
        if match["unit"] or (days >= 5 and hours >= 4):
            return TargetValue(
                "schedule",
                days * hours,
                "小时",
                period="周",
                days_per_week=days,
                hours_per_day=hours,
                text=_as_stated(printed),
            )
    return None


def day_of_month(folded: str) -> TargetValue | None:
    """每月10日前: a day that comes every month."""
    if "日" not in folded and "号" not in folded:
        return None
    match = _DAY_OF_MONTH.search(folded)
    if match is None:
        return None
    before = match["before"] is not None
    period = "季度" if match["quarter"] else match["period"]
    if period is None and not before:
        return None
    return TargetValue(
        "<" if before else "<=",
        None,
        "date",
        implicit_op=not before,
        period=period,
        day_of_month=int(match["day"]),
    )


def _as_stated(printed: str) -> str:
    """The window without the sign of a neighbouring column."""
    return printed.strip().lstrip("=＝═≥≧ ")


def _stands_alone(folded: str, match: re.Match[str]) -> bool:
    before, after = folded[: match.start()], folded[match.end() :]
    return bool(_SCHEDULE_AROUND.fullmatch(before) or not re.search(r"\d", before)) and bool(
        _SCHEDULE_TAIL.fullmatch(after)
    )


def _comparison(folded: str) -> tuple[str | None, str | None]:
    if (same := _SAME_PERIOD.search(folded)) and _DIRECTION.search(folded, same.end()):
        direction = _risen(folded, same.end())
        return SAME_PERIOD[same[1]], DIRECTIONS[direction[1]] if direction else None
    compares = _COMPARES.search(folded)
    if compares is None:
        return None, None
    direction = _risen(folded, compares.end()) if folded[compares.start()] in "较比" else None
    return base_of(compares["base"]), DIRECTIONS[direction[1]] if direction else None


def _risen(folded: str, start: int) -> re.Match[str] | None:
    """The word of rising or falling, unless it is denied: 同比不上升."""
    found = _DIRECTION.search(folded, start)
    return None if found and folded[found.start() - 1] in "不未无" else found


def _by_period(folded: str) -> str | None:
    match = _BY_PERIOD.search(folded)
    return PERIODS[match["period"] or match["every"]] if match else None


def _implied(folded: str) -> TargetValue | None:
    """全覆盖 of something named is a share of one; the bare word leaves open of what."""
    match = _COVERS_ALL.match(folded)
    if match is None or subject_of(match["subject"]) is None:
        return None
    return TargetValue("=", Decimal(1), "ratio")
