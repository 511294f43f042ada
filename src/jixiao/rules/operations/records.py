"""What follows from a record of the desk: the columns that are computed when it is made, and never typed.

Records come in, columns go out: no database, no clock. Whoever keeps records (the register) and whoever makes them up
(the simulated year) ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from jixiao.rules.operations.agreements import Agreement, Commitment
from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.sla import Outcome, SpanTime, TicketTimes, ticket_times
from jixiao.rules.operations.tickets import Hold, SeverityChange, Ticket
from jixiao.rules.operations.windows import ServiceWindow
from jixiao.rules.operations.worktime import LOCAL, business_seconds, local_day, local_second
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import CalendarVersions, WorkingCalendar

TicketState = Literal["new", "assigned", "responded", "started", "resolved", "confirmed", "closed", "reopened"]
FaultState = Literal["open", "resolved", "closed"]
#: A severity, a window and limits in minutes; an empty window is the agreement's.
LimitOfSeverity = tuple[str, ServiceWindow | None, int | None, int | None]

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """An agreement for one system, from its first to its last day."""

    starts_on: date
    ends_on: date
    window: ServiceWindow
    commitments: Mapping[str, Commitment]

    @classmethod
    def of(
        cls,
        starts_on: date,
        ends_on: date,
        window: ServiceWindow,
        limits: Iterable[LimitOfSeverity],
        severities: Iterable[str],
    ) -> ServiceTerms:
        """Terms from limits as a contract lists them; a severity that it does not list has the window and no limit."""
        commitments = {severity: Commitment(window, None, None) for severity in severities}
        for severity, own, response, resolution in limits:
            commitments[severity] = Commitment(own or window, _seconds(response), _seconds(resolution))
        return cls(starts_on, ends_on, window, commitments)

    @property
    def agreement(self) -> Agreement:
        """As the clock reads it: from the midnight of the first day on."""
        return Agreement(datetime.combine(self.starts_on, time.min, LOCAL), self.commitments)

    def covers(self, moment: datetime) -> bool:
        """Whether it holds on the local day of a moment."""
        return self.starts_on <= local_day(local_second(moment)) <= self.ends_on


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket as it was recorded, with what stopped, reopened and regraded it.

    ``resolved_at`` is the first resolution; each reopening carries its own. ``is_described`` says whether channel,
    user, severity and summary are filled in, ``has_engineer`` whether somebody works on it.
    """

    opened_at: datetime
    severity: str
    assigned_at: datetime | None = None
    responded_at: datetime | None = None
    started_at: datetime | None = None
    resolved_at: datetime | None = None
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    is_described: bool = True
    has_engineer: bool = True
    holds: tuple[Hold, ...] = ()
    reopenings: tuple[tuple[datetime, datetime | None], ...] = ()
    severity_changes: tuple[SeverityChange, ...] = ()

    @property
    def moments(self) -> tuple[tuple[TicketState, datetime | None], ...]:
        """The moments of its life in their order, each with the state that it brings."""
        return (
            ("new", self.opened_at),
            ("assigned", self.assigned_at),
            ("responded", self.responded_at),
            ("started", self.started_at),
            ("resolved", self.resolved_at),
            ("confirmed", self.confirmed_at),
            ("closed", self.closed_at),
        )

    @property
    def is_open_again(self) -> bool:
        """Whether a reopening waits for its resolution."""
        return any(resolved is None for _, resolved in self.reopenings)

    @property
    def settled_at(self) -> datetime | None:
        """When it was resolved for good as far as is known; None while it is open."""
        if self.resolved_at is None or self.is_open_again:
            return None
        return max([self.resolved_at, *(resolved for _, resolved in self.reopenings if resolved)])

    @property
    def latest(self) -> datetime:
        """The last moment that anything is known of it."""
        known = [moment for _, moment in self.moments]
        known += [moment for hold in self.holds for moment in (hold.since, hold.until)]
        known += [moment for pair in self.reopenings for moment in pair]
        known += [change.at for change in self.severity_changes]
        return max(moment for moment in known if moment is not None)

    def on_the_clock(self) -> Ticket:
        """As the clock reads it. Raises :class:`OperationsError` where its moments contradict each other."""
        resolutions = (self.resolved_at, *(resolved for _, resolved in self.reopenings))
        return Ticket(
            opened=self.opened_at,
            severity=self.severity,
            first_response=self.responded_at,
            resolved=tuple(moment for moment in resolutions if moment is not None),
            reopened=tuple(reopened for reopened, _ in self.reopenings),
            holds=self.holds,
            severity_changes=self.severity_changes,
        )


