"""What is wrong with the sign-in of this installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import ProgrammingError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import sealing
from jixiao.foundation.people.events import note
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import BUSINESS
from jixiao.foundation.people.second_factor import opens
from jixiao.foundation.people.sessions import end_all, open_sessions
from jixiao.rules.findings import Finding

#: From this month on the roles of the next year ought to be there.
_YEAR_ENDS = 12
_RESTORED = "密钥已遗失，第二因素打不开"


def examine(today: date) -> list[Finding]:
    """Second factors that do not open, browsers whose address nobody names, roles that end with the year."""
    return [*_second_factors(), *_address(), *_roles(today)]


def _second_factors() -> Iterator[Finding]:
    with acting_as(system_actor("doctor")):
        shut = [person for person in _with_second_factor() if not opens(person)]
    if shut:
        what = "与封存时的不同" if sealing.key_file().exists() else "不在"
        message = f"{len(shut)} 人的第二因素打不开，因此不能登录：密钥文件{what}。"
        fix = "请把原来的密钥文件放回此处；确已遗失时运行 jixiao doctor --reset-second-factors，由本人登录时重新设置。"
        yield Finding("second_factor.key_differs", "error", str(sealing.key_file()), message, fix=fix)


def _address() -> Iterator[Finding]:
    if settings.BEHIND_TLS and not settings.ADDRESS_HEADER:
        message = "不知道浏览器的地址：没有指明由前面的服务器用哪个请求头写明。登录不记地址，按地址的登录限制不起作用。"
        fix = "请设 JIXIAO_ADDRESS_HEADER（见 docs/operations.md）。"
        yield Finding("installation.address_header_missing", "warning", "环境变量", message, fix=fix)


def _roles(today: date) -> Iterator[Finding]:
    """In December: whose business roles nobody has carried over to the next year."""
    if today.month < _YEAR_ENDS:
        return
    with acting_as(system_actor("doctor")):
        held = RoleGrant.objects.filter(role__in=BUSINESS, ended_at__isnull=True, person__is_active=True)
        going_on = held.filter(year=today.year + 1).values("person")
        count = held.filter(year=today.year).exclude(person__in=going_on).values("person").distinct().count()
    if count:
        message = f"{count} 人的业务角色到 {today.year} 年 12 月 31 日为止，下一年度还没有角色，届时看不到任何项目。"
        fix = "请由安全管理员核对后，在人员页面把角色延续到下一年度。"
        yield Finding("role.ends_with_year", "warning", "人员", message, fix=fix)


def kept_apart() -> list[Finding]:
    """What a backup without secrets leaves out that cannot be made again: the key of the second factors.

    Before the first migration there are no people, and nothing to say.
    """
    try:
        with acting_as(system_actor("backup")):
            count = _with_second_factor().count()
    except ProgrammingError:
        return []
    if not count:
        return []
    message = f"备份中没有这个密钥文件，{count} 人的第二因素只有用它才能打开。"
    fix = "请把它另存一份，与备份分开保管；恢复时先放回新安装的 secrets 文件夹。"
    return [Finding("backup.second_factor_key_apart", "note", str(sealing.key_file()), message, fix=fix)]


def reset_those_that_do_not_open() -> list[str]:
    """Second factors that this installation's key does not open are set up anew at the next sign-in; gives the names.

    For the owner of the machine, after a restore without the key: no administrator could sign in to reset one.
    """
    now = timezone.now()
    with transaction.atomic(), acting_as(system_actor("second-factors")):
        shut = [person for person in _with_second_factor().select_for_update(of=("self",)) if not opens(person)]
        for person in shut:
            person.second_factor_secret, person.second_factor_last_step = "", 0
            person.save(update_fields=["second_factor_secret", "second_factor_last_step"])
            end_all(open_sessions(person), "第二因素已重置", now)
            note("second-factor.reset", person, reason=_RESTORED)
    return [f"{person.name}（{person.username}）" for person in shut]


def _with_second_factor() -> QuerySet[Person]:
    return Person.objects.exclude(second_factor_secret="").order_by("sort_key", "pk")
