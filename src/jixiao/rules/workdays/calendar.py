"""A working calendar, put together from the yearly notices on holidays and make-up days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from jixiao.rules.regulations import Citation, NoRuleInForce

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """One year's notice (部分节假日安排的通知) as it was on a day.

    Days of the December before are among them where the New Year holiday begins there.
    """

    year: int
    issued: date
    off: frozenset[date]
    made_up: frozenset[date]  # weekends on which offices are open (调休上班)
    citation: Citation

    def __post_init__(self) -> None:
        if self.off & self.made_up:
            raise ValueError(f"{self.year}：同一天既放假又上班：{sorted(self.off & self.made_up)}")
        if any(day.weekday() < _SATURDAY for day in self.made_up):
            raise ValueError(f"{self.year}：调休上班的日子应是周末")
        near = {date(self.year - 1, 12, number) for number in range(1, 32)}
        astray = [day for day in self.off | self.made_up if day.year != self.year and day not in near]
        if astray:
            raise ValueError(f"{self.year}：不属于这一年的日子：{sorted(astray)}")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of consecutive years. ``version`` is the day of the latest notice it knows."""

    notices: tuple[HolidayNotice, ...]
    version: date = field(init=False)
    working_days: tuple[date, ...] = field(init=False, repr=False)

    def __init__(self, notices: Iterable[HolidayNotice]) -> None:
        ordered = tuple(sorted(notices, key=lambda notice: notice.year))
        years = [notice.year for notice in ordered]
        if not years or years != list(range(years[0], years[0] + len(years))):
            raise ValueError(f"工作日历的年份应连续且不重复：{years}")
        object.__setattr__(self, "notices", ordered)
        object.__setattr__(self, "version", max(notice.issued for notice in ordered))
        object.__setattr__(self, "working_days", tuple(_working_days(ordered)))

    def __hash__(self) -> int:
        """Cheap, because sums of working time are kept by calendar: its versions differ in their day."""
        return hash((self.version, self.notices[0].year, len(self.working_days)))

    @property
    def first_day(self) -> date:
        """The first day that the calendar knows."""
        return date(self.notices[0].year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day that the calendar knows."""
        return date(self.notices[-1].year, 12, 31)

    def must_know(self, day: date) -> None:
        """Raises :class:`NoRuleInForce` for a day of a year without a notice."""
        if not self.first_day <= day <= self.last_day:
            raise NoRuleInForce(f"calendar.holidays_{day.year}", day)


def _working_days(notices: tuple[HolidayNotice, ...]) -> Iterable[date]:
    off = frozenset[date]().union(*(notice.off for notice in notices))
    made_up = frozenset[date]().union(*(notice.made_up for notice in notices))
    day, last = date(notices[0].year, 1, 1), date(notices[-1].year, 12, 31)
    while day <= last:
        if day in made_up or (day.weekday() < _SATURDAY and day not in off):
            yield day
        day += timedelta(days=1)
