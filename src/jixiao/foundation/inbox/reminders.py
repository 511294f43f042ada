"""Telling people that something waits, and that it still does."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, current, system_actor
from jixiao.foundation.inbox.deadlines import office_calendar
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.queries import days_late, doers, late_tasks
from jixiao.foundation.notices.actions import notify
from jixiao.foundation.notices.setting import notices_are_wanted
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import is_working_day


def tell(task: Task) -> None:
    """Tells whoever may do the task, but the person who opened it."""
    if not notices_are_wanted():
        return
    today = timezone.localdate()
    until = f"请在 {task.due_on:%Y-%m-%d} 前办理。" if task.due_on else "请及时办理。"
    notify(
        {person.pk for person in doers(task, today)} - {current().person},
        owner_id=task.owner_id,
        kind="task",
        subject="task",
        subject_id=task.pk,
        day=today,
        title=f"待办：{task.title}",
        text=f"{task.title}。{until}",
        path=task.path,
    )


def remind_late(today: date) -> int:
    """Reminds of every late task, once a working day; gives the number of tasks. Nothing when notices are off."""
    if not notices_are_wanted() or not _is_office_day(today):
        return 0
    with acting_as(system_actor("reminders")):
        late = list(late_tasks(today))
        for task in late:
            overdue = days_late(task, today)
            since = f"已逾期 {overdue} 个工作日" if overdue else "已逾期"
            notify(
                {person.pk for person in doers(task, today)},
                owner_id=task.owner_id,
                kind="late",
                subject="task",
                subject_id=task.pk,
                day=today,
                title=f"逾期：{task.title}",
                text=f"{task.title}{since}（应在 {task.due_on:%Y-%m-%d} 前办理），请尽快办理。",
                path=task.path,
            )
        return len(late)


def _is_office_day(today: date) -> bool:
    """Without this year's calendar, Monday to Friday: a reminder too many does no harm."""
    try:
        return is_working_day(today, office_calendar(today))
    except NoRuleInForce:
        return today.weekday() < 5
