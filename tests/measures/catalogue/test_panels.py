"""Judged and recorded measures over a few rows made by hand."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from jixiao.measures.measure import catalogue
from jixiao.rules.measurement import Value, value_of
from tests.support.measuring import figures_of

LEVEL, GRADED = "信息化水平对项目持续影响", "财政部会计管理工作考核优秀率"
OPENED = datetime(2021, 1, 20, 10, 0)


def opinion(points: int, **other: Any) -> dict[str, Any]:
    row = {"year": 2020, "indicator": LEVEL, "points": points, "is_counted": True, "recorded_at": OPENED}
    return row | other


def grade(is_reached: bool, **other: Any) -> dict[str, Any]:
    row = {"year": 2020, "indicator": GRADED, "is_reached": is_reached, "recorded_at": OPENED}
    return row | other


def test_the_value_is_the_mean_of_the_points_that_count() -> None:
    rows = [opinion(90), opinion(85), opinion(80), opinion(100, is_counted=False), opinion(0, is_counted=False)]
    part, whole = figures_of("panels.information_level", {"panel_opinion": rows}) or (None, None)
    assert (part, whole) == (255, 3)
    divisor = catalogue()["panels.information_level"].divisor
    assert value_of("mean", part, whole, 3, divisor=divisor) == Value(Fraction(85, 100), 3)


def test_another_question_another_year_and_another_programme_do_not_count() -> None:
    rows = [
        opinion(90),
        opinion(10, indicator="政策业务调研有效性"),
        opinion(20, year=2019),
        opinion(30, programme_id=2),
    ]
    assert figures_of("panels.information_level", {"panel_opinion": rows}) == (90, 1)
    assert figures_of("panels.research_effect", {"panel_opinion": rows}) == (10, 1)


def test_without_an_opened_panel_nothing_is_reported() -> None:
    assert figures_of("panels.information_level", {"panel_opinion": []}) is None
    assert figures_of("panels.talent_contribution", {"panel_opinion": [opinion(90)]}) is None


def test_opinions_are_known_from_the_opening_on() -> None:
    rows = {"panel_opinion": [opinion(90)]}
    assert figures_of("panels.information_level", rows, as_of=date(2021, 1, 19)) is None
    assert figures_of("panels.information_level", rows, as_of=date(2021, 1, 20)) == (90, 1)


def test_a_grade_counts_as_reached_or_not() -> None:
    measure = "panels.accounting_management_grade"
    assert figures_of(measure, {"recorded_grade": [grade(True)]}) == (1, 1)
    assert figures_of(measure, {"recorded_grade": [grade(False)]}) == (0, 1)
    assert figures_of(measure, {"recorded_grade": [grade(True, year=2021)]}) is None
    assert figures_of("panels.budget_performance_grade", {"recorded_grade": [grade(True)]}) is None


def test_each_says_what_it_is() -> None:
    kinds = {id: each.kind for id, each in catalogue().items() if id.startswith("panels.")}
    assert sorted(kinds.values()) == ["judged"] * 3 + ["recorded"] * 2
    assert all(catalogue()[id].about for id in kinds)
