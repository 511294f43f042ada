"""The working calendar as it became known, notice by notice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class CalendarVersions:
    """Every version of the calendar; each is the one in use from the day of its latest notice on."""

    versions: tuple[WorkingCalendar, ...]
    _known_since: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __init__(self, versions: Iterable[WorkingCalendar]) -> None:
        ordered = tuple(sorted(versions, key=lambda calendar: calendar.version))
        known_since = tuple(calendar.version for calendar in ordered)
        if not ordered or len(set(known_since)) != len(ordered):
            raise ValueError(f"工作日历的各版本应各有其日期：{known_since}")
        object.__setattr__(self, "versions", ordered)
        object.__setattr__(self, "_known_since", known_since)

    def known_on(self, day: date) -> WorkingCalendar:
        """The version that one could know on a day. Raises :class:`NoRuleInForce` before the first notice."""
        place = bisect_right(self._known_since, day)
        if not place:
            raise NoRuleInForce(f"calendar.holidays_{day.year}", day)
        return self.versions[place - 1]


def changed_days(earlier: WorkingCalendar, later: WorkingCalendar) -> tuple[date, ...]:
    """Days that both versions know and that are worked in one and off in the other, in order."""
    first, last = max(earlier.first_day, later.first_day), min(earlier.last_day, later.last_day)
    changed = set(earlier.working_days) ^ set(later.working_days)
    return tuple(sorted(day for day in changed if first <= day <= last))
