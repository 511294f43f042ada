"""Grades of a review: every rule against its case file, and what holds for any answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters import parameter
from jixiao.parameters.review import review_parameters
from jixiao.rules.review.grading import (
    GRADES,
    grade_by_items,
    grade_by_points,
    grade_of_form,
    grade_of_key_form,
    item_of_checks,
)

CASES = Path(__file__).parent / "cases"
DAY = date(2020, 1, 1)
POINTS = review_parameters(DAY).points
BY_ITEMS = parameter("review.grade_by_items").on(DAY)
BY_POINTS = parameter("review.grade_by_points").on(DAY)
OF_CHECKS = parameter("review.item_of_checks").on(DAY)


def _cases(rule: str) -> list[Any]:
    cases = yaml.safe_load((CASES / f"{rule}.yaml").read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["情形"]) for case in cases]


@pytest.mark.parametrize("case", _cases("grade_by_items"))
def test_eight_items_give_the_grade_of_their_case(case: dict[str, str]) -> None:
    assert grade_by_items(list(case["八项"]), BY_ITEMS) == case["等级"]  # type: ignore[arg-type]


@pytest.mark.parametrize("case", _cases("grade_by_points"))
def test_points_give_the_grade_of_their_case(case: dict[str, str]) -> None:
    assert grade_by_points(Decimal(case["得分"]), Decimal(case["满分"]), BY_POINTS) == case["等级"]


@pytest.mark.parametrize("case", _cases("item_of_checks"))
def test_two_checks_give_the_grade_of_their_item(case: dict[str, str]) -> None:
    assert item_of_checks(list(case["要点"]), OF_CHECKS) == case["等级"]  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(GRADES), min_size=8, max_size=8), st.integers(0, 7))
def test_a_better_item_never_makes_the_form_worse(items: list[Any], place: int) -> None:
    better = [*items]
    better[place] = GRADES[max(0, GRADES.index(items[place]) - 1)]
    before, after = grade_by_items(items, BY_ITEMS), grade_by_items(better, BY_ITEMS)
    assert GRADES.index(after) <= GRADES.index(before)


def test_the_sixteen_checks_make_eight_items_and_a_hundred_points() -> None:
    graded = grade_of_key_form(POINTS, {point.id: point.points for point in POINTS}, form=BY_POINTS)
    assert (graded.grade, graded.points, len(graded.items)) == ("优", Decimal(100), 8)


def test_one_poor_check_makes_its_item_poor_and_an_otherwise_excellent_form_fair() -> None:
    checks: dict[str, Any] = {point.id: "优" for point in POINTS} | {"quantified": "差"}
    graded = grade_of_form(POINTS, checks, item=OF_CHECKS, form=BY_ITEMS)
    assert graded.items["指标科学性"] == "差"
    assert graded.grade == "中"
    assert "优7项、差1项" in graded.why


@pytest.mark.parametrize("points", ["5.1", "-0.1", "4.95"])
def test_points_beyond_a_check_or_with_two_decimals_are_refused(points: str) -> None:
    given_points = {point.id: point.points for point in POINTS} | {"format": Decimal(points)}
    with pytest.raises(ValueError, match="格式规范"):
        grade_of_key_form(POINTS, given_points, form=BY_POINTS)
