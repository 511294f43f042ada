"""Exact points and printed points: how one is shown, and whether the other follows from it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

#: How a printed figure follows from the exact one: it is it; it is it rounded (四舍五入); it is it cut off (去尾).
Follows = Literal["exact", "rounded", "truncated", "no"]


def shown(value: Fraction, places: int = 2) -> Decimal:
    """A fraction as people see it: rounded half up to ``places`` decimals, trailing zeros kept.

    Done in integers, so that no decimal context can round a second time or refuse many digits.
    """
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    sign = "-" if value < 0 and whole else ""
    return Decimal(f"{sign}{whole}E-{places}")


def plain(value: Fraction | Decimal, places: int = 2) -> str:
    """For sentences: rounded to ``places``, without trailing zeros and without an exponent."""
    text = f"{shown(Fraction(value), places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Fraction | Decimal, places: int = 2) -> str:
    """A ratio as a percentage for sentences: 0.8618304 → 86.18%."""
    return f"{plain(Fraction(value) * 100, places)}%"


def decimals_of(value: Decimal) -> int:
    """How many decimals a printed number has: 8.62 → 2, 10 → 0."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def follows(printed: Decimal, exact: Fraction, places: int) -> Follows:
    """Whether a printed figure follows from the exact one when ``places`` decimals are printed.

    Rounding half up is what 10号's published self-evaluations show; cutting off decimals is told apart, because
    nothing but the rounding differs then; cutting off up to a whole point is no rounding.
    """
    if Fraction(printed) == exact:
        return "exact"
    if Fraction(printed) == Fraction(shown(exact, places)):
        return "rounded"
    step = Fraction(1, 10**places)
    if places > 0 and Fraction(printed) == exact // step * step:
        return "truncated"
    return "no"
