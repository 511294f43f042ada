"""Dates in actual values, and dates as far as they were stated as spans of days.

A date is stated as a day, a month, or a period, with or without its year. Read from text they become
:class:`~jixiao.rules.values.TargetValue` with unit ``date``, the shape targets have.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from jixiao.rules.judgement.intervals import Interval
from jixiao.rules.values import TargetValue

#: A leap year stands for a year that nobody stated, so that 29 February stays a day.
_ANY_YEAR = 2000
_PARTIAL = re.compile(r"(\d{4}|-)-(\d{1,2})(?:-(\d{1,2}))?\Z")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TENS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}
#: What takes the place of a date already read: no digit, no Chinese character, the same length.
BLANK = "\0"

_YEAR = r"((?:19|20)\d\d)"
_MAYBE_YEAR = rf"(?:{_YEAR}(?:年度?|[./-]))?"


class DateMention(NamedTuple):
    """A date found in a text, with the place where it starts."""

    start: int
    value: TargetValue


def read_dates(text: str) -> tuple[list[DateMention], str]:
    """Every date of a folded text in order, and the text with those dates blanked out, same length."""
    found: list[DateMention] = []

    def taker(build: Callable[[re.Match[str]], TargetValue | None]) -> Callable[[re.Match[str]], str]:
        def take(match: re.Match[str]) -> str:
            value = build(match)
            if value is None:
                return match.group()
            found.append(DateMention(match.start(), value))
            return BLANK * len(match.group())

        return take

    for pattern, build in _FORMS:
        text = pattern.sub(taker(build), text)
    return sorted(found, key=lambda mention: mention.start), text


def span(partial: str, year: int | None) -> tuple[date, date] | None:
    """First and last day of a partial date; ``year`` stands in where none was stated. None if there is no such day."""
    match = _PARTIAL.match(partial)
    if not match:
        return None
    stated, month, day = match.groups()
    in_year = int(stated) if stated != "-" else year or _ANY_YEAR
    try:
        if day:
            return (date(in_year, int(month), int(day)),) * 2
        return date(in_year, int(month), 1), date(in_year, int(month), monthrange(in_year, int(month))[1])
    except (ValueError, OverflowError):
        return None


def year_of(value: TargetValue) -> int | None:
    """The year a date states, if it states one."""
    for partial in (value.value, value.value_max, value.value_min):
        if isinstance(partial, str) and partial[:1] != "-":
            return int(partial[:4])
    return None


def days(value: TargetValue, year: int | None) -> Interval | None:
    """The days a date value admits, as ordinals: "≤2021-12" everything up to 31 December 2021."""
    if value.op == "between":
        first = span(str(value.value_min), year)
        last = span(str(value.value_max), year)
        return Interval(_ordinal(first[0]), _ordinal(last[1])) if first and last else None
    stated = span(str(value.value), year)
    if stated is None:
        return None
    first_day, last_day = map(_ordinal, stated)
    bounds = {
        "<=": Interval(high=last_day),
        "<": Interval(high=first_day, high_open=True),
        ">=": Interval(low=first_day),
        ">": Interval(low=last_day, low_open=True),
    }
    return bounds.get(value.op, Interval(first_day, last_day))


def last_day(value: TargetValue, year: int | None) -> date | None:
    """The last day on which a date target can still be kept; None where it sets no end or its year is not known."""
    if value.op not in ("<=", "<", "=", "between") or (year is None and year_of(value) is None):
        return None
    admitted = days(value, year)
    if admitted is None or admitted.high is None:
        return None
    return date.fromordinal(int(admitted.high) - (1 if admitted.high_open else 0))


def _ordinal(day: date) -> Fraction:
    return Fraction(day.toordinal())


# --- the forms in which dates are written, the most specific first ----------------------------------------------


def _day(year: str | None, month: str, day: str, bound: str | None = None) -> TargetValue | None:
    partial = f"{year or '-'}-{int(month):02}-{int(day):02}"
    return _bounded(partial, bound) if span(partial, None) else None


def _month(year: str | None, month: str, ten: str | None = None, bound: str | None = None) -> TargetValue | None:
    partial = f"{year or '-'}-{int(month):02}"
    whole = span(partial, int(year) if year else _ANY_YEAR)
    if whole is None:
        return None
    if ten in ("底", "末"):
        return _bounded(f"{partial}-{whole[1].day}", "内" if bound else None)
    if ten in _TENS:
        first, last = _TENS[ten]
        return _between(f"{partial}-{first:02}", f"{partial}-{min(last, whole[1].day):02}")
    return _bounded(partial, bound)


def _months(year: str | None, first: int, last: int, last_year: str | None = None) -> TargetValue | None:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return _between(f"{year or '-'}-{first:02}", f"{last_year or year or '-'}-{last:02}")


def _quarter(match: re.Match[str]) -> TargetValue | None:
    quarter = _QUARTERS[match[2]]
    return _months(match[1], quarter * 3 - 2, quarter * 3)


def _half(match: re.Match[str]) -> TargetValue | None:
    return _months(match[1], *((1, 6) if match[2] == "上" else (7, 12)))


def _between(first: str, last: str) -> TargetValue:
    return TargetValue("between", None, "date", value_min=first, value_max=last)


def _bounded(partial: str, bound: str | None) -> TargetValue:
    if bound in ("内", "以内", "之内", "止"):
        return TargetValue("<=", partial, "date")
    if bound:
        return TargetValue("<", partial if partial.count("-") > 1 and len(partial) > 7 else f"{partial}-01", "date")
    return TargetValue("=", partial, "date")


_BOUND = r"(之前|以前|前|之内|以内|内|止)?"
_TEN = r"(底|末|初|上旬|中旬|下旬|中(?!旬))?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TargetValue | None]], ...] = (
    (
        re.compile(rf"{_YEAR}(?:年度?|[./-])(\d{{1,2}})月?份?[-~至到](?:{_YEAR}(?:年|[./-]))?(\d{{1,2}})月份?"),
        lambda m: _months(m[1], int(m[2]), int(m[4]), m[3]),
    ),
    (
        re.compile(rf"{_YEAR}[./](\d{{1,2}})[-~至到]{_YEAR}[./](\d{{1,2}})(?!\d)"),
        lambda m: _months(m[1], int(m[2]), int(m[4]), m[3]),
    ),
    (
        re.compile(rf"(?<!\d){_YEAR}(?:年|[./-])(\d{{1,2}})(?:月|[./-])(\d{{1,2}})(?!\d)[日号]?{_BOUND}"),
        lambda m: _day(m[1], m[2], m[3], m[4]),
    ),
    (re.compile(rf"(?<!\d){_YEAR}年(\d{{1,2}})月份?{_TEN}{_BOUND}"), lambda m: _month(m[1], m[2], m[3], m[4])),
    (re.compile(rf"(?<![\d.]){_YEAR}[.-](0[1-9]|1[0-2])(?![\d.%‰])"), lambda m: _month(m[1], m[2])),
    (re.compile(rf"{_MAYBE_YEAR}第?([一二三四1-4])季度"), _quarter),
    (re.compile(rf"{_MAYBE_YEAR}([上下])半年"), _half),
    (re.compile(rf"(?<!\d)(?:{_YEAR}年?)?(?:年底|年末|年终){_BOUND}"), lambda m: _month(m[1], "12", "底", m[2])),
    (re.compile(rf"(?<!\d){_YEAR}年度?(?:全年|内)?"), lambda m: _months(m[1], 1, 12)),
    (re.compile(r"全年(?![^\d,;。]{0,8}\d)|当年|年内"), lambda m: _months(None, 1, 12)),
    (re.compile(r"(?<!\d)(\d{1,2})月?[-~至到](\d{1,2})月份?"), lambda m: _months(None, int(m[1]), int(m[2]))),
    (re.compile(rf"(?<!\d)(\d{{1,2}})月(\d{{1,2}})[日号]{_BOUND}"), lambda m: _day(None, m[1], m[2], m[3])),
    (re.compile(rf"(?<![\d.])(\d{{1,2}})月份?(?!\d|以上|龄){_TEN}{_BOUND}"), lambda m: _month(None, m[1], m[2], m[3])),
)
