"""The value that figures make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

#: Kinds of figures with a denominator; the others stand alone.
_QUOTIENTS = frozenset({"share", "mean", "ratio", "checks"})


@dataclass(frozen=True, slots=True)
class Value:
    """An exact value; ``of`` is the number of records or pairs that decided it."""

    exact: Fraction
    of: int


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why there is none: no records are kept (not reported), or there was nothing to measure (not applicable)."""

    verdict: Literal["not_reported", "not_applicable"]
    why: str


def value_of(
    aggregate: str, part: int | Decimal | None, whole: int | Decimal | None, records: int, *, divisor: int = 1
) -> Value | NoValue:
    """The value of figures of a programme whose records are kept; ``divisor`` brings it to its unit (seconds to hours).

    A count over no records is zero; a quotient over none is not applicable, and so is a smallest of none.
    """
    if aggregate in _QUOTIENTS:
        if not whole:
            return NoValue("not_applicable", "分母为零：本年没有可以计算的记录。")
        return Value(Fraction(part or 0) / Fraction(whole) / divisor, records)
    if part is None and aggregate == "least":
        return NoValue("not_applicable", "本年没有可以计算的记录。")
    return Value(Fraction(part or 0) / divisor, records)
