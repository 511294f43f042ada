"""How far judges agree, as exact fractions.

Within one panel several judges look at one thing. Krippendorff's alpha and every intraclass correlation compare the
differences on one thing with those between things, and say nothing where there is one thing only. What can be said is
how much smaller the variance of the points is than if everybody had drawn them blindly from 0 to 100 (James, Demaree
and Wolf 1984, r_wg): :func:`within_one_panel`. Over several panels the differences between them are there to compare
with, and :func:`alpha` (interval; Krippendorff 2011) allows panels of different size and judges who sit on one only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

#: Points that a judge can give: 0 to 100.
POINTS = 101
#: The variance of points that are drawn blindly, each as likely as the other: (A² - 1) / 12.
_BLIND = Fraction(POINTS**2 - 1, 12)


def within_one_panel(points: Sequence[int]) -> Fraction | None:
    """1: all alike; 0: as scattered as blind points; below: split into opposite camps. None for fewer than two."""
    number = len(points)
    if number < 2:
        return None
    squares, total = sum(each * each for each in points), sum(points)
    return 1 - Fraction(number * squares - total * total, number * (number - 1)) / _BLIND


def alpha(panels: Iterable[Sequence[int]]) -> Fraction | None:
    """Krippendorff's alpha of the points of several panels, by squared difference: 1 full agreement, 0 chance.

    None where there is nothing to compare: fewer than two panels with two judges, or the same points everywhere.
    """
    units = [unit for unit in panels if len(unit) >= 2]
    values = [value for unit in units for value in unit]
    expected = _pairs(values)
    if len(units) < 2 or not expected:
        return None
    observed = sum((Fraction(_pairs(unit), len(unit) - 1) for unit in units), Fraction(0))
    return 1 - (len(values) - 1) * observed / expected


def _pairs(values: Sequence[int]) -> int:
    """The sum of squared differences over all ordered pairs."""
    return 2 * (len(values) * sum(each * each for each in values) - sum(values) ** 2)
