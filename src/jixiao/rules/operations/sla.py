"""The clock of a ticket against what the contract promised (docs/decisions/0009-the-sla-clock.md).

Every second counts under the window in force at that second. A limit that changes in mid-ticket takes effect at once
but asks nothing impossible and heals nothing (:func:`carried_limit`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal, NamedTuple

from jixiao.rules.operations.agreements import Agreement, Commitment, SpanName
from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.tickets import Ticket
from jixiao.rules.operations.worktime import (
    WorkTime,
    local_day,
    local_moment,
    local_second,
    moment_in_words,
    work_time,
)
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import CalendarVersions, WorkingCalendar

#: ``met`` stopped within the limit · ``not_met`` the limit is passed, stopped or not · ``running`` not stopped, limit
#: not passed · ``not_due`` the ticket is opened after the day asked for · ``no_limit`` the contract promises none.
#: Due are ``met`` and ``not_met``.
Outcome = Literal["met", "not_met", "running", "not_due", "no_limit"]


@dataclass(frozen=True, slots=True)
class SpanTime:
    """One measured span of a ticket.

    ``absolute_seconds`` is wall time while the ticket was open, holds included; of it ``counted_seconds`` lie in the
    window and outside holds, ``held_seconds`` in the window and inside holds. ``limit_seconds`` is what the counted
    time is judged against. ``deadline`` is the first moment at which the limit is used up, for an open ticket as if
    the clock went on from the moment asked for; ``None`` without a limit, or where it falls into a year without a
    calendar. ``calendar_version`` is ``None`` where the windows ask no calendar.
    """

    span: SpanName
    outcome: Outcome
    started: datetime
    stopped: datetime | None
    absolute_seconds: int
    counted_seconds: int
    held_seconds: int
    severity: str
    limit_seconds: int | None
    deadline: datetime | None
    calendar_version: date | None


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """Both spans of a ticket."""

    response: SpanTime
    resolution: SpanTime


def ticket_times(
    ticket: Ticket,
    agreements: Sequence[Agreement],
    calendars: CalendarVersions | WorkingCalendar,
    as_of: datetime,
) -> TicketTimes:
    """Both spans of a ticket by what had happened up to ``as_of``.

    A span is counted on the calendar known on the day it ended (for an open one: on the day of ``as_of``); one calendar
    given instead of all versions is used whatever the day. Raises :class:`OperationsError` where no agreement covers
    the ticket or its severity, :class:`NoRuleInForce` where it lies in a year without a calendar.
    """
    until = local_second(as_of)
    opened = [(first, last) for first, last in ticket.open_times if first <= until]
    opens = [(first, last if last is not None and last <= until else None) for first, last in opened]
    return TicketTimes(
        _span("response", ticket, _until_answered(ticket, opens, until), agreements, calendars, until),
        _span("resolution", ticket, opens, agreements, calendars, until),
    )


def carried_limit(allowed: int | None, counted: int, limit: int | None) -> int | None:
    """What a ticket may use in all after ``counted`` seconds, when the limit becomes ``limit``.

    A longer limit counts from the opening. A shorter one also, but leaves at least as long as a new ticket would get
    from now on, and never makes the time longer than it was: 5 of 8 hours used, the limit becomes 2 hours, 7 hours are
    allowed in all. ``None`` is no limit.
    """
    if limit is None:
        return None
    from_now = counted + limit
    return max(limit, from_now if allowed is None else min(allowed, from_now))


class _Regime(NamedTuple):
    """Severity and promise in force from a local second on."""

    since: int
    severity: str
    commitment: Commitment


class _Piece(NamedTuple):
    """A time in which nothing changes."""

    first: int
    last: int
    held: bool
    regime: _Regime


_Opens = list[tuple[int, int | None]]


def _until_answered(ticket: Ticket, opens: _Opens, until: int) -> _Opens:
    """The time to the first response; a resolution answers too."""
    if not opens:
        return []
    first, resolved = opens[0]
    answered = None if ticket.first_response is None else local_second(ticket.first_response)
    stops = [stop for stop in (answered, resolved) if stop is not None and stop <= until]
    return [(first, min(stops, default=None))]


def _span(
    span: SpanName,
    ticket: Ticket,
    opens: _Opens,
    agreements: Sequence[Agreement],
    calendars: CalendarVersions | WorkingCalendar,
    until: int,
) -> SpanTime:
    if not opens:
        return SpanTime(span, "not_due", ticket.opened, None, 0, 0, 0, ticket.severity, None, None, None)
    stopped = opens[-1][1]
    end = until if stopped is None else stopped
    regimes = _regimes(ticket, agreements, end)
    calendar = _calendar(regimes, calendars, end)
    tally = _Tally(span, regimes[0], calendar)
    for piece in _pieces(opens, _holds(ticket, until), regimes, end):
        tally.add(piece)
    if stopped is None:
        tally.enter(regimes[-1])
    return SpanTime(
        span=span,
        outcome=tally.outcome(stopped is not None),
        started=ticket.opened,
        stopped=None if stopped is None else local_moment(stopped),
        absolute_seconds=tally.absolute,
        counted_seconds=tally.counted,
        held_seconds=tally.held,
        severity=tally.regime.severity,
        limit_seconds=tally.allowed,
        deadline=tally.deadline(end),
        calendar_version=calendar.version if calendar else None,
    )


def _regimes(ticket: Ticket, agreements: Sequence[Agreement], end: int) -> list[_Regime]:
    """What was in force from when on, up to the end of the span."""
    opened = local_second(ticket.opened)
    terms = sorted(((local_second(each.since), each) for each in agreements), key=lambda each: each[0])
    severities = sorted((local_second(change.at), change.severity) for change in ticket.severity_changes)
    if not terms or terms[0][0] > opened:
        raise OperationsError(
            "agreement.none_in_force",
            f"工单受理时（{moment_in_words(ticket.opened)}）没有有效的服务约定。请补录当时的运维合同及其服务时限。",
        )
    if any(one[0] == other[0] for one, other in pairwise(terms)):
        raise OperationsError(
            "agreement.two_at_once",
            "有两份服务约定自同一时刻起生效，不知道用哪一份。请改正其中一份的起始时间。",
        )
    changes = {second for second, _ in (*terms, *severities) if opened < second <= end}
    found = []
    for since in sorted({opened, *changes}):
        agreement = [each for second, each in terms if second <= since][-1]
        severity = next((name for second, name in reversed(severities) if second <= since), ticket.severity)
        found.append(_Regime(since, severity, agreement.commitment(severity)))
    return found


def _calendar(
    regimes: list[_Regime], calendars: CalendarVersions | WorkingCalendar, end: int
) -> WorkingCalendar | None:
    if not any(regime.commitment.window.asks_calendar for regime in regimes):
        return None
    return calendars if isinstance(calendars, WorkingCalendar) else calendars.known_on(local_day(end))


def _holds(ticket: Ticket, until: int) -> list[tuple[int, int]]:
    """Holds known by then as disjoint times in order."""
    union: list[tuple[int, int]] = []
    for first, last in sorted(
        (local_second(hold.since), until if hold.until is None else local_second(hold.until)) for hold in ticket.holds
    ):
        if union and first <= union[-1][1]:
            union[-1] = (union[-1][0], max(last, union[-1][1]))
        elif first < last:
            union.append((first, last))
    return union


def _pieces(opens: _Opens, holds: list[tuple[int, int]], regimes: list[_Regime], end: int) -> Iterator[_Piece]:
    since = [regime.since for regime in regimes]
    turns = {*since, *(turn for hold in holds for turn in hold)}
    for first, stop in opens:
        last = end if stop is None else stop
        for start, finish in pairwise(sorted({first, last, *(turn for turn in turns if first < turn < last)})):
            held = any(begins <= start < ends for begins, ends in holds)
            yield _Piece(start, finish, held, regimes[bisect_right(since, start) - 1])


class _Tally:
    """Adds up the pieces of a span in their order."""

    def __init__(self, span: SpanName, regime: _Regime, calendar: WorkingCalendar | None) -> None:
        self.absolute = self.counted = self.held = 0
        self.regime = regime
        self.allowed = regime.commitment.limit(span)
        self._span = span
        self._calendar = calendar
        self._used_up: int | None = None  # when the counted time came to what is allowed

    def enter(self, regime: _Regime) -> None:
        """From here on another severity or contract may hold; what is overdue stays so."""
        changed = regime.commitment != self.regime.commitment
        self.regime = regime
        if not changed or self._overdue:
            return
        self.allowed = carried_limit(self.allowed, self.counted, regime.commitment.limit(self._span))
        if self.allowed is None or self.allowed > self.counted:
            self._used_up = None

    def add(self, piece: _Piece) -> None:
        """Count a piece."""
        self.enter(piece.regime)
        self.absolute += piece.last - piece.first
        worked = self._work_time.between(piece.first, piece.last)
        if piece.held:
            self.held += worked
            return
        if self.allowed is not None and self._used_up is None and self.counted + worked >= self.allowed:
            self._used_up = self._work_time.reach(piece.first, self.allowed - self.counted)
        self.counted += worked

    def outcome(self, stopped: bool) -> Outcome:
        """What can be said of the span."""
        if self._overdue:
            return "not_met"
        if self.allowed is None:
            return "no_limit"
        return "met" if stopped else "running"

    def deadline(self, end: int) -> datetime | None:
        """When the limit is, or would be, used up."""
        if self.allowed is None:
            return None
        if self._used_up is not None:
            return local_moment(self._used_up)
        try:
            return local_moment(self._work_time.reach(end, self.allowed - self.counted))
        except NoRuleInForce:
            return None

    @property
    def _overdue(self) -> bool:
        return self.allowed is not None and self.counted > self.allowed

    @property
    def _work_time(self) -> WorkTime:
        window = self.regime.commitment.window
        return work_time(window, self._calendar if window.asks_calendar else None)
