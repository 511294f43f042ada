"""What must hold for any ticket, within sixteen days around Labour Day 2020 and its made-up days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao.parameters.operations import service_window
from jixiao.rules.operations import (
    Agreement,
    Commitment,
    Hold,
    SeverityChange,
    SpanTime,
    Ticket,
    TicketTimes,
    carried_limit,
    ticket_times,
)
from jixiao.rules.workdays import is_working_day
from tests.support.service_desk import DAY, END, STANDARD, VERSIONS, agreements, local

START = local("2020-04-24 00:00")
MINUTES = 16 * 24 * 60
TERMS = agreements(STANDARD)
RENEWED = [
    *TERMS,
    Agreement(
        local("2020-05-06 00:00"),
        {
            name: Commitment(service_window("每日8:00-20:00", DAY), 45 * 60, limit * 60 if limit else None)
            for name, limit in (
                ("中断", 60),
                ("重大", 180),
                ("部分", 210),
                ("一般", 900),
                ("长期", 3000),
                ("咨询", None),
            )
        },
    ),
]
SEVERITIES = st.sampled_from(["中断", "重大", "部分", "一般", "咨询"])


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def moments(step: int) -> st.SearchStrategy[datetime]:
    """Moments that are whole steps of so many minutes apart."""
    return st.integers(0, MINUTES // step).map(lambda number: at(number * step))


MOMENTS = moments(1)
QUARTER = 15  # minutes; every limit and every hour of a window is a whole number of quarters


@st.composite
def tickets(draw: st.DrawFn, step: int = 1) -> Ticket:
    some = moments(step)
    opened, *turns = sorted(draw(st.lists(some, min_size=1, max_size=6)))
    later = st.integers(0, 4 * 24 * 60 // step).map(lambda number: opened + timedelta(minutes=number * step))
    holds = draw(st.lists(st.tuples(some, some), max_size=3))
    changes = draw(st.lists(st.tuples(later, SEVERITIES), max_size=3, unique_by=lambda change: change[0]))
    return Ticket(
        opened=opened,
        severity=draw(SEVERITIES),
        first_response=draw(st.none() | later),
        resolved=tuple(turns[0::2]),
        reopened=tuple(turns[1::2]),
        holds=tuple(Hold(min(pair), max(pair), "") for pair in holds),
        severity_changes=tuple(SeverityChange(*change) for change in changes),
    )


def both(times: TicketTimes) -> tuple[SpanTime, SpanTime]:
    return times.response, times.resolution


def clocked(ticket: Ticket, terms: list[Agreement] = RENEWED, as_of: datetime = END) -> TicketTimes:
    return ticket_times(ticket, terms, VERSIONS, as_of)


def in_window(moment: datetime, name: str) -> bool:
    """Whether a minute is in the window, by reading the clock on the wall."""
    if name == "7*24":
        return True
    if name == "5*8":
        calendar = VERSIONS.known_on(date(2020, 12, 31))
        return is_working_day(moment.date(), calendar) and 9 <= moment.hour < 18 and moment.hour != 12
    return 8 <= moment.hour < 20


def by_the_quarter(ticket: Ticket) -> tuple[int, int, int, int | None, bool]:
    """Absolute, counted and held minutes, the limit and whether it is passed, by walking through the quarters."""
    turns = sorted([ticket.opened, *ticket.resolved, *ticket.reopened])
    absolute = counted = held = 0
    allowed: int | None = None
    promise: Commitment | None = None
    for first, last in zip(turns[0::2], turns[1::2], strict=True):
        for number in range((last - first) // timedelta(minutes=QUARTER)):
            moment = first + timedelta(minutes=number * QUARTER)
            before, promise = promise, promise_at(ticket, moment)
            limit = promise.resolution_seconds and promise.resolution_seconds // 60
            if before is None:
                allowed = limit
            elif promise is not before and (allowed is None or counted <= allowed):
                allowed = None if limit is None else max(limit, min(allowed or 10**9, counted + limit))
            absolute += QUARTER
            if in_window(moment, promise.window.name):
                if any(hold.since <= moment < (hold.until or END) for hold in ticket.holds):
                    held += QUARTER
                else:
                    counted += QUARTER
    return absolute, counted, held, allowed, allowed is not None and counted > allowed


def promise_at(ticket: Ticket, moment: datetime) -> Commitment:
    """What holds for a ticket at a moment."""
    past = [change for change in ticket.severity_changes if change.at <= moment]
    severity = max(past, key=lambda change: change.at).severity if past else ticket.severity
    agreement = max((each for each in RENEWED if each.since <= moment), key=lambda each: each.since)
    return agreement.commitments[severity]


@settings(max_examples=300)
@given(tickets(QUARTER))
def test_walking_through_every_quarter_of_an_hour_gives_the_same(ticket: Ticket) -> None:
    assume(len(ticket.resolved) > len(ticket.reopened) and ticket.resolved[0] > ticket.opened)
    span = clocked(ticket).resolution
    absolute, counted, held, allowed, overdue = by_the_quarter(ticket)
    assert (span.absolute_seconds, span.counted_seconds, span.held_seconds) == (absolute * 60, counted * 60, held * 60)
    assert span.limit_seconds == (None if allowed is None else allowed * 60)
    assert span.outcome == ("not_met" if overdue else "no_limit" if allowed is None else "met")


@given(tickets())
def test_counted_and_held_lie_within_the_time_that_passed(ticket: Ticket) -> None:
    for span in both(clocked(ticket)):
        assert span.counted_seconds >= 0
        assert span.held_seconds >= 0
        assert span.counted_seconds + span.held_seconds <= span.absolute_seconds


@given(tickets(), MOMENTS, MOMENTS)
def test_a_hold_never_adds_to_the_time_counted(ticket: Ticket, one: datetime, two: datetime) -> None:
    held = replace_holds(ticket, *ticket.holds, Hold(min(one, two), max(one, two), "等待备件"))
    for before, after in zip(both(clocked(ticket)), both(clocked(held)), strict=True):
        assert after.counted_seconds <= before.counted_seconds
        assert after.counted_seconds + after.held_seconds == before.counted_seconds + before.held_seconds
        assert after.absolute_seconds == before.absolute_seconds


@given(tickets(), MOMENTS, MOMENTS, MOMENTS)
def test_overlapping_holds_are_their_union(ticket: Ticket, one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted([one, two, three])
    whole = replace_holds(ticket, Hold(first, last, ""))
    for parts in (
        [Hold(first, middle, ""), Hold(middle, last, "")],
        [Hold(first, last, ""), Hold(first, middle, "")],
        [Hold(middle, last, ""), Hold(first, last, ""), Hold(middle, middle, "")],
    ):
        assert clocked(replace_holds(ticket, *parts)) == clocked(whole)


@given(tickets(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter(ticket: Ticket, chance: Any) -> None:
    shuffled = {}
    for name in ("resolved", "reopened", "holds", "severity_changes"):
        told = list(getattr(ticket, name))
        chance.shuffle(told)
        shuffled[name] = tuple(told)
    terms = list(RENEWED)
    chance.shuffle(terms)
    assert clocked(replace(ticket, **shuffled), terms) == clocked(ticket)


@given(tickets(), MOMENTS)
def test_a_change_to_the_severity_it_has_changes_nothing(ticket: Ticket, moment: datetime) -> None:
    assume(moment >= ticket.opened and moment not in {change.at for change in ticket.severity_changes})
    severity = ticket.severity
    for change in sorted(ticket.severity_changes, key=lambda change: change.at):
        severity = change.severity if change.at <= moment else severity
    changes = (*ticket.severity_changes, SeverityChange(moment, severity))
    assert clocked(replace(ticket, severity_changes=changes)) == clocked(ticket)


@given(tickets(), MOMENTS)
def test_a_contract_renewed_on_the_same_terms_changes_nothing(ticket: Ticket, moment: datetime) -> None:
    renewed = [*TERMS, Agreement(moment, TERMS[0].commitments)]
    assert clocked(ticket, renewed) == clocked(ticket, TERMS)


@given(tickets(), MOMENTS, MOMENTS)
def test_as_time_goes_by_the_count_grows_and_nothing_overdue_is_healed(
    ticket: Ticket, one: datetime, two: datetime
) -> None:
    for earlier, later in zip(
        both(clocked(ticket, as_of=min(one, two))), both(clocked(ticket, as_of=max(one, two))), strict=True
    ):
        assert earlier.counted_seconds <= later.counted_seconds
        assert earlier.absolute_seconds <= later.absolute_seconds
        if earlier.outcome == "not_met":
            assert later.outcome == "not_met"
            assert later.deadline == earlier.deadline


@given(tickets(), MOMENTS)
def test_what_happens_later_is_not_known_yet(ticket: Ticket, moment: datetime) -> None:
    assume(moment >= ticket.opened)
    known = Ticket(
        ticket.opened,
        ticket.severity,
        ticket.first_response if ticket.first_response and ticket.first_response <= moment else None,
        tuple(turn for turn in ticket.resolved if turn <= moment),
        tuple(turn for turn in ticket.reopened if turn <= moment),
        tuple(hold for hold in ticket.holds if hold.since <= moment),
        tuple(change for change in ticket.severity_changes if change.at <= moment),
    )
    assert clocked(known, as_of=moment) == clocked(ticket, as_of=moment)


@given(tickets(), MOMENTS)
def test_the_deadline_and_the_verdict_agree(ticket: Ticket, moment: datetime) -> None:
    for span in both(clocked(ticket, TERMS, moment)):
        end = span.stopped or moment
        if span.outcome == "not_met":
            assert span.deadline is not None
            assert span.deadline < end
        if span.deadline is not None and end < span.deadline:
            assert span.outcome in ("met", "running")


@given(st.tuples(MOMENTS, MOMENTS))
def test_7x24_without_holds_counts_the_time_that_passed(pair: tuple[datetime, datetime]) -> None:
    span = clocked(Ticket(min(pair), "中断", resolved=(max(pair),)), TERMS).resolution
    assert span.counted_seconds == span.absolute_seconds == (max(pair) - min(pair)) // timedelta(seconds=1)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6), st.lists(st.integers(0, 300), min_size=6, max_size=6))
def test_a_carried_limit_is_never_less_than_the_new_one_nor_more_than_old_and_new(
    limits: list[int], used: list[int]
) -> None:
    allowed, counted = limits[0], 0
    for limit, more in zip(limits[1:], used, strict=False):
        counted = min(counted + more, allowed)
        carried = carried_limit(allowed, counted, limit)
        assert carried is not None
        assert limit <= carried <= max(allowed, limit)
        assert carried - counted >= min(limit, allowed - counted)
        allowed = carried


def replace_holds(ticket: Ticket, *holds: Hold) -> Ticket:
    return replace(ticket, holds=holds)
