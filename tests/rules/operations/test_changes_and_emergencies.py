"""How far a change has come and what is odd about it; whether an emergency kept within its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jixiao.rules.operations.changes import CHANGE_MOMENTS, ChangeRecord, change_faults, change_state, review_change
from jixiao.rules.operations.emergencies import emergency_times

BEGIN = datetime(2020, 6, 1, 9)
RIGHT = ChangeRecord(
    "BG1",
    "medium",
    BEGIN,
    "甲",
    assessed_at=BEGIN + timedelta(days=1),
    approved_at=BEGIN + timedelta(days=2),
    approved_by="乙",
    tested_at=BEGIN + timedelta(days=3),
    deployed_at=BEGIN + timedelta(days=4),
    rollback_plan="恢复快照",
)
moments = st.none() | st.integers(0, 10_000).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
changes = st.builds(
    ChangeRecord,
    number=st.just("BG1"),
    risk=st.sampled_from(("low", "medium", "high")),
    requested_at=st.just(BEGIN),
    requested_by=st.sampled_from(("", "甲")),
    approved_by=st.sampled_from(("", "甲", "乙")),
    rollback_plan=st.sampled_from(("", "恢复快照")),
    is_emergency=st.booleans(),
    **dict.fromkeys(CHANGE_MOMENTS[1:], moments),
)


def codes(change: ChangeRecord) -> list[str]:
    return [finding.code.removeprefix("operations.") for finding in review_change(change)]


def test_a_change_done_as_it_should_be_has_nothing_odd() -> None:
    assert codes(RIGHT) == []
    assert list(change_faults(RIGHT)) == []


def test_each_thing_left_out_is_found_alone() -> None:
    late = BEGIN + timedelta(days=5)
    assert codes(replace(RIGHT, approved_at=None)) == ["deployed_without_approval"]
    assert codes(replace(RIGHT, approved_at=late)) == ["approved_after_deployment"]
    assert codes(replace(RIGHT, assessed_at=None)) == ["not_assessed"]
    assert codes(replace(RIGHT, assessed_at=BEGIN + timedelta(days=2, minutes=1))) == ["not_assessed"]
    assert codes(replace(RIGHT, tested_at=late)) == ["deployed_untested"]
    assert codes(replace(RIGHT, rollback_plan="")) == ["no_way_back"]
    assert codes(replace(RIGHT, rollback_plan="", risk="low")) == []
    assert codes(replace(RIGHT, assessed_at=None, is_emergency=True)) == ["emergency_not_reviewed"]
    assert codes(replace(RIGHT, assessed_at=None, is_emergency=True, reviewed_at=late)) == []


@given(changes)
def test_nothing_is_odd_before_it_is_deployed_and_no_approval_in_time_always_is(change: ChangeRecord) -> None:
    found = codes(change)
    if change.deployed_at is None:
        assert found == []
    else:
        in_time = change.approved_at is not None and change.approved_at <= change.deployed_at
        assert in_time != bool({"deployed_without_approval", "approved_after_deployment"} & set(found))


@given(changes)
def test_the_state_is_that_of_the_furthest_moment_and_a_roll_back_wins(change: ChangeRecord) -> None:
    state = change_state(change)
    assert (state == "rolled_back") == (change.rolled_back_at is not None)
    assert (state == "requested") == all(getattr(change, moment) is None for moment in CHANGE_MOMENTS[1:])


@given(changes)
def test_one_who_approves_and_requests_is_always_refused(change: ChangeRecord) -> None:
    found = {fault.code for fault in change_faults(change)}
    is_same = change.approved_by != "" and change.approved_by == change.requested_by
    assert is_same == ("operations.approved_by_requester" in found)
    assert ("operations.before_request" in found) is False


def test_an_emergency_is_in_time_to_the_last_second_of_the_plan() -> None:
    def told(response: int | None, restore: int | None) -> tuple[int | None, int | None, bool | None]:
        at = [None if minutes is None else BEGIN + timedelta(seconds=minutes) for minutes in (response, restore)]
        times = emergency_times(BEGIN, at[0], at[1], response_minutes=30, restore_minutes=240)
        return times.response_seconds, times.restore_seconds, times.is_in_time

    assert told(1_800, 14_400) == (1_800, 14_400, True)
    assert told(1_800, 14_401) == (1_800, 14_401, False)
    assert told(1_801, None) == (1_801, None, False)
    assert told(1_800, None) == (1_800, None, None)
    assert told(None, None) == (None, None, None)
