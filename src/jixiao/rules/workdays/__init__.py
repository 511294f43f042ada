"""Working days (工作日): which days offices are open, and deadlines counted in them. Imports: the standard library.

What is off and what is made up comes in as a :class:`WorkingCalendar`; a year without one is an error, never a guess.
:class:`CalendarVersions` keeps every version, so that one can ask for the one known on a day.
"""

from jixiao.rules.workdays.calendar import HolidayNotice, WorkingCalendar
from jixiao.rules.workdays.counting import (
    add_working_days,
    is_working_day,
    working_day_ordinal,
    working_days_between,
    working_days_of,
)
from jixiao.rules.workdays.versions import CalendarVersions, changed_days

__all__ = [
    "CalendarVersions",
    "HolidayNotice",
    "WorkingCalendar",
    "add_working_days",
    "changed_days",
    "is_working_day",
    "working_day_ordinal",
    "working_days_between",
    "working_days_of",
]
