"""What the judges' points make together: their mean, plain or trimmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trim:
    """How many of the highest and as many of the lowest points are left out, from so many judges on; 0 leaves none."""

    each_side: int
    judges_min: int

    def __post_init__(self) -> None:
        if self.each_side < 0 or (self.each_side and self.judges_min <= 2 * self.each_side):
            raise ValueError("trimming must leave somebody's points")


def counted(points: Mapping[int, int], trim: Trim) -> frozenset[int]:
    """The judges, by number, whose points count towards the mean.

    Of equal points those of the higher number are taken for the higher: the mean is the same whichever is left out.
    """
    if not trim.each_side or len(points) < trim.judges_min:
        return frozenset(points)
    by_points = sorted(points, key=lambda judge: (points[judge], judge))
    return frozenset(by_points[trim.each_side : -trim.each_side])
