"""The band that a checklist gives: thresholds with their border, and mandatory checks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jixiao.parameters.checklists import band_rule
from jixiao.rules.measurement import BandRule, CheckResult, band_of

RULE = BandRule(Decimal("0.8"), Decimal("0.6"))


def results(mandatory: tuple[int, int], other: tuple[int, int]) -> list[CheckResult]:
    return [CheckResult("a", True, *mandatory), CheckResult("b", False, *other)]


@pytest.mark.parametrize(
    ("mandatory", "other", "band"),
    [
        ((2, 2), (8, 8), "achieved"),
        ((2, 2), (6, 8), "achieved"),  # 8 of 10
        ((2, 2), (5, 8), "partly"),  # 7 of 10
        ((2, 2), (4, 8), "partly"),  # 6 of 10
        ((2, 2), (3, 8), "not"),
        ((999, 1000), (0, 0), "partly"),  # one mandatory failure, however many passed
        ((1, 2), (0, 0), "not"),
        ((0, 0), (8, 8), "achieved"),  # a mandatory check that applies to nothing does not fail
    ],
)
def test_the_band_follows_from_the_share_and_from_mandatory_checks(
    mandatory: tuple[int, int], other: tuple[int, int], band: str
) -> None:
    assert band_of(results(mandatory, other), RULE) == band


def test_where_nothing_applied_there_is_no_band() -> None:
    assert band_of(results((0, 0), (0, 0)), RULE) is None
    assert band_of([], RULE) is None


def test_the_thresholds_are_a_dated_parameter() -> None:
    assert band_rule(date(2020, 1, 1)) == RULE
