"""Business time (服务时间内的时长): seconds inside a service window, in the local time of Asia/Shanghai.

Moments come in aware and are cut to the whole second. Local time is UTC+8: there has been no summer time since 1991.
Seconds are added up once a window and calendar, so that a question costs two look-ups however long the time is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.windows import DAY_SECONDS, Hours, ServiceWindow, seconds_of
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import WorkingCalendar

LOCAL = timezone(timedelta(hours=8), "Asia/Shanghai")
_ZERO = datetime(1, 1, 1, tzinfo=LOCAL)  # a Monday


def local_second(moment: datetime) -> int:
    """Whole seconds of local wall time since the zero of the calendar. Raises for a moment without a time zone."""
    try:
        passed = moment - _ZERO
    except TypeError:
        raise OperationsError(
            "clock.no_zone", f"时间“{moment.isoformat()}”没有时区，无法计时。请按带时区的时间录入。"
        ) from None
    return passed.days * DAY_SECONDS + passed.seconds


def moment_in_words(moment: datetime) -> str:
    """A moment as people here write it, 2020-01-28 09:00: messages never show another zone's clock."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def local_moment(second: int) -> datetime:
    """The moment of a local second; the inverse of :func:`local_second`."""
    return _ZERO + timedelta(seconds=second)


def local_day(second: int) -> date:
    """The local date on which a second lies."""
    return date.fromordinal(second // DAY_SECONDS + 1)


def business_seconds(start: datetime, end: datetime, window: ServiceWindow, calendar: WorkingCalendar | None) -> int:
    """Seconds of the window between two moments.

    Raises :class:`OperationsError` when ``end`` is the earlier one, :class:`NoRuleInForce` for a year that the calendar
    does not know. A window that asks no calendar (7*24) takes ``None``.
    """
    first, last = local_second(start), local_second(end)
    if last < first:
        said = f"计时的终点 {moment_in_words(end)} 早于起点 {moment_in_words(start)}。请核对两个时间。"
        raise OperationsError("clock.end_before_start", said)
    return work_time(window, calendar).between(first, last)


def deadline(start: datetime, seconds: int, window: ServiceWindow, calendar: WorkingCalendar | None) -> datetime:
    """The first moment at which so many seconds of the window have passed since ``start``; with 0 ``start`` itself.

    Raises :class:`NoRuleInForce` where that leaves the years the calendar knows.
    """
    return local_moment(work_time(window, calendar).reach(local_second(start), seconds))


class _Days(Protocol):
    """Business seconds by day; days are numbered from the zero of local time."""

    def before(self, day: int) -> int:
        """Seconds of all days before a day, from a beginning of its own."""

    def hours(self, day: int) -> Hours:
        """The hours of a day."""

    def reaching(self, total: int) -> int:
        """The day in the course of which ``total`` (above zero) is reached."""


class _WeeklyDays:
    """Every week is like the other; no calendar, no end."""

    def __init__(self, week: tuple[Hours, ...]) -> None:
        self._week = week
        self._sums = _sums(week)

    def before(self, day: int) -> int:
        weeks, weekday = divmod(day, len(self._week))
        return weeks * self._sums[-1] + self._sums[weekday]

    def hours(self, day: int) -> Hours:
        return self._week[day % len(self._week)]

    def reaching(self, total: int) -> int:
        weeks, rest = divmod(total - 1, self._sums[-1])
        return weeks * len(self._week) + bisect_left(self._sums, rest + 1) - 1


class _CalendarDays:
    """The days of a working calendar, one sum a day."""

    def __init__(self, window: ServiceWindow, calendar: WorkingCalendar) -> None:
        self._first = calendar.first_day.toordinal() - 1
        worked = frozenset(day.toordinal() - 1 for day in calendar.working_days)
        self._days = tuple(
            (window.on_working_day if day in worked else window.on_rest_day)[day % 7]
            for day in range(self._first, calendar.last_day.toordinal())
        )
        self._sums = _sums(self._days)

    def before(self, day: int) -> int:
        return self._sums[self._place(day, len(self._days))]

    def hours(self, day: int) -> Hours:
        return self._days[self._place(day, len(self._days) - 1)]

    def reaching(self, total: int) -> int:
        if total > self._sums[-1]:
            raise self._unknown(self._first + len(self._days))
        return self._first + bisect_left(self._sums, total) - 1

    def _place(self, day: int, last: int) -> int:
        place = day - self._first
        if not 0 <= place <= last:
            raise self._unknown(day)
        return place

    @staticmethod
    def _unknown(day: int) -> NoRuleInForce:
        unknown = date.fromordinal(day + 1)
        return NoRuleInForce(f"calendar.holidays_{unknown.year}", unknown)


def _sums(days: Iterable[Hours]) -> tuple[int, ...]:
    return tuple(accumulate((seconds_of(hours) for hours in days), initial=0))


class WorkTime:
    """Business time of one window on one calendar, in local seconds."""

    def __init__(self, days: _Days) -> None:
        self._days = days

    def between(self, first: int, last: int) -> int:
        """Business seconds from one local second to a later one."""
        return self._until(last) - self._until(first)

    def reach(self, start: int, seconds: int) -> int:
        """The first local second at which ``seconds`` of business time have passed since ``start``."""
        if seconds <= 0:
            return start
        total = self._until(start) + seconds
        day = self._days.reaching(total)
        missing = total - self._days.before(day)
        for opens, closes in self._days.hours(day):
            if missing <= closes - opens:
                return day * DAY_SECONDS + opens + missing
            missing -= closes - opens
        raise AssertionError("the day that reaches a total has the seconds for it")

    def _until(self, second: int) -> int:
        day, passed = divmod(second, DAY_SECONDS)
        total = self._days.before(day)
        if passed:
            for opens, closes in self._days.hours(day):
                if passed <= opens:
                    break
                total += min(passed, closes) - opens
        return total


@lru_cache(maxsize=256)
def work_time(window: ServiceWindow, calendar: WorkingCalendar | None) -> WorkTime:
    """The sums of a window on a calendar, made once. Raises :class:`OperationsError` where a calendar is missing."""
    if not window.asks_calendar:
        return WorkTime(_WeeklyDays(window.on_working_day))
    if calendar is None:
        raise OperationsError(
            "clock.calendar_missing",
            f"服务时间“{window.name}”按工作日计，缺少工作日历。请先确定用哪一版日历。",
        )
    return WorkTime(_CalendarDays(window, calendar))