@dataclass(frozen=True, slots=True)
class TicketColumns:
    """The derived columns of a ticket, by the names of its table. Seconds are None while a span is open or no clock
    can be read (no agreement, a year without a calendar); limits and verdicts also where nothing was promised.
    """

    state: TicketState
    is_handled: bool
    is_complete: bool
    response_absolute_seconds: int | None = None
    response_business_seconds: int | None = None
    response_limit_seconds: int | None = None
    response_is_met: bool | None = None
    response_due_at: datetime | None = None
    resolution_absolute_seconds: int | None = None
    resolution_business_seconds: int | None = None
    resolution_limit_seconds: int | None = None
    resolution_is_met: bool | None = None
    resolution_due_at: datetime | None = None
    held_seconds: int = 0
    calendar_version: date | None = None


@dataclass(frozen=True, slots=True)
class FaultColumns:
    """The derived columns of a fault but its recurrence, which asks the other faults of its item."""

    state: FaultState
    resolution_absolute_seconds: int | None = None
    resolution_business_seconds: int | None = None
    resolution_limit_seconds: int | None = None
    resolution_is_met: bool | None = None
    resolution_due_at: datetime | None = None
    calendar_version: date | None = None


def ticket_columns(
    record: TicketRecord, terms: Sequence[ServiceTerms], calendars: CalendarVersions | WorkingCalendar
) -> TicketColumns:
    """What follows from a ticket. A span is counted on the calendar known when it ended; an open one shows its limit
    and when that will be used up, by all that is known of the ticket.
    """
    state = ticket_state(record)
    is_complete = _is_complete(record, state)
    is_handled = record.settled_at is not None
    times = _times(record, terms, calendars)
    if times is None:
        return TicketColumns(
            state,
            is_handled,
            is_complete,
            response_absolute_seconds=_wall(record.opened_at, record.responded_at),
            resolution_absolute_seconds=_wall(record.opened_at, record.resolved_at) if not record.reopenings else None,
        )
    response, resolution = times.response, times.resolution
    is_held = any(hold.until is None for hold in record.holds)
    return TicketColumns(
        state,
        is_handled,
        is_complete,
        response_absolute_seconds=_if_stopped(response, response.absolute_seconds),
        response_business_seconds=_if_stopped(response, response.counted_seconds),
        response_limit_seconds=response.limit_seconds,
        response_is_met=_verdict(response.outcome),
        response_due_at=_due(response, is_held),
        resolution_absolute_seconds=_if_stopped(resolution, resolution.absolute_seconds),
        resolution_business_seconds=_if_stopped(resolution, resolution.counted_seconds),
        resolution_limit_seconds=resolution.limit_seconds,
        resolution_is_met=_verdict(resolution.outcome),
        resolution_due_at=_due(resolution, is_held),
        held_seconds=resolution.held_seconds,
        calendar_version=resolution.calendar_version,
    )


def ticket_state(record: TicketRecord) -> TicketState:
    """How far a ticket has come. A confirmation or closing from before its last resolution no longer stands."""
    if record.is_open_again:
        return "reopened"
    settled = record.settled_at
    stale = ("confirmed", "closed") if settled else ()
    reached = [
        state
        for state, moment in record.moments
        if moment is not None and not (state in stale and settled is not None and moment < settled)
    ]
    return reached[-1]


