"""What the clock must know of a ticket (工单): its moments, holds and changes of severity, in any order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime

from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.worktime import local_second, moment_in_words


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in which the clock stands still (挂起), with its reason; ``until`` is ``None`` while it lasts."""

    since: datetime
    until: datetime | None
    reason: str

    def __post_init__(self) -> None:
        if self.until is not None and local_second(self.until) < local_second(self.since):
            until, since = moment_in_words(self.until), moment_in_words(self.since)
            raise OperationsError("clock.hold_backwards", f"挂起的结束 {until} 早于开始 {since}。请核对两个时间。")


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """From ``at`` on the ticket has another severity. A severity entered by mistake is corrected, not changed."""

    at: datetime
    severity: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket's moments. ``severity`` is the one it was opened with.

    Raises :class:`OperationsError` for moments that contradict each other: one before the opening, a resolution of a
    ticket that is not open, a reopening of one that is.
    """

    opened: datetime
    severity: str
    first_response: datetime | None = None
    resolved: tuple[datetime, ...] = ()
    reopened: tuple[datetime, ...] = ()
    holds: tuple[Hold, ...] = ()
    severity_changes: tuple[SeverityChange, ...] = ()
    #: Times in which the ticket was open, as local seconds; the last has no end while it is.
    open_times: tuple[tuple[int, int | None], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        opened = local_second(self.opened)
        first_response = () if self.first_response is None else (self.first_response,)
        changes = tuple(change.at for change in self.severity_changes)
        for moment in (*first_response, *self.resolved, *self.reopened, *changes):
            if local_second(moment) < opened:
                raise OperationsError(
                    "clock.before_opening", f"{moment} 早于工单的受理时间 {self.opened}。请核对时间。"
                )
        at_once = {(local_second(change.at), change.severity) for change in self.severity_changes}
        if len({second for second, _ in at_once}) < len(at_once):
            raise OperationsError("clock.severities_at_once", "同一时刻改成了两个级别。请保留一个。")
        object.__setattr__(self, "open_times", tuple(self._open_times(opened)))

    def _open_times(self, opened: int) -> list[tuple[int, int | None]]:
        starts = [opened, *sorted(map(local_second, self.reopened))]
        stops = sorted(map(local_second, self.resolved))
        turns = [turn for pair in itertools.zip_longest(starts, stops) for turn in pair if turn is not None]
        if len(starts) - len(stops) not in (0, 1) or turns != sorted(turns):
            raise OperationsError(
                "clock.turns_wrong",
                f"{self.opened} 受理的工单：解决与重开应一次解决、一次重开交替发生。请核对各次解决、重开的时间。",
            )
        return list(itertools.zip_longest(starts, stops))
