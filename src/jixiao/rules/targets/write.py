"""Writing a target value in the notation of the grammar, so that reading gives the same values again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.rules.values import Operator, TargetValue
from jixiao.rules.values.decimals import plain_text

_SIGN: dict[Operator, str] = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_NO_LATER: dict[Operator, str] = {"<=": "不晚于{}", "<": "{}前", ">=": "{}起", ">": "{}后"}


def format_target(values: Sequence[TargetValue]) -> str:
    """The values as one text: ``支付业务量≥2000000笔；非税≥140000笔``.

    ``parse_target(format_target(values)).values == tuple(values)`` for all values that a text can state by itself.
    Where something stood (``op_from``, ``unit_from``) and what was odd there (``note``) is not part of the target and
    is not written; statements are separated by a semicolon, across which no operator carries on.
    """
    return "；".join(_statement(value) for value in values)


def _statement(value: TargetValue) -> str:
    if value.op in ("qualitative", "schedule"):
        return value.text or ""
    if value.day_of_month is not None:
        every = f"每{value.period}" if value.period else ""
        return f"{every}{value.day_of_month}日{'前' if value.op == '<' else ''}"
    if value.unit == "date":
        period = f"每{value.period}" if value.period else ""
        return period + (value.subject or "") + _date(value)
    return _lead(value) + _quantity(value) + _rate(value) + ("左右" if value.approx else "")


def _lead(value: TargetValue) -> str:
    """Deadline, subject, comparison."""
    parts = []
    if value.deadline is not None:
        parts.append(f"{_printed_date(value.deadline)}前完成")
    parts.append(value.subject or "")
    if value.relative_to is not None:
        parts.append("环比" if value.relative_to == "上期" else f"较{value.relative_to}")
    parts.append(value.direction or "")
    return "".join(parts)


def _quantity(value: TargetValue) -> str:
    if value.op == "between":
        return f"{_number(value.value_min, value.unit)}~{_number(value.value_max, value.unit)}{_unit(value)}"
    sign = "" if value.implicit_op or (value.deadline is not None and value.op == "=") else _SIGN[value.op]
    return f"{sign}{_number(value.value, value.unit)}{_unit(value)}"


def _rate(value: TargetValue) -> str:
    if value.per is not None and value.period is not None:
        return f"/{value.per}·{value.period}"
    only = value.per or value.period
    return f"/{only}" if only else ""


def _unit(value: TargetValue) -> str:
    if value.unit == "ratio" or value.unit is None:
        return ""
    return "个月" if value.unit == "月" else value.unit


def _number(number: Decimal | str | None, unit: str | None) -> str:
    """Plain digits; shares as percentages."""
    if not isinstance(number, Decimal):
        return number or ""
    if unit == "ratio":
        number = Decimal(f"{number:f}E2")
    return plain_text(number) + ("%" if unit == "ratio" else "")


def _date(value: TargetValue) -> str:
    if value.op == "between":
        return f"{_printed_date(str(value.value_min))}至{_printed_date(str(value.value_max))}"
    day = _printed_date(str(value.value))
    return day if value.implicit_op else _NO_LATER[value.op].format(day)


def _printed_date(day: str) -> str:
    """``2020-12-31`` → 2020年12月31日, ``--12`` → 12月."""
    stated_year, numbers = ("", day[2:]) if day.startswith("--") else (f"{day[:4]}年", day[5:])
    month, _, day_of_month = numbers.partition("-")
    return f"{stated_year}{int(month)}月" + (f"{int(day_of_month)}日" if day_of_month else "")
