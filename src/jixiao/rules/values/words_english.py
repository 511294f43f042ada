"""A target value read back in plain English, with the same figures as :mod:`jixiao.rules.values.words` says in Chinese.

What a target says in words, and the name of a part of it, are the author's own and stay in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.rules.values.decimals import plain_text
from jixiao.rules.values.target import TargetValue
from jixiao.rules.values.words import number_in_words, parts_of_date

_BOUNDS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than ", "=": "exactly "}
_DATE_BOUNDS = {">=": "not before ", "<=": "by ", ">": "after ", "<": "before "}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CHANGES = {"增长": "up", "下降": "down"}


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The lexicon ``english``: unit → (one, many); what follows "per"; what a change is held against."""

    units: Mapping[str, tuple[str, str]]
    per: Mapping[str, str]
    earlier: Mapping[str, str]

    def unit(self, unit: str, number: Decimal) -> str:
        """The unit behind a number; one that the lexicon does not know stays as it is written."""
        one, many = self.units.get(unit, (unit, unit))
        return one if abs(number) == 1 else many

    def each(self, unit: str) -> str:
        """The unit behind "per"."""
        return self.per.get(unit) or self.units.get(unit, (unit, unit))[0]


def in_english(values: Sequence[TargetValue], words: EnglishWords) -> str:
    """All values of a target, parts of a compound joined by "; and"."""
    return "; and ".join(_one(value, words) for value in values)


def number_in_english(number: Decimal, unit: str | None, words: EnglishWords) -> str:
    """A canonical number with its unit: 0.003 ratio → 3‰, 2000000 笔 → 2,000,000 transactions."""
    if unit == "ratio":
        return number_in_words(number, unit)
    whole, point, rest = plain_text(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    written = f"{sign}{int(digits):,}{point}{rest}"
    return f"{written} {words.unit(unit, number)}" if unit else written


def date_in_english(date: str) -> str:
    """A date as far as it was stated: 2020-12-31 → 31 December 2020, --12 → December."""
    parts = parts_of_date(date)
    if parts is None:
        return date
    year, month, day = parts
    if not 1 <= month <= len(_MONTHS):
        return date
    return " ".join(str(part) for part in (day, _MONTHS[month - 1], year) if part is not None)


def _one(value: TargetValue, words: EnglishWords) -> str:
    if value.op == "qualitative":
        said = f"in words: “{value.text or ''}”"
        return f"{said} (can be read as {_one(value.implies, words)})" if value.implies else said
    said = f"“{value.subject}”: " if value.subject else ""
    said += _relation(value, words)
    if value.per:
        said += f" per {words.each(value.per)}"
    if value.period and value.op != "schedule" and value.day_of_month is None:
        said += f" per {words.each(value.period)}"
    if value.deadline and value.unit != "date":
        said += f", by {date_in_english(value.deadline)}"
    return said


def _relation(value: TargetValue, words: EnglishWords) -> str:
    if value.op == "schedule":
        return _schedule(value)
    if value.day_of_month is not None:
        bound = _DATE_BOUNDS.get(value.op, "on ")
        return f"{bound}day {value.day_of_month} of each {words.each(value.period or '月')}"
    if value.op == "between":
        return f"{_stated(value.value_min, value.unit, words)} to {_stated(value.value_max, value.unit, words)}"
    bound = _date_bound(value) if value.unit == "date" else _BOUNDS[value.op]
    if value.implicit_op and value.op == "=":
        bound = ""
    about = "about " if value.approx else ""
    said = f"{bound}{about}{_stated(value.value, value.unit, words)}"
    if not value.direction:
        return said
    earlier = value.relative_to or "基期"
    return f"{_CHANGES.get(value.direction, value.direction)} {said} on {words.earlier.get(earlier, earlier)}"


def _date_bound(value: TargetValue) -> str:
    """A day is met on it, a month or a year in it."""
    if value.op != "=":
        return _DATE_BOUNDS[value.op]
    parts = parts_of_date(value.value) if isinstance(value.value, str) else None
    return "on " if parts and parts[2] is not None else "in "


def _schedule(value: TargetValue) -> str:
    days, hours = value.days_per_week, value.hours_per_day
    if days is None or hours is None:
        return value.text or ""
    return f"{plain_text(days)} days a week, {plain_text(hours)} hours a day"


def _stated(stated: Decimal | str | None, unit: str | None, words: EnglishWords) -> str:
    if isinstance(stated, Decimal):
        return number_in_english(stated, unit, words)
    return date_in_english(stated) if stated else ""
