"""A working day of on-site service (现场服务日): how much of the service window somebody on the rota was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from jixiao.rules.operations.windows import Hours, seconds_of
from jixiao.rules.operations.worktime import LOCAL, local_second

#: A time of one day or across days, as local seconds; the end exclusive.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of the rota: who is to be on site, from which to which minute of the day."""

    engineer: int
    day: date
    from_minute: int
    to_minute: int

    @property
    def span(self) -> Span:
        """The turn in local seconds."""
        midnight = _midnight(self.day)
        return midnight + self.from_minute * 60, midnight + self.to_minute * 60


@dataclass(frozen=True, slots=True)
class Presence:
    """When an engineer came and went."""

    engineer: int
    arrived_at: datetime
    left_at: datetime

    @property
    def span(self) -> Span:
        """The presence in local seconds."""
        return local_second(self.arrived_at), local_second(self.left_at)


def covered_seconds(day: date, hours: Hours, turns: Iterable[Turn], presences: Iterable[Presence]) -> int:
    """Seconds of the day's hours in which at least one engineer was there in a turn of their own.

    Two at once count once; who is there without being on the rota, or on the rota without being there, covers nothing.
    """
    midnight = _midnight(day)
    window = [(midnight + opens, midnight + closes) for opens, closes in hours]
    there = list(presences)
    covered = [
        part
        for turn in turns
        for presence in there
        if presence.engineer == turn.engineer
        for part in _common([turn.span], [presence.span])
    ]
    return sum(last - first for first, last in _common(_union(covered), window))


def required_seconds(hours: Hours) -> int:
    """Seconds of the day's hours."""
    return seconds_of(hours)


def _common(some: Iterable[Span], others: list[Span]) -> list[Span]:
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) < min(b, d)]


def _union(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _midnight(day: date) -> int:
    return local_second(datetime.combine(day, time.min, LOCAL))
