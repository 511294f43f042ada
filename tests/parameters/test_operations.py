"""Service hours, sample limits and the days of a repeat, as data."""

from __future__ import annotations

from datetime import date

import pytest

from jixiao.parameters import parameter
from jixiao.parameters.operations import repeat_days, sample_severities, service_hours, service_window
from jixiao.rules.operations import WHOLE_DAY, seconds_of
from jixiao.rules.regulations import NoRuleInForce

DAY = date(2020, 1, 1)


def test_a_number_of_hours_stands_for_just_so_many_hours() -> None:
    hours = service_hours(DAY)
    assert hours[24] == WHOLE_DAY
    assert all(seconds_of(spans) == number * 3600 for number, spans in hours.items())


def test_the_sample_severities_are_distinct_and_the_more_urgent_never_has_the_longer_limit() -> None:
    severities = sample_severities(DAY)
    assert len({severity.name for severity in severities}) == len(severities) > 1
    limits = [severity.commitment.resolution_seconds or 0 for severity in severities]
    assert limits == sorted(limits)
    for severity in severities:
        promise = severity.commitment
        assert promise.response_seconds is not None
        assert promise.resolution_seconds is not None
        assert promise.response_seconds <= promise.resolution_seconds
        assert promise.window in (service_window("5*8", DAY), service_window("7*24", DAY))


@pytest.mark.parametrize("name", ["service_hours", "severity_limits", "repeat_days"])
def test_what_no_law_gives_is_marked_as_ours(name: str) -> None:
    assert {value.origin for value in parameter(f"operations.{name}").values} == {"ours"}


def test_before_the_rule_there_is_none() -> None:
    assert repeat_days(DAY) > 0
    with pytest.raises(NoRuleInForce):
        repeat_days(date(2017, 12, 31))
