"""Sets of numbers with exact ends: what a target accepts, and what an actual value leaves open."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """From ``low`` to ``high``; None is unbounded; an open end does not belong to the set."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        """True for one exact number."""
        return self.low is not None and self.low == self.high

    def within(self, other: Interval) -> bool:
        """True when every number of this set lies in ``other``."""
        return _starts_not_before(self, other) and _ends_not_after(self, other)

    def apart_from(self, other: Interval) -> bool:
        """True when no number lies in both sets."""
        return _ends_before(self, other) or _ends_before(other, self)


def point(value: Fraction) -> Interval:
    """The set of one number."""
    return Interval(value, value)


def _starts_not_before(inner: Interval, outer: Interval) -> bool:
    if outer.low is None:
        return True
    if inner.low is None or inner.low < outer.low:
        return False
    return inner.low > outer.low or inner.low_open or not outer.low_open


def _ends_not_after(inner: Interval, outer: Interval) -> bool:
    if outer.high is None:
        return True
    if inner.high is None or inner.high > outer.high:
        return False
    return inner.high < outer.high or inner.high_open or not outer.high_open


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (first.high == second.low and (first.high_open or second.low_open))
