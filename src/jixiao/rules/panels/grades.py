"""Grades of an outside body: whether the one given reaches the one wanted."""

from __future__ import annotations

from collections.abc import Sequence


class UnknownGrade(ValueError):
    """A grade that the scale does not have."""


def reaches(given: str, wanted: str, scale: Sequence[str]) -> bool:
    """Whether ``given`` is ``wanted`` or better; ``scale`` is best first. Raises :class:`UnknownGrade`."""
    for grade in (given, wanted):
        if grade not in scale:
            raise UnknownGrade(f"“{grade}”不在等次“{'、'.join(scale)}”之中")
    return scale.index(given) <= scale.index(wanted)
