"""What holds of every score, whatever the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.scoring import profile_ids, scoring_profile
from jixiao.rules.scoring import ExecutionFacts, IndicatorFacts, decimals_of, follows, plain, shown

DAY = date(2022, 3, 31)
PROFILES = [scoring_profile(name, DAY) for name in profile_ids()]
WEIGHTS = st.decimals(0, 100, places=1)
FIGURES = st.decimals(-1000, 100000, places=3)
VERDICTS = st.sampled_from(
    ["met", "partly", "not_met", "not_due", "not_proven", "not_reported", "not_applicable", "cannot_tell"]
)


@st.composite
def indicator_facts(draw: Any) -> IndicatorFacts:
    return IndicatorFacts(
        weight=draw(WEIGHTS),
        verdict=draw(VERDICTS),
        kind=draw(st.sampled_from(["number", "words", "yes_no", "other"])),
        target=draw(st.none() | FIGURES),
        actual=draw(st.none() | FIGURES),
        direction=draw(st.sampled_from(["higher", "lower", None])),
        group=draw(st.sampled_from(["output", "benefit", "satisfaction", None])),
        is_ratio=draw(st.booleans()),
    )


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.id)
@given(facts=indicator_facts())
def test_a_score_lies_between_nothing_and_the_weight_and_has_a_reason(profile: Any, facts: IndicatorFacts) -> None:
    points = profile.score(facts)
    assert points.why
    if points.decided:
        assert 0 <= points.low <= points.high <= Fraction(facts.weight)
    else:
        assert points.high is None


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.id)
@given(
    weight=WEIGHTS,
    target=st.decimals("0.001", 1000, places=3),
    actuals=st.tuples(FIGURES, FIGURES),
    group=st.sampled_from(["output", "satisfaction"]),
)
def test_more_of_what_should_be_more_never_costs_points(
    profile: Any, weight: Decimal, target: Decimal, actuals: tuple[Decimal, Decimal], group: Any
) -> None:
    def points(actual: Decimal) -> Any:
        verdict: Any = "met" if actual >= target else "not_met"
        return profile.score(IndicatorFacts(weight, verdict, "number", target, actual, "higher", group))

    less, more = (points(actual).exact for actual in sorted(actuals))
    assert less <= more


@given(weight=WEIGHTS, target=st.decimals("0.001", 1000, places=3), actuals=st.tuples(FIGURES, FIGURES))
def test_less_of_what_should_be_less_never_costs_points(
    weight: Decimal, target: Decimal, actuals: tuple[Decimal, Decimal]
) -> None:
    profile = scoring_profile("mof_2020_10_reverse_ours", DAY)

    def points(actual: Decimal) -> Any:
        verdict: Any = "met" if actual <= target else "not_met"
        return profile.score(IndicatorFacts(weight, verdict, "number", target, actual, "lower"))

    better, worse = (points(actual).exact for actual in sorted(actuals))
    assert better >= worse


@given(weight=WEIGHTS, executed=st.decimals(0, 10**9, places=2), budget=st.decimals(0, 10**9, places=2))
def test_the_execution_score_never_passes_its_weight(weight: Decimal, executed: Decimal, budget: Decimal) -> None:
    points = scoring_profile("mof_2020_10", DAY).score_execution(ExecutionFacts(weight, executed, budget))
    assert points.decided == (budget > 0)
    if points.exact is not None:
        assert 0 <= points.exact <= Fraction(weight)


@given(total=st.fractions(0, 100))
def test_the_grade_is_that_of_the_exact_total_and_not_of_the_rounded_one(total: Fraction) -> None:
    grade = scoring_profile("mof_2020_10", DAY).grade_of(total)
    assert grade == ("优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差")


@given(value=st.fractions(-1000, 1000), places=st.integers(0, 6))
def test_a_shown_figure_is_the_nearest_one_and_halves_go_up(value: Fraction, places: int) -> None:
    figure = Fraction(shown(value, places))
    step = Fraction(1, 10**places)
    assert abs(figure - value) <= step / 2
    if abs(figure - value) == step / 2:
        assert abs(figure) > abs(value)
    assert decimals_of(shown(value, places)) == places


@given(exact=st.fractions(0, 100), places=st.integers(0, 4))
def test_a_rounded_figure_follows_and_its_neighbour_does_not(exact: Fraction, places: int) -> None:
    printed = shown(exact, places)
    assert follows(printed, exact, places) in {"exact", "rounded"}
    assert follows(printed + Decimal(2).scaleb(-places), exact, places) == "no"


def test_a_figure_of_any_length_can_be_shown() -> None:
    assert shown(Fraction(10**40) + Fraction(5, 1000)) == Decimal(f"1{'0' * 40}.01")
    assert shown(Fraction(-1, 1000)) == 0


def test_figures_in_sentences_have_no_exponent_and_no_idle_zeros() -> None:
    assert plain(Fraction(100)) == "100"
    assert plain(Decimal("8.618304")) == "8.62"
    assert plain(Fraction(0)) == "0"
