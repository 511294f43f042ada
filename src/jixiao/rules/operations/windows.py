"""Service windows (服务时间): in which hours of which days a contract's clock goes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jixiao.rules.operations.errors import OperationsError

DAY_SECONDS = 86_400
_WEEK = 7

#: Hours of one day: spans of seconds since midnight, the end exclusive, in order, without overlap.
Hours = tuple[tuple[int, int], ...]

NO_HOURS: Hours = ()
WHOLE_DAY: Hours = ((0, DAY_SECONDS),)


def day_hours(spans: Iterable[tuple[int, int]], name: str = "") -> Hours:
    """Hours in order, spans that touch made one; ``name`` is whose hours, for the message.

    Raises :class:`OperationsError` where two spans overlap or one is none of a day.
    """
    where = f"服务时间“{name}”：" if name else "服务时间："
    ordered = sorted(spans)
    for first, last in ordered:
        if not 0 <= first < last <= DAY_SECONDS:
            raise OperationsError("window.hours_wrong", f"{where}每段应在同一天内，且起点早于终点。")
    joined: list[tuple[int, int]] = []
    for first, last in ordered:
        if joined and first < joined[-1][1]:
            raise OperationsError("window.hours_overlap", f"{where}两段时间重叠，请合并成一段。")
        if joined and first == joined[-1][1]:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)


def seconds_of(hours: Hours) -> int:
    """How many seconds the hours of one day are."""
    return sum(last - first for first, last in hours)


@dataclass(frozen=True, slots=True)
class ServiceWindow:
    """The hours of each weekday (Monday first), once for working days and once for days on which offices are closed.

    A window "on working days" has hours on a made-up Sunday and none on a holiday Wednesday; a weekly window has the
    same hours on both and asks no calendar.
    """

    name: str
    on_working_day: tuple[Hours, ...]
    on_rest_day: tuple[Hours, ...]

    def __post_init__(self) -> None:
        if len(self.on_working_day) != _WEEK or len(self.on_rest_day) != _WEEK:
            raise OperationsError("window.week_wrong", f"服务时间“{self.name}”：应写明一周七天。")
        for hours in itertools.chain(self.on_working_day, self.on_rest_day):
            if hours != day_hours(hours, self.name):
                raise OperationsError("window.hours_wrong", f"服务时间“{self.name}”：各段应先后排列。")
        if not any(self.on_working_day):
            raise OperationsError("window.empty", f"服务时间“{self.name}”：一小时也没有。")

    @classmethod
    def on_working_days(cls, name: str, hours: Hours) -> ServiceWindow:
        """The same hours on every working day, made-up weekends included, none on holidays (5*8)."""
        return cls(name, (hours,) * _WEEK, (NO_HOURS,) * _WEEK)

    @classmethod
    def every_day(cls, name: str, hours: Hours = WHOLE_DAY) -> ServiceWindow:
        """The same hours on every day of the year; without hours the whole day (7*24)."""
        return cls(name, (hours,) * _WEEK, (hours,) * _WEEK)

    @classmethod
    def weekly(cls, name: str, hours: Mapping[int, Hours]) -> ServiceWindow:
        """Hours by weekday (Monday is 0) whatever the holidays."""
        week = tuple(hours.get(weekday, NO_HOURS) for weekday in range(_WEEK))
        return cls(name, week, week)

    @property
    def asks_calendar(self) -> bool:
        """Whether one must know which days are worked."""
        return self.on_working_day != self.on_rest_day
