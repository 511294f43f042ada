"""The value of a performance target (指标目标值), after it was understood.

Label format: the keys of :meth:`TargetValue.to_label` are the project's public vocabulary; a key that does not
apply is absent there and ``None`` here. Numbers are exact :class:`~decimal.Decimal`, never ``float``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, get_args

from jixiao.rules.values.decimals import plain_text

Operator = Literal[">=", "<=", "=", ">", "<", "between", "qualitative", "schedule"]

#: A date as far as it was stated: ``2020-12-31``, ``2020-12`` (month), ``--12-31`` (year not stated), ``--12``.
PartialDate = str


class TargetValue(NamedTuple):
    """One stated value: ``≥95%`` is one, ``支付业务量达到200万笔、非税14万笔`` is two.

    A NamedTuple because fifty thousand a second are made on one core.
    """

    op: Operator
    #: canonical number (``3‰`` → 0.003), a :data:`PartialDate` when ``unit`` is ``date``; None: between, qualitative.
    value: Decimal | PartialDate | None = None
    #: canonical unit: ``ratio``, ``date``, ``元``, ``人``, …; None = none stated or implied.
    unit: str | None = None
    value_min: Decimal | PartialDate | None = None
    value_max: Decimal | PartialDate | None = None
    #: True when no operator was printed ("100%").
    implicit_op: bool = False
    #: what this part of a compound measures ("非税").
    subject: str | None = None
    #: the denominator of a rate: ``元/亩`` → 亩.
    per: str | None = None
    #: the period of a rate: ``1次/月`` → 月.
    period: str | None = None
    deadline: PartialDate | None = None
    day_of_month: int | None = None
    #: hours of a schedule: ``5*8小时`` → 5 days a week, 8 hours a day.
    days_per_week: Decimal | None = None
    hours_per_day: Decimal | None = None
    relative_to: str | None = None
    #: 增长 or 下降, for targets relative to an earlier value.
    direction: str | None = None
    approx: bool = False
    #: the least grade wanted: "良好以上" → 良好.
    grade_min: str | None = None
    #: a defensible number behind a word ("全覆盖" → 1); never the value itself.
    implies: TargetValue | None = None
    #: "name" when the operator (unit) stands only in the indicator's name.
    op_from: str | None = None
    unit_from: str | None = None
    #: the words of a qualitative target or of a schedule, as printed.
    text: str | None = None
    #: what was odd about the source, as a stable word.
    note: str | None = None

    def to_label(self) -> dict[str, Any]:
        """The value as plain JSON types with absent parts left out (``value`` and ``unit`` always present).

        Numbers are exact decimal strings without trailing zeros or exponents.
        """
        label: dict[str, Any] = {"op": self.op, "value": _written(self.value), "unit": self.unit}
        for key in _OPTIONAL_KEYS:
            part = getattr(self, key)
            if part is None or part is False:
                continue
            if isinstance(part, Decimal):
                part = _written(part)
            elif isinstance(part, TargetValue):
                part = part._implied_label()
            label[key] = part
        return label

    def _implied_label(self) -> dict[str, Any]:
        """A value behind a word; its operator was never printed, which goes without saying."""
        label = self.to_label()
        label.pop("implicit_op", None)
        return label

    @classmethod
    def from_label(cls, label: Mapping[str, Any]) -> TargetValue:
        """The value a label states.

        Raises :class:`ValueError`, in Chinese, for an unknown key or operator, a number or day that is none, and
        words that are no text.
        """
        unknown = label.keys() - set(cls._fields)
        if unknown:
            raise ValueError(f"没有这些键：{'、'.join(sorted(map(str, unknown)))}")
        if label.get("op") not in get_args(Operator):
            raise ValueError(f"没有这种 op：{label.get('op')}")
        parts: dict[str, Any] = dict(label)
        is_date = label.get("unit") == "date"
        for key, part in parts.items():
            if part is None:
                continue
            if key == "deadline" or (is_date and key in _DATE_KEYS):
                _refuse_no_date(part)
            elif key in _NUMBER_KEYS:
                parts[key] = _read(part)
            elif key in _TEXT_KEYS and not isinstance(part, str):
                raise ValueError(f"{key} 应为文字")
        if parts.get("implies") is not None:
            parts["implies"] = cls.from_label(parts["implies"])
        return cls(**parts)


#: In the order in which labels are printed.
_OPTIONAL_KEYS = tuple(key for key in TargetValue._fields if key not in ("op", "value", "unit"))
_DATE_KEYS = frozenset(("value", "value_min", "value_max"))
_DIGITS_MAX = 60  # nothing stated has as many; written out, 1e999999999 alone would fill the memory
_NUMBER_KEYS = _DATE_KEYS | {"days_per_week", "hours_per_day"}
_TEXT_KEYS = frozenset(TargetValue._fields) - _NUMBER_KEYS - {"implicit_op", "approx", "implies", "day_of_month"}
_PARTIAL_DATE = re.compile(r"(\d{4}|-)-(\d{1,2})(?:-(\d{1,2}))?")


def _written(number: Decimal | PartialDate | None) -> str | None:
    """A number in plain digits; dates as they are."""
    return plain_text(number) if isinstance(number, Decimal) else number


def _read(number: object) -> Decimal:
    try:
        if isinstance(number, bool) or not isinstance(number, int | str | Decimal):
            raise TypeError
        read = Decimal(number)
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"不是确切的数字：{str(number)[:20]}") from error
    if not read.is_finite():
        raise ValueError(f"不是确切的数字：{str(number)[:20]}")
    if abs(read.adjusted()) > _DIGITS_MAX:
        raise ValueError(f"数字超过 {_DIGITS_MAX} 位：{str(number)[:20]}")
    return read


def _refuse_no_date(stated: object) -> None:
    match = _PARTIAL_DATE.fullmatch(stated) if isinstance(stated, str) else None
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups()
        date(2000 if year == "-" else int(year), int(month), int(day or 1))  # 2000 has a 29 February
    except ValueError:
        raise ValueError(f"没有这样的日期：{str(stated)[:20]}") from None


class ParsedTarget(NamedTuple):
    """A target as printed and as understood; ``values`` is never empty."""

    text: str
    values: tuple[TargetValue, ...]
