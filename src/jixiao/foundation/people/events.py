"""Acts of and on people that the history remembers beyond changed rows: sign-ins, refusals, reads of numbers."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from jixiao.foundation.identity import Identity
from jixiao.foundation.people.models import Person

#: What the audit page calls these events.
EVENT_WORDS = {
    "sign-in.success": gettext_noop("登录"),
    "sign-in.second-factor": gettext_noop("第二因素通过"),
    "sign-in.failure": gettext_noop("登录失败"),
    "sign-in.lock": gettext_noop("连续失败锁定"),
    "sign-in.address-closed": gettext_noop("来源地址暂停登录"),
    "sign-in.sign-out": gettext_noop("退出"),
    "sign-in.end": gettext_noop("结束会话"),
    "sign-in.end-others": gettext_noop("结束其他会话"),
    "password.changed": gettext_noop("修改密码"),
    "second-factor.set-up": gettext_noop("设置第二因素"),
    "second-factor.reset": gettext_noop("重置第二因素"),
    "account.made": gettext_noop("新建账号"),
    "account.changed": gettext_noop("修改账号资料"),
    "account.locked": gettext_noop("停用账号"),
    "account.unlocked": gettext_noop("恢复账号"),
    "account.password-reset": gettext_noop("重置密码"),
    "role.granted": gettext_noop("授予角色"),
    "role.ended": gettext_noop("结束角色"),
    "role.carried-over": gettext_noop("延续角色到下一年度"),
    "deputy.appointed": gettext_noop("委托代理"),
    "deputy.ended": gettext_noop("结束代理"),
    "personal.read": gettext_noop("查看完整个人号码"),
    "people.exported": gettext_noop("导出人员"),
    "people.imported": gettext_noop("导入单位和人员"),
    "organisation.added": gettext_noop("添加单位"),
    "organisation.renamed": gettext_noop("修改单位"),
    "organisation.moved": gettext_noop("移动单位"),
    "organisation.closed": gettext_noop("撤销单位"),
    "organisation.reopened": gettext_noop("恢复单位"),
    "installation.made": gettext_noop("建立本系统"),
}


def note(event: str, about: Person | None, **details: Any) -> None:
    """One event about a person, under the identity of the running transaction. Details never hold secrets."""
    _write(event, "" if about is None else str(about.pk), None if about is None else about.owner_id, details)


def note_of(by: Person, event: str, organisation_id: int, **details: Any) -> None:
    """One event about an organisation."""
    _write(event, str(organisation_id), organisation_id, {"by": by.username} | details)


def _write(event: str, about: str, owner_id: int | None, details: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT history.note(%s, %s, %s, %s::jsonb)",
            [event, about, owner_id, json.dumps(details, ensure_ascii=False, default=str)],
        )


def on_the_word_of(person: Person, purpose: str) -> Identity:
    """At work for a person whose right to it is checked inside: sees everything; history names person and purpose."""
    return Identity(actor=f"person:{person.username}/{purpose}", person=person.pk, everything=True)
