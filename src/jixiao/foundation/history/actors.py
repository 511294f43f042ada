"""Who stands in the history: people by their names, the system by what it was doing.

The history keeps ``person:li``, ``person:li/sign-in`` (signing in, not yet let in), ``system:backup`` and ``visitor``:
a name may change, what was recorded may not.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import Person

_SYSTEM = {
    "sign-in": gettext_noop("登录"),
    "second-factors": gettext_noop("验证码"),
    "import": gettext_noop("导入"),
    "export": gettext_noop("导出"),
    "inbox": gettext_noop("待办"),
    "notices": gettext_noop("通知"),
    "reminders": gettext_noop("催办"),
    "attachments": gettext_noop("附件"),
    "init": gettext_noop("初始化"),
    "migration": gettext_noop("升级"),
    "backup": gettext_noop("备份"),
    "doctor": gettext_noop("检查安装"),
    "demo": gettext_noop("演示数据"),
    "snapshot": gettext_noop("快照"),
    "measure": gettext_noop("计算实际值"),
}


def username_of(actor: str) -> str:
    """The user name in a recorded actor; empty for the system and for visitors."""
    kind, _, rest = actor.partition(":")
    return rest.partition("/")[0] if kind == "person" else ""


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What each recorded actor is called on a page; one query.

    Names only, and of everybody: whoever may read an entry may know whose it is.
    """
    recorded = set(actors)
    usernames = {username_of(each) for each in recorded} - {""}
    with acting_as(system_actor("names")):
        names = dict(Person.objects.filter(username__in=usernames).values_list("username", "name"))
    return {each: _called(each, names.get(username_of(each), "")) for each in recorded}


def usernames_called(text: str) -> list[str]:
    """The user names of people with this text in their name; one query."""
    with acting_as(system_actor("names")):
        return list(Person.objects.filter(name__contains=text).values_list("username", flat=True))


def _called(actor: str, name: str) -> str:
    kind, _, rest = actor.partition(":")
    if kind == "system":
        doing = _SYSTEM.get(rest)
        return gettext("系统（%s）") % (gettext(doing) if doing else rest)
    if kind == "person":
        return name or rest.partition("/")[0]
    return gettext("没有登录的访问者") if kind == "visitor" else actor
