"""Counting in working days. The day of the event does not count (民法典 第二百零一条)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays.calendar import WorkingCalendar


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Whether offices are open. Raises :class:`NoRuleInForce` for a year that the calendar does not know."""
    calendar.must_know(day)
    place = bisect_left(calendar.working_days, day)
    return place < len(calendar.working_days) and calendar.working_days[place] == day


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> date:
    """The ``count``-th working day after ``day`` (before it, when negative).

    With 0 the day itself, or the next working day when offices are closed on it. Raises :class:`NoRuleInForce` where
    counting leaves the years that the calendar knows.
    """
    calendar.must_know(day)
    days = calendar.working_days
    place = bisect_right(days, day) + count - 1 if count > 0 else bisect_left(days, day) + count
    if place < 0:
        raise NoRuleInForce(f"calendar.holidays_{calendar.first_day.year - 1}", day)
    if place >= len(days):
        raise NoRuleInForce(f"calendar.holidays_{calendar.last_day.year + 1}", day)
    return days[place]


def working_days_between(first: date, last: date, calendar: WorkingCalendar) -> int:
    """Working days after ``first`` up to and including ``last``; negative when ``last`` is the earlier one."""
    return working_day_ordinal(last, calendar) - working_day_ordinal(first, calendar)


def working_day_ordinal(day: date, calendar: WorkingCalendar) -> int:
    """How many working days there are from the calendar's first day to ``day``, both included.

    Two ordinals of one calendar subtract to the working days between them, without any calendar at hand.
    """
    calendar.must_know(day)
    return bisect_right(calendar.working_days, day)


def working_days_of(year: int, calendar: WorkingCalendar) -> int:
    """How many working days a year has."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar.must_know(first)
    calendar.must_know(last)
    return bisect_right(calendar.working_days, last) - bisect_left(calendar.working_days, first)
