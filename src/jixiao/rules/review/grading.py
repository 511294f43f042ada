"""The grade of a review (审核等级): of an item from its checks, of a form from its eight items, or from points.

The words are those of an evaluation's grades, the meaning is not: here 优 良 中 差 say how good the targets are. Each
rule takes its parameter in force and raises :class:`ValueError` for answers that cannot be graded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from jixiao.rules.regulations import DatedValue
from jixiao.rules.review.parameters import ReviewPoint
from jixiao.rules.scoring.bands import band_of, bands_in

Grade = Literal["优", "良", "中", "差"]

#: From best to worst.
GRADES: tuple[Grade, ...] = get_args(Grade)

_POINT_STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade of a form with what it was made of, and why, in a sentence."""

    grade: Grade
    items: Mapping[str, Grade]
    points: Decimal | None
    why: str


def grade_by_items(items: Sequence[Grade], rule: DatedValue) -> Grade:
    """The grade of an ordinary project: the first line of the rule that its eight items fulfil."""
    for line in rule.value:
        enough = sum(grade in line["of"] for grade in items) >= int(line["items_min"])
        if enough and not any(grade in line["none"] for grade in items):
            return _grade(line["grade"])
    raise ValueError("the rule has no line for what is left")


def grade_by_points(points: Decimal, full: Decimal, rule: DatedValue) -> Grade:
    """The grade of a key project, or of one item, from its points. Bands are half-open: 89.5 of 100 is 良."""
    if not 0 <= points <= full or full <= 0:
        raise ValueError(f"points must lie between 0 and {full}")
    return _grade(band_of(Fraction(points) / Fraction(full), bands_in(rule.value)).name)


def item_of_checks(checks: Sequence[Grade], rule: DatedValue) -> Grade:
    """The grade of an item with several checks."""
    if rule.value != "worst" or not checks:
        raise ValueError(f"unknown rule {rule.value!r}, or no checks")
    return max(checks, key=GRADES.index)


def grade_of_form(
    points: Sequence[ReviewPoint], checks: Mapping[str, Grade], *, item: DatedValue, form: DatedValue
) -> Graded:
    """An ordinary project from the grade of each check (check id → grade)."""
    items = {
        name: item_of_checks([checks[point.id] for point in of_item], item) for name, of_item in _items(points).items()
    }
    grade = grade_by_items(list(items.values()), form)
    counts = "、".join(f"{each}{list(items.values()).count(each)}项" for each in GRADES if each in items.values())
    return Graded(grade, items, None, f"{len(items)}项中{counts}，按{form.citation}为{grade}。")


def grade_of_key_form(points: Sequence[ReviewPoint], given: Mapping[str, Decimal], *, form: DatedValue) -> Graded:
    """A key project from the points of each check (check id → points with one decimal at most)."""
    for point in points:
        amount = given[point.id]
        if not 0 <= amount <= point.points or amount % _POINT_STEP:
            raise ValueError(f"{point.check}: 0 to {point.points} points with one decimal")
    items = {
        name: grade_by_points(
            sum((given[point.id] for point in of_item), start=Decimal(0)),
            sum((point.points for point in of_item), start=Decimal(0)),
            form,
        )
        for name, of_item in _items(points).items()
    }
    total = sum((given[point.id] for point in points), start=Decimal(0))
    full = sum((point.points for point in points), start=Decimal(0))
    grade = grade_by_points(total, full, form)
    return Graded(grade, items, total, f"总分{total}（满分{full}），按{form.citation}为{grade}。")


def _items(points: Sequence[ReviewPoint]) -> dict[str, list[ReviewPoint]]:
    """The checks by item, in the order of the form."""
    items: dict[str, list[ReviewPoint]] = {}
    for point in points:
        items.setdefault(point.item, []).append(point)
    return items


def _grade(word: str) -> Grade:
    found = next((grade for grade in GRADES if grade == word), None)
    if found is None:
        raise ValueError(f"unknown grade {word!r}")
    return found
