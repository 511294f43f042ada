"""What is wrong with deadlines and notices of this installation: for ``jixiao doctor``."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.deadlines import office_calendar
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.notices.models import Notice
from jixiao.foundation.notices.setting import SettingError, notice_setting
from jixiao.parameters import ParameterError
from jixiao.rules.findings import Finding
from jixiao.rules.regulations import NoRuleInForce

#: Deadlines reach so far ahead that next year's holidays should be known by then.
_AHEAD = timedelta(days=30)
_LOOKED_BACK = timedelta(days=30)


def examine(today: date) -> list[Finding]:
    """Next year's calendar, the setting of notices, and notices that were given up."""
    return [*_calendar(today), *_setting(), *_given_up()]


def _calendar(today: date) -> list[Finding]:
    place, year = "工作日历", (today + _AHEAD).year
    fix = f"请按国务院办公厅通知把 holidays_{year}.yaml 放进安装目录的 calendar 文件夹（格式见 docs/calendar.md）。"
    try:
        office_calendar(today).must_know(today + _AHEAD)
    except NoRuleInForce:
        if not _has_tasks():
            return []  # nobody waits for a deadline yet
        said = f"还没有{year}年的节假日安排，落在{year}年的期限算不出来，需要期限的办理会被拒绝。"
        return [Finding("calendar.year_unknown", "warning", place, said, fix=fix)]
    except ParameterError as wrong:
        return [
            Finding("calendar.file_wrong", "error", place, str(wrong), fix="请改正安装目录 calendar 文件夹里的文件。")
        ]
    return []


def _has_tasks() -> bool:
    with acting_as(system_actor("doctor")):
        return Task.objects.exists()


def _setting() -> list[Finding]:
    try:
        notice_setting()
    except SettingError as wrong:
        return [Finding("notices.setting_wrong", "error", "通知", str(wrong), fix="改正后通知会补发。")]
    return []


def _given_up() -> list[Finding]:
    with acting_as(system_actor("doctor")):
        lately = Notice.objects.filter(given_up_at__gte=timezone.now() - _LOOKED_BACK)
        found = lately.aggregate(number=Count("id"), error=Max("last_error"))
    if not found["number"]:
        return []
    said = f"最近 30 天有 {found['number']} 条通知没有送达，例如：{found['error']}。"
    return [
        Finding("notices.given_up", "warning", "通知", said, fix="请核对邮件服务器或 webhook，以及人员的电子邮箱。")
    ]
