"""The working days of the simulated year, written out by hand, and moments made from wanted service minutes.

Service time is a straight line here: minute ``p`` is the ``p``-th minute of 5*8 service since the first working day.
A moment is made from its place on the line, so how long anything took is known without counting it back.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from datetime import date, datetime, time, timedelta, timezone

LOCAL = timezone(timedelta(hours=8))
YEAR = 2020
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
#: When the simulation begins and how far its working days reach: what was late is done in January.
BEGINS, KNOWN_TO = date(2019, 10, 8), date(2021, 1, 29)
#: 5*8: 09:00-12:00 and 13:00-18:00.
DAY_MINUTES = 480
_MORNING = 180
_OFF = (
    (date(2020, 1, 1), date(2020, 1, 1)),
    (date(2020, 1, 24), date(2020, 2, 2)),  # as amended: the holiday went on, 02-01 was not worked
    (date(2020, 4, 4), date(2020, 4, 6)),
    (date(2020, 5, 1), date(2020, 5, 5)),
    (date(2020, 6, 25), date(2020, 6, 27)),
    (date(2020, 10, 1), date(2020, 10, 8)),
    (date(2021, 1, 1), date(2021, 1, 3)),
)
_MADE_UP = frozenset(
    {
        *(date(2019, 10, 12), date(2020, 1, 19), date(2020, 4, 26), date(2020, 5, 9), date(2020, 6, 28)),
        *(date(2020, 9, 27), date(2020, 10, 10)),
    }
)
_SATURDAY = 5


def is_working(day: date) -> bool:
    """Whether offices were open."""
    if day in _MADE_UP:
        return True
    return day.weekday() < _SATURDAY and not any(first <= day <= last for first, last in _OFF)


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=each) for each in range((last - first).days + 1))


EVERY_DAY = _days(BEGINS, KNOWN_TO)
WORKING_DAYS = tuple(day for day in EVERY_DAY if is_working(day))
OF_THE_YEAR = tuple(day for day in WORKING_DAYS if day.year == YEAR)


def local(day: date, minute: int) -> datetime:
    """A local day at a minute of the day."""
    return datetime.combine(day, time.min, LOCAL) + timedelta(minutes=minute)


def at(place: int) -> datetime:
    """The moment at which the ``place``-th minute of service is over; the last of a day is 18:00, not 09:00."""
    number, minute = divmod(place - 1, DAY_MINUTES)
    minute += 1
    return local(WORKING_DAYS[number], (9 * 60 if minute <= _MORNING else 10 * 60) + minute)


def place_of(moment: datetime) -> int:
    """How many minutes of service had passed at a moment, seconds left out."""
    day = moment.astimezone(LOCAL).date()
    number = bisect_left(WORKING_DAYS, day)
    if number == len(WORKING_DAYS) or WORKING_DAYS[number] != day:
        return number * DAY_MINUTES
    minute = moment.astimezone(LOCAL).hour * 60 + moment.astimezone(LOCAL).minute - 9 * 60
    into = max(0, min(minute, _MORNING)) + max(0, min(minute - 4 * 60, DAY_MINUTES - _MORNING))
    return number * DAY_MINUTES + into


#: How often a ticket comes in, by hour of the day: two humps, a dip at noon, a little outside hours.
_HOURS = {7: 1, 8: 6, 9: 20, 10: 24, 11: 17, 12: 5, 13: 14, 14: 20, 15: 19, 16: 15, 17: 9, 18: 3, 19: 2, 20: 1, 22: 1}
_MONDAY, _DECEMBER = 1.35, 1.4


def _weight(number: int, day: date) -> float:
    """How busy a working day is: Mondays, the day after a holiday, the year's end."""
    busy = _MONDAY if day.weekday() == 0 else 1.0
    if number and (day - WORKING_DAYS[number - 1]).days > 2 + day.weekday() // 7:
        busy *= 1.1
    return busy * (_DECEMBER if day.month == 12 else 1.0)  # December


def busy_moments(chance: random.Random, count: int) -> list[datetime]:
    """When people call: working days in their weights, hours in theirs, one in fifty on a day of rest; in order."""
    open_days = [day for day in WORKING_DAYS if day <= LAST - timedelta(days=2)]
    rest_days = [day for day in EVERY_DAY if day < LAST and not is_working(day)]
    weights = [_weight(number, day) for number, day in enumerate(open_days)]
    days = chance.choices(open_days, weights, k=count)
    hours = chance.choices(list(_HOURS), list(_HOURS.values()), k=count)
    found = []
    for day, hour in zip(days, hours, strict=True):
        on = chance.choice(rest_days) if chance.random() < 0.02 else day  # one in fifty
        found.append(local(on, hour * 60 + chance.randrange(60)))
    return sorted(found)
