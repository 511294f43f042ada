"""The working calendar from ``tree/calendar``, as it was known on a day, and deadlines counted in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from jixiao.parameters.loader import ParameterError, load_parameter, load_tree, parameter
from jixiao.rules.regulations import DatedParameter, NoRuleInForce
from jixiao.rules.workdays import CalendarVersions, HolidayNotice, WorkingCalendar

_HOLIDAYS = "calendar.holidays_"


def working_calendar(known_on: date, folder: Path | None = None) -> WorkingCalendar:
    """The calendar that the notices issued up to ``known_on`` make.

    ``folder`` holds an installation's own files (``holidays_2027.yaml``), so that a new year needs no new program; a
    file there stands in for the year of the same name. Raises :class:`NoRuleInForce` before the first notice.
    """
    return _calendar(known_on, _own_files(folder))


def calendar_versions(folder: Path | None = None) -> CalendarVersions:
    """Every version of the calendar, one from the day of each notice on; ``folder`` as for :func:`working_calendar`."""
    return _versions(_own_files(folder))


def _own_files(folder: Path | None) -> tuple[tuple[Path, int], ...]:
    files = sorted(folder.glob("holidays_*.yaml")) if folder and folder.is_dir() else []
    return tuple((file, file.stat().st_mtime_ns) for file in files)


@lru_cache(maxsize=8)
def _versions(files: tuple[tuple[Path, int], ...]) -> CalendarVersions:
    issued = {value.effective for dated in _years(files).values() for value in dated.values}
    return CalendarVersions(_calendar(day, files) for day in sorted(issued))


def _years(files: tuple[tuple[Path, int], ...]) -> dict[str, DatedParameter]:
    years = {name: dated for name, dated in load_tree().items() if name.startswith(_HOLIDAYS)}
    for file, _written_at in files:
        name = f"calendar.{file.stem}"
        years[name] = load_parameter(file.read_text(encoding="utf-8"), name)
    return years


@lru_cache(maxsize=64)
def _calendar(known_on: date, files: tuple[tuple[Path, int], ...]) -> WorkingCalendar:
    notices = list(_notices(_years(files), known_on))
    if not notices:
        raise NoRuleInForce(f"{_HOLIDAYS}{known_on.year}", known_on)
    try:
        return WorkingCalendar(notices)
    except ValueError as wrong:
        raise ParameterError(str(wrong)) from wrong


def _notices(years: Mapping[str, DatedParameter], known_on: date) -> Iterable[HolidayNotice]:
    for name, dated in sorted(years.items()):
        try:
            in_force = dated.on(known_on)
        except NoRuleInForce:
            continue
        year = name.removeprefix(_HOLIDAYS)
        if not year.isdecimal():
            raise ParameterError(f"{name}：文件名应为 holidays_年份.yaml")
        try:
            yield HolidayNotice(
                year=int(year),
                issued=in_force.effective,
                off=frozenset(day for span in in_force.value["holidays"].values() for day in _days(name, span)),
                made_up=frozenset(_day(name, day) for day in in_force.value["made_up"]),
                citation=in_force.citation,
            )
        except (KeyError, AttributeError, TypeError, ValueError) as wrong:
            raise ParameterError(
                f"{name}：应有 holidays（节日: [首日, 末日]）和 made_up（上班的周末）：{wrong}"
            ) from wrong


def _days(name: str, span: Any) -> Iterable[date]:
    first, last = (_day(name, day) for day in span)
    if last < first:
        raise ParameterError(f"{name}：放假的末日早于首日：{first} 至 {last}")
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _day(name: str, day: Any) -> date:
    if not isinstance(day, date):
        raise ParameterError(f"{name}：应为日期：{day}")
    return day


def deadline_days(what: str, on: date) -> int:
    """How many working days there are for a task (``calendar.deadlines``), by the rule in force on a day."""
    days = parameter("calendar.deadlines").on(on).value
    if what not in days:
        raise ParameterError(f"calendar.deadlines 没有“{what}”的办理时限")
    return int(days[what])
