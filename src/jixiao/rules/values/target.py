"""The value of a performance target (指标目标值), after it was understood.

Label format: the keys of :meth:`TargetValue.to_label` are the project's public vocabulary; a key that does not
apply is absent there and ``None`` here. Numbers are exact :class:`~decimal.Decimal`, never ``float``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NamedTuple

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
        """The value as plain JSON types with absent parts left out (``value`` and ``unit`` always present)."""
        raise NotImplementedError


class ParsedTarget(NamedTuple):
    """A target as printed and as understood; ``values`` is never empty."""

    text: str
    values: tuple[TargetValue, ...]
