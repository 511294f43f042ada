"""The sixteen review checks: decided where findings decide them, prepared for the reviewer where they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jixiao.parameters.review import review_parameters
from jixiao.rules.review import check_target_form, review_of
from tests.support.clean_forms import clean_form

PARAMETERS = review_parameters(date(2022, 1, 1))
#: Whether a duty is a department's, whether money fits a scope: no program can say so from the form alone.
FOR_PEOPLE = {
    "law_and_plans",
    "duty",
    "improvement",
    "normal_level",
    "goal_and_money",
    "goal_and_scope",
    "researched",
    "realistic",
    "capacity",
    "internal_control",
}


def answers(form_seed: int = 1, **changes: object) -> dict[str, str]:
    form = replace(clean_form(form_seed, shanghai=True), **changes)  # type: ignore[arg-type]
    return {answer.point.id: answer.answer for answer in review_of(form, PARAMETERS)}


def test_there_are_sixteen_in_eight_items_and_four_dimensions_with_a_hundred_points() -> None:
    points = PARAMETERS.points
    assert len(points) == 16
    assert len({(p.dimension, p.item) for p in points}) == 8
    assert len({p.dimension for p in points}) == 4
    assert sum(p.points for p in points) == 100
    by_dimension = {d: sum(p.points for p in points if p.dimension == d) for d in {p.dimension for p in points}}
    assert by_dimension == {"完整性": 20, "相关性": 30, "适当性": 30, "可行性": 20}


def test_a_clean_form_leaves_only_what_people_must_judge() -> None:
    given = answers()
    assert {check for check, answer in given.items() if answer == "for_reviewer"} == FOR_PEOPLE
    assert {check for check, answer in given.items() if answer == "met"} == set(given) - FOR_PEOPLE


def test_an_empty_field_fails_completeness_and_nothing_else_that_is_decided() -> None:
    given = answers(performance_type=None)
    assert {check for check, answer in given.items() if answer == "not_met"} == {"complete"}


def test_a_wrong_date_fails_the_format() -> None:
    assert answers(start_date="2020-13-01")["format"] == "not_met"


def test_what_is_left_to_the_reviewer_says_what_to_look_at() -> None:
    findings = [f for f in check_target_form(clean_form(1), PARAMETERS) if f.code.startswith("review.")]
    assert findings
    assert all(finding.severity == "review" and "请看：" in finding.message for finding in findings)
    assert all("郑州" in finding.basis for finding in findings)


def test_a_form_older_than_the_rules_is_checked_and_says_that_none_was_in_force() -> None:
    form = replace(clean_form(1), year=2009)
    old = review_parameters(date(2009, 1, 1))
    codes = [finding.code for finding in check_target_form(form, old) if finding.code.startswith("review.")]
    assert codes == ["review.no_rule_in_force"]


def test_a_failed_check_names_the_findings_it_rests_on() -> None:
    form = replace(clean_form(1, shanghai=True), performance_type=None)
    (complete,) = [a for a in review_of(form, PARAMETERS) if a.point.id == "complete"]
    assert [finding.code for finding in complete.findings] == ["form.field_missing"]
    assert "form.field_missing" in complete.look_at
