"""Days by which something has to be done, in the working days of the installation's calendar."""

from __future__ import annotations

from datetime import date

from jixiao.foundation.database.connection import home
from jixiao.foundation.transitions import Refused
from jixiao.parameters import ParameterError
from jixiao.parameters.workdays import deadline_days, working_calendar
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import WorkingCalendar, add_working_days, working_days_between


def office_calendar(today: date) -> WorkingCalendar:
    """The calendar known today: the program's, with the installation's own years (``JIXIAO_HOME/calendar``)."""
    return working_calendar(today, home() / "calendar")


def due_after(count: int, today: date) -> date:
    """The ``count``-th working day from today. Raises :class:`Refused` when next year's holidays are not known yet."""
    try:
        return add_working_days(today, count, office_calendar(today))
    except NoRuleInForce as unknown:
        raise _no_calendar(unknown) from unknown
    except ParameterError as wrong:
        raise Refused(
            "calendar.file_wrong", f"安装目录 calendar 文件夹里的工作日历有错：{wrong}。请系统管理员改正。"
        ) from wrong


def deadline(what: str, today: date) -> date:
    """The day by which a kind of task is due (``calendar.deadlines``)."""
    return due_after(deadline_days(what, today), today)


def days_left(due_on: date, today: date) -> int:
    """Working days until the deadline; negative when it has passed. Raises :class:`Refused` for an unknown year."""
    try:
        return working_days_between(today, due_on, office_calendar(today))
    except NoRuleInForce as unknown:
        raise _no_calendar(unknown) from unknown


def _no_calendar(unknown: NoRuleInForce) -> Refused:
    year = unknown.parameter.rpartition("_")[2]
    return Refused(
        "calendar.year_unknown",
        f"还没有录入{year}年的节假日安排，算不出工作日期限。请系统管理员按国务院办公厅通知，"
        f"把 holidays_{year}.yaml 放进安装目录的 calendar 文件夹（格式见帮助文档 calendar.md）。",
    )
