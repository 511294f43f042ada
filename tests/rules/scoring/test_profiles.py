"""Profiles: dated, cited, each telling what it cannot score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.parameters import ParameterError
from jixiao.parameters.scoring import national_profiles, scoring_profile, self_evaluation_day
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.scoring import ExecutionFacts, IndicatorFacts, shown

DAY = date(2022, 3, 31)
MISSED_REVERSE = IndicatorFacts(Decimal(10), "not_met", "number", Decimal("0.003"), Decimal("0.006"), "lower")
EIGHTY_PERCENT = IndicatorFacts(Decimal(10), "not_met", "number", Decimal(100), Decimal(80), "higher")


def test_before_10_was_issued_no_rule_is_in_force_and_none_is_made_up() -> None:
    with pytest.raises(NoRuleInForce):
        scoring_profile("mof_2020_10", date(2020, 2, 24))
    assert scoring_profile("mof_2020_10", date(2020, 2, 25)).version == "mof_2020_10@2020-02-25"
    assert national_profiles(date(2020, 2, 24)) == ()


def test_101_counts_only_from_its_day_on() -> None:
    assert [profile.id for profile in national_profiles(date(2021, 8, 17))] == ["mof_2020_10"]
    assert [profile.id for profile in national_profiles(date(2021, 8, 18))] == ["mof_2020_10", "mof_2021_101"]


def test_the_self_evaluation_of_a_year_is_judged_by_the_rules_of_the_next() -> None:
    assert self_evaluation_day(2019) >= date(2020, 2, 25)
    assert self_evaluation_day(2020) < date(2021, 8, 18)


def test_a_profile_nobody_wrote_is_refused() -> None:
    with pytest.raises(ParameterError):
        scoring_profile("unheard_of", DAY)


def test_the_same_eighty_percent_is_eight_points_under_10_and_five_under_101() -> None:
    assert scoring_profile("mof_2020_10", DAY).score(EIGHTY_PERCENT).exact == 8
    assert scoring_profile("mof_2021_101", DAY).score(EIGHTY_PERCENT).exact == 5


@pytest.mark.parametrize("profile_id", ["mof_2020_10", "mof_2021_101"])
def test_a_missed_reverse_indicator_has_no_formula_in_national_rules_and_the_profile_that_has_one_is_named(
    profile_id: str,
) -> None:
    points = scoring_profile(profile_id, DAY).score(MISSED_REVERSE)
    assert not points.decided
    assert "没有反向指标的计分公式" in points.why
    assert "mof_2020_10_reverse_ours" in points.why


@pytest.mark.parametrize("profile_id", ["mof_2020_10_reverse_ours", "shanghai_2020"])
def test_profiles_of_ours_score_a_missed_reverse_indicator_and_are_marked_ours(profile_id: str) -> None:
    profile = scoring_profile(profile_id, DAY)
    assert profile.score(MISSED_REVERSE).exact == 5
    assert profile.value.origin == "ours"


def test_a_reverse_indicator_that_was_met_needs_no_formula() -> None:
    met = IndicatorFacts(Decimal(10), "met", "number", Decimal("0.003"), Decimal(0), "lower")
    assert scoring_profile("mof_2020_10", DAY).score(met).exact == 10


def test_satisfaction_is_judged_by_its_target_under_10_and_by_its_level_under_101() -> None:
    facts = IndicatorFacts(
        Decimal(10), "not_met", "number", Decimal("0.95"), Decimal("0.92"), "higher", "satisfaction", is_ratio=True
    )
    under_10 = scoring_profile("mof_2020_10", DAY).score(facts).exact
    assert under_10 is not None
    assert shown(under_10) == Decimal("9.68")
    assert scoring_profile("mof_2021_101", DAY).score(facts).exact == 10


@pytest.mark.parametrize("verdict", ["not_due", "not_proven", "not_reported", "not_applicable", "cannot_tell"])
def test_what_was_not_reported_or_not_decided_is_not_zero(verdict: str) -> None:
    points = scoring_profile("mof_2020_10", DAY).score(IndicatorFacts(Decimal(10), verdict))  # type: ignore[arg-type]
    assert not points.decided
    assert "计分" in points.why


@pytest.mark.parametrize("actual", [8, 96])
def test_another_value_than_the_target_without_a_known_direction_is_not_scored(actual: int) -> None:
    facts = IndicatorFacts(Decimal(10), "not_met", "number", Decimal(12), Decimal(actual))
    points = scoring_profile("mof_2020_10", DAY).score(facts)
    assert not points.decided
    assert "方向不明" in points.why


def test_a_late_date_has_no_formula_under_10_and_a_partial_deduction_under_101() -> None:
    late = IndicatorFacts(Decimal(10), "not_met", "other")
    assert not scoring_profile("mof_2020_10", DAY).score(late).decided
    points = scoring_profile("mof_2021_101", DAY).score(late)
    assert points.allows(Fraction(9))
    assert not points.allows(Fraction(10))


def test_the_whole_putuo_form_comes_to_98_62_and_is_excellent() -> None:
    profile = scoring_profile("mof_2020_10", date(2023, 3, 31))
    execution = profile.score_execution(ExecutionFacts(Decimal(10), Decimal("215457.6"), Decimal("250000.00"))).exact
    met = [IndicatorFacts(Decimal(weight), "met", "number", Decimal(1), Decimal(1)) for weight in (10, 20, 20, 30, 10)]
    total = (execution or 0) + sum((profile.score(facts).exact or Fraction(0) for facts in met), Fraction(0))
    assert shown(total) == Decimal("98.62")
    assert profile.grade_of(total) == "优"
