"""Dates and periods in targets: 2020年12月底前, 2023.07-2024.01, 第三季度, 十四五期间.

A phrase is one point of the calendar or a range of two, and the word that relates a deed to it (前, 底前, 内, 起, 止).
Years that are not stated stay unstated: ``--12-31``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.rules.values import TargetValue

_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:-{1,2}|~|至|到)"
_QUARTER = r"(?:第?[一二三四1-4]季度|Q[1-4])"
_STOP = r"(?=$|[-~至到,;。、()前底末止之以]|完成|期间)"

#: Each way to name a point; the first that matches wins, so the fuller forms come first.
_POINTS = (
    rf"{_Y}(?:年|[-./]){_M}(?:月|[-./]){_D}(?!\d)[日号]?",
    rf"{_Y}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d){_STOP}",
    rf"{_M}/{_D}/{_Y}(?!\d)",
    rf"{_Y}年{_M}月份?(?:[上中下]旬|初)?",
    rf"{_Y}[-./]{_M}(?![\d.%]){_STOP}",
    rf"{_M}月{_D}[日号]",
    rf"(?<![≥≤≧≦<>=/.每*]){_M}月份?(?:[上中下]旬|初)?(?![\d均度])",
    rf"(?<![/.每*]){_M}月份?(?=[底末]|[之以]?前)",
    rf"(?:{_Y}年度?|[当本今]年度?)?(?:{_QUARTER}|[上下]半年)",
    rf"(?:{_Y}年度?|[当本今]?年度?)(?=[底末]|(?:之|以)?内)",
    rf"{_Y}年度?(?:全年)?",
    r"十[一二三四五六七八九]?五(?:规划)?(?=期间|时期|期内|末|$)",
)
_POINT = rf"(?<!\d)(?:{'|'.join(_POINTS)})"
#: The first half of a range may leave out what the second half says: 1-12月, 2021-2025年, 12月1-31日.
_SHORTS = (
    rf"{_Y}年{_M}(?={_TO}{_M}月)",
    rf"{_M}(?={_TO}{_M}月(?!{_D}[日号]))",
    rf"{_Y}(?={_TO}{_Y}年?)",
    rf"(?:{_Y}年)?{_M}月{_D}(?={_TO}{_D}日)",
)
_SHORT = rf"(?<!\d)(?:{'|'.join(_SHORTS)})"
_HIGH = rf"(?:{'|'.join(_POINTS)}|{_D}日|{_Y}(?!\d))"

_PHRASE = re.compile(
    rf"(?<![较比与同据照按])(?:(?P<low>{_POINT}|{_SHORT})[底末]?{_TO}(?P<high>{_HIGH})|(?P<point>{_POINT}))"
    rf"(?:\d{{1,2}}[时点])?(?P<end>(?:年度?|月)?[底末])?(?P<included>\(?含[^),;。前]{{0,6}}\)?(?=前|之前|以前))?(?:\(含[^)]{{0,4}}\))?"
    rf"(?P<relation>[之以及]?以?前|为?止|[之以]?内|[之以]?后|起|期间|时期|期内)?(?P<also>\(含[^)]{{0,8}}\)|含)?"
)

#: Only texts with one of these can hold a date.
_POSSIBLE = re.compile(r"[年月五]|季度|Q[1-4]|\d[-./]\d|(?:19|20)\d{6}")
_SENTENCE = re.compile(r"[;。]")
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COUNTED = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TEN_DAYS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class Span(NamedTuple):
    """A stretch of the calendar as printed: day, month or longer. ``year`` is "" when it is not stated."""

    year: str
    first_month: int
    last_month: int
    first_day: int | None = None
    last_day: int | None = None
    last_year: str = ""

    @property
    def is_day(self) -> bool:
        """One single day was named."""
        return self.first_day is not None and self.first_day == self.last_day

    @property
    def is_month(self) -> bool:
        """One single month was named."""
        return self.first_month == self.last_month and self.first_day is None and not self.last_year

    def first(self) -> str:
        """The first day."""
        return _written(self.year, self.first_month, self.first_day or 1)

    def last(self) -> str:
        """The last day; of a February of no stated year the 29th, so that no day of it is late."""
        year = self.last_year or self.year
        return _written(year, self.last_month, self.last_day or _last_day(year, self.last_month))

    def start(self) -> str:
        """The beginning as fine as it was stated."""
        return _written(self.year, self.first_month, self.first_day)

    def finish(self) -> str:
        """The end as fine as it was stated."""
        return _written(self.last_year or self.year, self.last_month, self.last_day)


_NOWHERE = Span("", 1, 1, 1, 1)


class Phrase(NamedTuple):
    """Where a date stands in the folded text, what it spans, and how a deed relates to it."""

    begin: int
    end: int
    low: Span
    high: Span
    is_range: bool
    at_end: bool  # 底, 末
    relation: str  # "", 前, 止, 内, 后, 起, 期间
    is_real: bool = True  # False: a day that no calendar has, 2023年2月29日

    @property
    def is_bare_year(self) -> bool:
        """2020年: says when, promises no day."""
        return not self.is_range and not self.relation and not self.at_end and self._is_period

    @property
    def _is_period(self) -> bool:
        return not self.low.is_day and not self.low.is_month

    def deadline(self) -> str:
        """The date a deed has to be done by, as fine as it was stated."""
        if self.relation == "前" and not self.at_end:
            return self.low.first()
        if self.at_end or self.relation in ("止", "内") or self.is_range or self._is_period:
            return self.high.last()
        return self.high.finish()


def find_dates(text: str) -> list[Phrase]:
    """Every date and period in the folded text, from left to right; days that do not exist are marked."""
    if not _POSSIBLE.search(text):
        return []
    found: list[Phrase] = []
    for match in _PHRASE.finditer(text):
        phrase = _phrase(match)
        if phrase is None:
            phrase = Phrase(match.start(), match.end(), _NOWHERE, _NOWHERE, False, False, "", is_real=False)
        elif found and not _SENTENCE.search(text, found[-1].end, phrase.begin):
            phrase = _in_year_of(found[-1], phrase)
        found.append(phrase)
    return found


def date_value(phrase: Phrase, *, by: bool, completing: bool) -> TargetValue:
    """The phrase as a target of its own.

    ``by`` is true when words before it make it a limit (不晚于, 截至), ``completing`` when words after it say that
    something gets done (完成, 到位), which makes a period its last day.
    """
    relation = phrase.relation
    if relation == "起":
        return TargetValue(">=", phrase.low.first(), "date")
    if relation == "后":
        return TargetValue(">", phrase.high.last(), "date")
    if by or phrase.at_end or relation in ("前", "止", "内"):
        day = phrase.deadline()
        before = relation == "前" and not phrase.at_end and not by
        implicit = not by and relation == ""
        return TargetValue("<" if before else "<=", day, "date", implicit_op=implicit, deadline=day)
    if phrase.is_range or (phrase._is_period and not completing):
        return TargetValue("between", None, "date", phrase.low.start(), phrase.high.finish())
    day = phrase.deadline()
    return TargetValue("<=", day, "date", implicit_op=True, deadline=day)


def _in_year_of(earlier: Phrase, phrase: Phrase) -> Phrase:
    """2020年6月完成80%，12月完成100%: a later month of the same sentence is in the same year."""
    year = earlier.high.last_year or earlier.high.year
    if not year or phrase.low.year or phrase.low.first_month < earlier.high.last_month:
        return phrase
    return phrase._replace(low=phrase.low._replace(year=year), high=phrase.high._replace(year=year))


def _phrase(match: re.Match[str]) -> Phrase | None:
    relation = (match["relation"] or "").lstrip("之以及为")
    relation = "期间" if relation in ("时期", "期内") else relation
    if relation == "前" and (match["included"] or match["also"]):
        relation = "止"  # 12月31日(含)前: that day too
    if match["point"] is not None:
        span = _span(match["point"], None)
        if span is None:
            return None
        return Phrase(match.start(), match.end(), span, span, False, bool(match["end"]), relation)
    high = _span(match["high"], None)
    low = _span(match["low"], high)
    if low is None:
        return None
    high = _span(match["high"], low)
    if high is None:
        return None
    if not low.year and high.year:
        low = low._replace(year=high.year)
    return Phrase(match.start(), match.end(), low, high, True, bool(match["end"]), relation)


_FULL = re.compile(rf"({_Y})(?:年|[-./])({_M})(?:月|[-./])({_D})(?:[日号])?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_AMERICAN = re.compile(rf"({_M})/({_D})/({_Y})")
_MONTH = re.compile(rf"(?:({_Y})(?:年|[-./]))?({_M})(?:月份?)?([上中下]旬|初)?")
_MONTH_DAY = re.compile(rf"(?:({_Y})年)?({_M})月({_D})[日号]?")
_PART = re.compile(rf"(?:({_Y})年度?|[当本今]年度?)?(?:第?([一二三四1-4])季度|Q([1-4])|([上下])半年)")
_YEAR = re.compile(rf"(?:({_Y})年?度?|[当本今]?年度?)(?:全年)?")
_DAY_ONLY = re.compile(rf"({_D})日")
_PLAN = re.compile(r"十([一二三四五六七八九]?)五(?:规划)?")


def _span(point: str, other: Span | None) -> Span | None:
    """The point's span; ``other`` is the other half of the range and lends it the year or the month."""
    lent = other.year if other is not None else ""
    if match := _FULL.fullmatch(point) or _COMPACT.fullmatch(point):
        return _day(match[1], int(match[2]), int(match[3]))
    if match := _AMERICAN.fullmatch(point):
        return _day(match[3], int(match[1]), int(match[2]))
    if match := _PLAN.fullmatch(point):
        # The third plan began in 1966; each lasts five years: 十四五 is 2021 to 2025.
        first = 1966 + 5 * (10 + _COUNTED.get(match[1], 0) - 3)
        return Span(str(first), 1, 12, last_year=str(first + 4))
    if match := _DAY_ONLY.fullmatch(point):
        return _day(lent, other.first_month, int(match[1])) if other else None
    if match := _MONTH_DAY.fullmatch(point):
        return _day(match[1] or lent, int(match[2]), int(match[3]))
    if match := _PART.fullmatch(point):
        return _part(match, lent)
    if match := _MONTH.fullmatch(point):
        month, first_last = int(match[2]), _TEN_DAYS.get(match[3] or "")
        year = match[1] or lent
        if first_last is None:
            return Span(year, month, month)
        return Span(year, month, month, first_last[0], min(first_last[1], _last_day(year, month)))
    if match := _YEAR.fullmatch(point):
        return Span(match[1] or lent, 1, 12)
    return None


def _part(match: re.Match[str], lent: str) -> Span:
    """A quarter or a half of a year."""
    year, half = match[1] or lent, match[4]
    if half:
        return Span(year, 1, 6) if half == "上" else Span(year, 7, 12)
    named = match[2] or match[3]
    quarter = int(named) if named.isascii() else _COUNTED[named]
    return Span(year, 3 * quarter - 2, 3 * quarter)


def _day(year: str, month: int, day: int) -> Span | None:
    return Span(year, month, month, day, day) if 1 <= month <= 12 and 1 <= day <= _last_day(year, month) else None


def _last_day(year: str, month: int) -> int:
    if month == 2 and year:
        leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
        return 29 if leap else 28
    return _LAST_DAYS[month - 1]


def _written(year: str, month: int, day: int | None) -> str:
    """``2020-12-31``, ``2020-12``, ``--12-31``, ``--12``."""
    return f"{year or '-'}-{month:02}" if day is None else f"{year or '-'}-{month:02}-{day:02}"
