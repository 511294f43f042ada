"""Actual values (实际完成值) as governments write them: numbers with units, dates, fractions, and claims in words.

An actual is prose more often than a target is, so it is scanned: every number that carries a meaning is kept with its
sign, its unit and the words around it, and the judgement picks the one that answers the target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao.rules.judgement.dates import BLANK, DateMention, read_dates
from jixiao.rules.targets.folding import fold
from jixiao.rules.targets.numerals import NUMERAL, digits_of
from jixiao.rules.targets.words import (
    AFTER,
    APPROXIMATE_AFTER,
    APPROXIMATE_BEFORE,
    APPROXIMATE_CHARACTERS,
    AVERAGES_PER,
    AVERAGES_PERIOD,
    BEFORE,
    OPERATOR,
    PERIODS,
    RATIOS,
    SCALES,
    UNITS,
    alternatives,
)
from jixiao.rules.values import Operator, TargetValue


class Quantity(NamedTuple):
    """One number of an actual value, with the words of its own clause before and after it."""

    value: TargetValue
    before: str = ""
    after: str = ""


class ActualValue(NamedTuple):
    """An actual value as printed and as scanned."""

    text: str
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[TargetValue, ...] = ()
    #: "2/300": two of three hundred.
    numerator: int | None = None
    denominator: int | None = None


#: Longer texts are reports, not values; what stands behind this many characters is not read.
LONGEST = 2000
_BREAKS = "，,；;。！!？?、"
#: In a report "达到98%" is the value reached, not a bound.
_REACHED = frozenset({"达到", "达", "达到或超过", "超额完成", "控制在", "超出", "封顶", "最高", "最低", "最多", "最少"})
#: 4分30秒, 1小时20分: one duration.
_COMPOSED = re.compile(
    r"(?=\d+小时\d+分|\d+分钟?\d+秒)(?:(?P<hours>\d{1,4})小时)?(?:(?P<minutes>\d{1,4})分钟?)?(?:(?P<seconds>\d{1,4})秒)?"
)
#: 第二名: a rank, of which less is better; 第3批 is a name.
_RANK = re.compile(rf"第([{NUMERAL}\d]{{1,6}})(名|位)")
#: 2号, 3级, 5A are names, no quantities.
_NAMED = re.compile(r"[号级届类A-Za-z]")
#: PM2.5, A4; but CT1台 is one of a thing with a Latin name.
_LATIN = re.compile("[A-Za-z]")
_SCHEDULE = re.compile(
    r"(?<![\d.])(?P<days>[1-7])(?:天|日)?[*xX](?P<hours>\d{1,2})(?:小时|h)?(?!\d)"
    r"|每周(?P<each_week>[1-7])[天日]\D{0,3}每[天日](?P<each_day>\d{1,2})(?:个?小时|h)"
)
_FRACTION = re.compile(r"(?<![\d./%‰])(\d{1,9})\s*[/／]\s*(\d{1,9})(万)?(?![\d./／年月])")

#: 4次中0次, 共4次，其中0次: of four of a thing, none of the same thing.
_OF_THEM = re.compile(
    r"(?<![\d./%‰])(?:共|总共|合计)?(?P<all>\d{1,9})(?P<unit>[\u4e00-\u9fff]{1,2}?)"
    r"(?:之?中有?|[,，]其中)(?P<part>\d{1,9})(?P=unit)(?![\u4e00-\u9fff\d])"
)


def parse_actual(text: str | None, *, units: Iterable[str] = ()) -> ActualValue:
    """Scan an actual value. Never raises; ``units`` are further measure words to know (those of the target)."""
    if not text:
        return ActualValue("")
    fraction = _FRACTION.search(text)
    shortened = text[:LONGEST] if fraction is None else _FRACTION.sub(";", text[:LONGEST], count=1)
    folded = _COMPOSED.sub(_in_seconds, fold(shortened))
    of_them = None if fraction else _OF_THEM.fullmatch(folded.strip("。;,."))
    mentions, rest = read_dates(folded)
    quantities: list[Quantity] = []
    schedule = _SCHEDULE.search(rest)
    if schedule:
        quantities.append(_schedule_quantity(schedule))
        rest = rest.replace(schedule.group(), BLANK * len(schedule.group()), 1)
    quantities += [Quantity(rank) for match in _RANK.finditer(rest) if (rank := _rank(match)) is not None]
    quantities += _scan(rest, tuple(sorted(set(units))))
    return ActualValue(
        text,
        tuple(quantities),
        _joined(mentions, folded),
        int(fraction[1]) if fraction else int(of_them["part"]) if of_them else None,
        int(fraction[2]) * (10_000 if fraction[3] else 1) if fraction else int(of_them["all"]) if of_them else None,
    )


def _joined(mentions: list[DateMention], folded: str) -> tuple[TargetValue, ...]:
    """The dates of a text; two joined by a dash are one period."""
    dates = tuple(mention.value for mention in mentions)
    if len(dates) == 2 and re.search(r"\d[日号月年]?[-~至到]+$", folded[mentions[0].start : mentions[1].start]):
        first, last = (value.value if value.op in ("=", "<=") else None for value in dates)
        if first and last:
            return (TargetValue("between", None, "date", value_min=first, value_max=last),)
    return dates


def _in_seconds(match: re.Match[str]) -> str:
    hours, minutes, seconds = (int(part or 0) for part in match.group("hours", "minutes", "seconds"))
    return f"{hours * 3600 + minutes * 60 + seconds}秒"


def _rank(match: re.Match[str]) -> TargetValue | None:
    read = match[1] if match[1].isdecimal() else digits_of(match[1])
    return None if read is None else TargetValue("=", Decimal(read), match[2])


def _schedule_quantity(match: re.Match[str]) -> Quantity:
    days = Decimal(match["days"] or match["each_week"])
    hours = Decimal(match["hours"] or match["each_day"])
    return Quantity(
        TargetValue(
            "schedule", days * hours, "小时", text=match.group(), period="周", days_per_week=days, hours_per_day=hours
        )
    )


@cache
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    """One number with everything that belongs to it; the order of the parts is the order of the words."""
    unit = alternatives((*UNITS, *RATIOS, "年", "月", *units))
    scale = alternatives(SCALES)
    whole = alternatives(word for word in UNITS if word[0] in SCALES)  # 千瓦时 are no thousands
    number = r"(?:\d{1,20}(?:\.\d{1,20})?|\.\d{1,20})"
    over = alternatives((*PERIODS, *UNITS, "生", "班级"))
    return re.compile(
        rf"(?P<sign>{OPERATOR})?(?P<about>{alternatives(APPROXIMATE_BEFORE)}|{APPROXIMATE_CHARACTERS})?"
        rf"(?<![第\d.])(?P<number>(?:(?<![^{BLANK};,:，；：为≥≤=<>])-)?{number})"
        # 2500余人, 3000多份: more than so many
        rf"(?P<some>余|多)?(?P<scale>(?!{whole})(?:{scale})(?!分[比之]))?(?P<some2>余|多)?(?P<unit>{unit})?"
        rf"(?:(?:[-~]|至(?!少)|到)(?P<second>{number})(?P<scale2>{scale})?(?P<unit2>{unit})?)?"
        rf"(?:/每?(?P<over>{over})(?:[*·./、x]?每?(?P<over2>{over}))?)?"
        rf"(?P<edge>\((?:不?含)\))?(?P<left>{alternatives(APPROXIMATE_AFTER)})?"
        rf"(?P<bound>{alternatives(AFTER)})?(?P<edge2>\(不?含[^)]{{0,12}}\))?"
    )


def _scan(text: str, units: tuple[str, ...]) -> list[Quantity]:
    found = []
    for match in _pattern(units).finditer(text):
        if match["unit"] is None and match["second"] is None and _NAMED.match(text, match.end()):
            continue
        if _LATIN.match(text[match.start("number") - 1 : match.start("number")]) and (match["unit"] or "a").isascii():
            continue
        before = re.split(f"[{_BREAKS}]", text[: match.start()])[-1].strip(BLANK)
        after = re.split(f"[{_BREAKS}{BLANK}]", text[match.end() : match.end() + 8])[0]
        found.append(Quantity(_value(match, before), before, after))
    return found


def _value(match: re.Match[str], before: str) -> TargetValue:
    printed_unit, scale = (
        match["unit"] or match["unit2"],
        match["scale"] or (match["scale2"] if not match["unit"] else None),
    )
    number = _scaled(match["number"], scale, printed_unit)
    per, period = _rate(match, before)
    unit = (
        None if printed_unit is None else "ratio" if printed_unit in RATIOS else UNITS.get(printed_unit, printed_unit)
    )
    if match["second"]:
        second = _scaled(match["second"], match["scale2"] or scale, match["unit2"] or printed_unit)
        low, high = min(number, second), max(number, second)
        return TargetValue("between", None, unit, value_min=low, value_max=high, per=per, period=period)
    about = bool(match["about"] or match["left"])
    return TargetValue(_operator(match), number, unit, subject=before or None, per=per, period=period, approx=about)


def _operator(match: re.Match[str]) -> Operator:
    sign = match["sign"]
    bound: Operator = BEFORE.get(sign, "=") if sign not in _REACHED else "="
    if match["bound"] and match["bound"] not in _REACHED:
        bound = AFTER[match["bound"]]
    if bound == "=" and (match["some"] or match["some2"]):
        bound = ">"
    if "不含" in (match["edge"] or match["edge2"] or ""):
        return ">" if bound == ">=" else "<" if bound == "<=" else bound
    return bound


def _rate(match: re.Match[str], before: str) -> tuple[str | None, str | None]:
    """The denominator and the period of a rate: 583元/人*月, 每人每天550元, 每月3次."""
    words = [word for word in (match["over"], match["over2"]) if word]
    words += re.findall(rf"每({alternatives(PERIODS)}|[人户亩生件次个校村所])", before)
    per = next((over for average, over in AVERAGES_PER.items() if average in before), None)
    period = next((time for average, time in AVERAGES_PERIOD.items() if average in before), None)
    if "全年" in before:
        period = period or "年"
    for word in words:
        if word in PERIODS:
            period = PERIODS[word]
        else:
            per = UNITS.get(word, word)
    return per, period


def _scaled(number: str, scale: str | None, unit: str | None) -> Decimal:
    return Decimal(number).scaleb(SCALES.get(scale or "", 0) + RATIOS.get(unit or "", 0))
