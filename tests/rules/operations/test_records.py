"""What follows from a ticket without any database: the generator of a simulated year asks the same function."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.operations import service_window
from jixiao.parameters.workdays import calendar_versions
from jixiao.rules.operations import LOCAL, Hold
from jixiao.rules.operations.records import ServiceTerms, TicketRecord, outage_columns, ticket_columns, ticket_state

_FIRST = date(2020, 1, 1)
TERMS = [
    ServiceTerms.of(
        _FIRST, date(2020, 12, 31), service_window("5*8", _FIRST), [("major", None, 30, 120)], ("major", "minor")
    )
]
CALENDARS = calendar_versions()
LATE = TicketRecord(
    datetime(2020, 4, 30, 16, 30, tzinfo=LOCAL),
    "major",
    responded_at=datetime(2020, 4, 30, 16, 50, tzinfo=LOCAL),
    resolved_at=datetime(2020, 5, 6, 9, 40, tzinfo=LOCAL),
)
_gaps = st.lists(st.integers(0, 60 * 24 * 20), min_size=6, max_size=6)


def test_a_severity_without_a_limit_has_a_clock_and_no_verdict() -> None:
    made = ticket_columns(replace(LATE, severity="minor"), TERMS, CALENDARS)
    assert (made.resolution_business_seconds, made.resolution_limit_seconds, made.resolution_is_met) == (
        7800,
        None,
        None,
    )


def test_no_agreement_on_the_day_of_opening_is_no_clock_and_not_zero() -> None:
    made = ticket_columns(LATE, [replace(TERMS[0], ends_on=date(2020, 4, 29))], CALENDARS)
    assert (made.response_absolute_seconds, made.response_business_seconds, made.response_is_met) == (1200, None, None)


def test_a_year_without_a_calendar_is_no_clock() -> None:
    far = replace(LATE, resolved_at=datetime(2999, 5, 6, tzinfo=LOCAL))
    assert ticket_columns(far, TERMS, CALENDARS).resolution_business_seconds is None


def test_a_lasting_hold_leaves_open_when_the_limit_is_used_up() -> None:
    still = replace(LATE, resolved_at=None)
    assert ticket_columns(still, TERMS, CALENDARS).resolution_due_at == datetime(2020, 5, 6, 9, 30, tzinfo=LOCAL)
    held = replace(still, holds=(Hold(datetime(2020, 4, 30, 17, tzinfo=LOCAL), None, "等用户"),))
    assert ticket_columns(held, TERMS, CALENDARS).resolution_due_at is None


def test_an_outage_is_counted_in_the_window_agreed_when_it_began() -> None:
    friday, monday = datetime(2020, 3, 6, 17, 30, tzinfo=LOCAL), datetime(2020, 3, 9, 9, 30, tzinfo=LOCAL)
    assert outage_columns(friday, monday, TERMS, CALENDARS)[0] == 3600
    assert outage_columns(friday, None, TERMS, CALENDARS) == (None, None)


@given(gaps=_gaps, reached=st.integers(0, 6), reopened=st.booleans())
def test_any_history_is_closed_or_open_and_handled_only_when_it_is_resolved(
    gaps: list[int], reached: int, reopened: bool
) -> None:
    moment, names = LATE.opened_at, ("assigned", "responded", "started", "resolved", "confirmed", "closed")
    moments = {}
    for name, gap in list(zip(names, gaps, strict=True))[:reached]:
        moment += timedelta(minutes=gap)
        moments[f"{name}_at"] = moment
    record = replace(TicketRecord(LATE.opened_at, "major"), **moments)
    if reopened and reached == 4:
        record = replace(record, reopenings=((moment + timedelta(minutes=1), None),))
    made = ticket_columns(record, TERMS, CALENDARS)
    assert made.state == ticket_state(record)
    assert (made.state == "closed") == (record.closed_at is not None)
    assert made.is_handled == (made.state in ("resolved", "confirmed", "closed"))
    assert made.is_complete == (made.state != "reopened" or all((record.assigned_at, record.resolved_at)))
    if made.resolution_business_seconds is not None:
        assert made.resolution_business_seconds + made.held_seconds <= (made.resolution_absolute_seconds or 0)
