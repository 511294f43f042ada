"""A real installation: the bureau, its three administrators, and the organisations and people of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.newcomers import Imported, NewAccount, import_people
from jixiao.foundation.organisations.actions import Particulars, hold_tree, place
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.organisations.names import sort_key
from jixiao.foundation.people.details import Details, faults_of
from jixiao.foundation.people.events import note
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.passwords import one_time_password
from jixiao.foundation.people.roles import ADMINISTRATORS, RULES, Role
from jixiao.foundation.transitions import Refused


@dataclass(frozen=True, slots=True)
class Installation:
    """What was made, with the one-time passwords to hand out; they are kept nowhere."""

    bureau: str
    administrators: list[NewAccount]
    imported: Imported


def make_installation(
    name: str,
    administrators: Mapping[Role, Details],
    people: Path | None = None,
    *,
    credit_code: str = "",
    short_name: str = "",
    now: datetime | None = None,
) -> Installation:
    """The bureau ``name`` with a person for each of the three administrators, and the workbook ``people``; or nothing.

    Raises :class:`Refused` where there is a bureau already or something about the bureau or an administrator is wrong,
    and :class:`jixiao.foundation.imports.newcomers.ImportRefused` with every fault of the workbook.
    """
    moment = now or timezone.now()
    with acting_as(system_actor("init")):
        hold_tree()
        _check(administrators)
        bureau = place(None, Kind.BUREAU, Particulars(name, short_name, credit_code), moment)
        accounts = [
            _administrator(bureau, role, administrators[role], moment) for role in RULES if role in ADMINISTRATORS
        ]
        imported = import_people(people, moment) if people else Imported()
        note("installation.made", None, bureau=name, people=len(accounts) + len(imported.accounts))
        return Installation(name, accounts, imported)


def _check(administrators: Mapping[Role, Details]) -> None:
    if Organisation.objects.exists():
        raise Refused("init.made_already", "这里已经有一套系统，不能再次初始化；增加单位和人员请在页面上办理。")
    if administrators.keys() != ADMINISTRATORS:
        words = "、".join(RULES[role].name for role in RULES if role in ADMINISTRATORS)
        raise Refused("init.administrators_missing", f"必须指定三位管理员：{words}。", status=422)
    if len({each.username for each in administrators.values()}) != len(ADMINISTRATORS):
        raise Refused("init.administrators_same", "三位管理员必须是三个人，用户名不能相同。", status=422)
    for role, details in administrators.items():
        if faults := faults_of(details):
            raise Refused("init.administrator_wrong", f"{RULES[role].name}：{''.join(faults.values())}", status=422)


def _administrator(bureau: Organisation, role: Role, details: Details, now: datetime) -> NewAccount:
    password = one_time_password()
    person = Person(
        owner=bureau,
        username=details.username,
        name=details.name,
        sort_key=sort_key(details.name),
        mobile=details.mobile,
        identity_number=details.identity_number.upper(),
        email=details.email,
        happened_at=now,
    )
    person.set_password(password)
    person.save()
    year = timezone.localdate(now).year
    RoleGrant.objects.create(owner=bureau, person=person, role=role, year=year, happened_at=now)
    return NewAccount(details.username, details.name, bureau.name, (RULES[role].name,), password)