def fault_columns(
    occurred_at: datetime,
    resolved_at: datetime | None,
    closed_at: datetime | None,
    severity: str,
    terms: Sequence[ServiceTerms],
    calendars: CalendarVersions | WorkingCalendar,
    holds: tuple[Hold, ...] = (),
) -> FaultColumns:
    """What follows from a fault: the clock of the resolution alone, stopped by the ``holds`` of its ticket."""
    state: FaultState = "closed" if closed_at else "resolved" if resolved_at else "open"
    record = TicketRecord(occurred_at, severity, resolved_at=resolved_at, closed_at=closed_at, holds=holds)
    times = _times(record, terms, calendars)
    if times is None:
        return FaultColumns(state, resolution_absolute_seconds=_wall(occurred_at, resolved_at))
    span = times.resolution
    return FaultColumns(
        state,
        resolution_absolute_seconds=_if_stopped(span, span.absolute_seconds),
        resolution_business_seconds=_if_stopped(span, span.counted_seconds),
        resolution_limit_seconds=span.limit_seconds,
        resolution_is_met=_verdict(span.outcome),
        resolution_due_at=_due(span, any(hold.until is None for hold in holds)),
        calendar_version=span.calendar_version,
    )


def outage_columns(
    began_at: datetime,
    ended_at: datetime | None,
    terms: Sequence[ServiceTerms],
    calendars: CalendarVersions | WorkingCalendar,
) -> tuple[int | None, date | None]:
    """Seconds of an outage inside the service window agreed when it began, and the calendar they are counted on."""
    own = next((each for each in terms if each.covers(began_at)), None)
    if own is None or ended_at is None:
        return None, None
    try:
        calendar = _calendar(own.window, calendars, ended_at)
        seconds = business_seconds(began_at, ended_at, own.window, calendar)
    except (OperationsError, NoRuleInForce):
        return None, None
    return seconds, calendar.version if calendar else None


def _calendar(
    window: ServiceWindow, calendars: CalendarVersions | WorkingCalendar, moment: datetime
) -> WorkingCalendar | None:
    if not window.asks_calendar:
        return None
    if isinstance(calendars, WorkingCalendar):
        return calendars
    return calendars.known_on(local_day(local_second(moment)))


def _times(
    record: TicketRecord, terms: Sequence[ServiceTerms], calendars: CalendarVersions | WorkingCalendar
) -> TicketTimes | None:
    """Both clocks; None where no agreement covers the opening, the moments contradict each other, or a year has no
    calendar: such a ticket has no clock, which is not the same as zero.
    """
    if not any(each.covers(record.opened_at) for each in terms):
        return None
    try:
        agreements = [each.agreement for each in terms]
        return ticket_times(record.on_the_clock(), agreements, calendars, record.latest)
    except (OperationsError, NoRuleInForce):
        return None


def _is_complete(record: TicketRecord, state: TicketState) -> bool:
    """Whether everything that its state asks for is there: the words, the engineer, every moment up to it in order."""
    last = "closed" if state == "closed" else "resolved" if state == "reopened" else state
    passed: list[datetime] = []
    for name, moment in record.moments:
        by_timeout = name == "confirmed" and last == "closed"
        if moment is None and not by_timeout:
            return False
        passed += [moment] if moment is not None else []
        if name == last:
            break
    return record.is_described and (record.has_engineer or last == "new") and passed == sorted(passed)


def _if_stopped(span: SpanTime, seconds: int) -> int | None:
    return None if span.stopped is None else seconds


def _verdict(outcome: Outcome) -> bool | None:
    return {"met": True, "not_met": False}.get(outcome)


def _due(span: SpanTime, is_held: bool) -> datetime | None:
    """When the limit is used up; unknown while the clock stands still."""
    return None if is_held and span.stopped is None else span.deadline


def _wall(first: datetime, last: datetime | None) -> int | None:
    return None if last is None else local_second(last) - local_second(first)


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * _MINUTE
