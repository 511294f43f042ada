"""A target value read back in plain Chinese, so that its author sees what was understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.rules.values.decimals import plain_text
from jixiao.rules.values.target import TargetValue

_BOUNDS = {">=": "不低于", "<=": "不高于", ">": "高于", "<": "低于", "=": "等于"}
_DATE_BOUNDS = {">=": "不早于", "<=": "不晚于", ">": "晚于", "<": "早于", "=": "在"}
_PARTIAL_DATE = re.compile(r"(?:(\d{4})|-)-(\d{1,2})(?:-(\d{1,2}))?\Z")
_TEN_THOUSAND = Decimal(10_000)
_HUNDRED_MILLION = Decimal(100_000_000)
_WRITTEN_OUT = Decimal(10) ** 25  # beyond this 万 and 亿 help nobody, and Decimal's 28 digits would round


def in_words(values: Sequence[TargetValue]) -> str:
    """All values of a target, parts of a compound joined by "，且"."""
    return "，且".join(_one(value) for value in values)


def number_in_words(number: Decimal, unit: str | None) -> str:
    """A canonical number the way people write it: 0.003 ratio → 3‰, 0.98 ratio → 98%, 2000000 笔 → 200万笔."""
    if unit == "ratio":
        percent = number * 100
        per_mille = number * 1000
        if 0 < abs(percent) < 1 and per_mille == per_mille.to_integral_value():
            return f"{plain_text(per_mille)}‰"
        return f"{plain_text(percent)}%"
    for size, word in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if size <= abs(number) < _WRITTEN_OUT and number % (size / 100) == 0:
            return f"{plain_text(number / size)}{word}{unit or ''}"
    return f"{plain_text(number)}{unit or ''}"


def date_in_words(date: str) -> str:
    """A date as far as it was stated: 2020-12-31 → 2020年12月31日, --12 → 12月."""
    parts = parts_of_date(date)
    if parts is None:
        return date
    year, month, day = parts
    return (f"{year}年" if year else "") + f"{month}月" + (f"{day}日" if day else "")


def parts_of_date(date: str) -> tuple[int | None, int, int | None] | None:
    """Year, month and day of a :data:`PartialDate`, None where one was not stated; None for any other text."""
    match = _PARTIAL_DATE.match(date)
    if not match:
        return None
    year, month, day = match.groups()
    return int(year) if year else None, int(month), int(day) if day else None


def _one(value: TargetValue) -> str:
    if value.op == "qualitative":
        words = f"定性：{value.text or ''}"
        return f"{words}（可理解为{_one(value.implies)}）" if value.implies else words
    parts = [value.subject or "", _relation(value), "每" + value.per if value.per else ""]
    if value.period and value.op != "schedule" and value.day_of_month is None:
        parts.append("每" + value.period)
    if value.deadline and value.unit != "date":
        parts.append(f"，期限{date_in_words(value.deadline)}")
    return "".join(part for part in parts if part)


def _relation(value: TargetValue) -> str:
    if value.op == "schedule":
        days, hours = value.days_per_week, value.hours_per_day
        if days is not None and hours is not None:
            return f"每周{plain_text(days)}天、每天{plain_text(hours)}小时"
        return value.text or ""
    if value.day_of_month is not None:
        return f"每{value.period or '月'}{_DATE_BOUNDS.get(value.op, '')}{value.day_of_month}日"
    if value.op == "between":
        return f"{_stated(value.value_min, value.unit)}至{_stated(value.value_max, value.unit)}"
    bound = (_DATE_BOUNDS if value.unit == "date" else _BOUNDS)[value.op]
    about = "约" if value.approx else ""
    change = f"较{value.relative_to or '基期'}{value.direction}" if value.direction else ""
    if value.implicit_op and value.op == "=":
        bound = ""
    return f"{change}{bound}{about}{_stated(value.value, value.unit)}"


def _stated(stated: Decimal | str | None, unit: str | None) -> str:
    if isinstance(stated, Decimal):
        return number_in_words(stated, unit)
    return date_in_words(stated) if stated else ""
