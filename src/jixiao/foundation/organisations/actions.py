"""The tree of organisations: added to, renamed, moved, closed, reopened by the system administrator.

One at a time over the whole tree: of two moves at once each could put an organisation under its own descendant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.organisations.names import credit_code_fault, sort_key, tidy_credit_code
from jixiao.foundation.people.authority import require, with_reason
from jixiao.foundation.people.events import note_of, on_the_word_of
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.transitions import Refused

#: Under which kinds an organisation of a kind may stand.
PARENTS: dict[str, frozenset[str]] = {
    Kind.BUREAU: frozenset(),
    Kind.DIVISION: frozenset({Kind.BUREAU, Kind.DIVISION, Kind.DEPARTMENT, Kind.UNIT}),
    Kind.DEPARTMENT: frozenset({Kind.BUREAU}),
    Kind.UNIT: frozenset({Kind.BUREAU, Kind.DEPARTMENT, Kind.UNIT}),
    Kind.AGENT_BANK: frozenset({Kind.BUREAU, Kind.AGENT_BANK}),
    Kind.SUPPLIER: frozenset({Kind.BUREAU}),
    Kind.EVALUATOR: frozenset({Kind.BUREAU}),
    Kind.PUBLIC: frozenset({Kind.BUREAU}),
}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an organisation says about itself."""

    name: str
    short_name: str = ""
    credit_code: str = ""


def add(by: Person, parent_id: int, kind: str, particulars: Particulars, now: datetime) -> Organisation:
    """A new organisation under another."""
    with _tree(by):
        parent = _found(parent_id)
        made = place(parent, kind, particulars, now)
        note_of(by, "organisation.added", made.pk, name=made.name, parent=parent.name)
        return made


def place(parent: Organisation | None, kind: str, particulars: Particulars, now: datetime) -> Organisation:
    """Stores an organisation that was checked; the caller acts as a system actor and remembers why."""
    _check_place(kind, parent)
    made = Organisation(parent=parent, kind=kind, happened_at=now)
    _describe(made, particulars)
    made.save()
    made.path = f"{parent.path if parent else '.'}{made.pk}."
    made.save(update_fields=["path"])
    return made


def rename(by: Person, organisation_id: int, particulars: Particulars) -> None:
    """Another name, short name or credit code."""
    with _tree(by):
        found = _found(organisation_id)
        former = found.name
        _describe(found, particulars)
        found.save()
        note_of(by, "organisation.renamed", found.pk, former=former, name=found.name)


def move(by: Person, organisation_id: int, parent_id: int, reason: str) -> None:
    """Under another parent, with everything below it."""
    with _tree(by):
        why, found, parent = with_reason(reason), _found(organisation_id), _found(parent_id)
        if parent.path.startswith(found.path):
            raise Refused("organisation.under_itself", _("不能移到自己或自己的下级之下。"), status=422)
        if not parent.active:
            raise Refused("organisation.parent_closed", _("上级单位已撤销。"), status=422)
        _check_place(found.kind, parent)
        _check_name_free(found.name, parent.pk, found.pk)
        former = found.path
        found.parent = parent
        found.save(update_fields=["parent"])
        below = Organisation.objects.filter(path__startswith=former)
        below.update(path=Concat(Value(f"{parent.path}{found.pk}."), Substr(F("path"), len(former) + 1)))
        note_of(by, "organisation.moved", found.pk, name=found.name, parent=parent.name, reason=why)


def close(by: Person, organisation_id: int, reason: str) -> None:
    """It takes no new people, roles or programmes; what it did stays."""
    with _tree(by):
        why, found = with_reason(reason), _found(organisation_id)
        if not found.active:
            raise Refused("organisation.closed_already", _("单位已经撤销。"))
        if found.kind == Kind.BUREAU:
            raise Refused("organisation.bureau_stays", _("财政局是本系统的根，不能撤销。"))
        _check_empty(found)
        found.active = False
        found.save(update_fields=["active"])
        note_of(by, "organisation.closed", found.pk, name=found.name, reason=why)


def reopen(by: Person, organisation_id: int, reason: str) -> None:
    """Closed by mistake, or set up again."""
    with _tree(by):
        why, found = with_reason(reason), _found(organisation_id)
        if found.active:
            raise Refused("organisation.open_already", _("单位没有撤销。"))
        if found.parent is not None and not found.parent.active:
            raise Refused("organisation.parent_closed", _("上级单位已撤销。"), status=422)
        found.active = True
        found.save(update_fields=["active"])
        note_of(by, "organisation.reopened", found.pk, name=found.name, reason=why)


@contextmanager
def _tree(by: Person) -> Iterator[None]:
    """The tree, held alone until the transaction ends."""
    with acting_as(on_the_word_of(by, "organisations")):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        hold_tree()
        yield


def hold_tree() -> None:
    """Nobody else changes the tree until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisations'))")


def _found(organisation_id: int) -> Organisation:
    found = Organisation.objects.select_for_update(of=("self",)).select_related("parent").filter(pk=organisation_id)
    one = found.first()
    if one is None:
        raise Refused("organisation.unknown", _("没有这个单位。"), status=404)
    return one


def _check_place(kind: str, parent: Organisation | None) -> None:
    if kind not in PARENTS:
        raise Refused("organisation.kind_unknown", _("没有这种单位类型。"), status=422)
    if parent is None:
        if kind != Kind.BUREAU:
            raise Refused("organisation.parent_missing", _("请选择上级单位。"), status=422)
        return
    if parent.kind not in PARENTS[kind] or not parent.active:
        raise Refused(
            "organisation.wrong_parent",
            _("%(kind)s不能设在%(parent)s“%(name)s”之下。")
            % {"kind": Kind(kind).label, "parent": Kind(parent.kind).label, "name": parent.name},
            status=422,
        )


def _describe(organisation: Organisation, particulars: Particulars) -> None:
    name = particulars.name.strip()
    if not name:
        raise Refused("organisation.name_missing", _("请填写单位名称。"), status=422)
    _check_name_free(name, organisation.parent_id, organisation.pk)
    code = tidy_credit_code(particulars.credit_code)
    if code:
        _check_code(code, organisation)
    organisation.name, organisation.short_name = name, particulars.short_name.strip()
    organisation.credit_code, organisation.sort_key = code, sort_key(name)


def _check_name_free(name: str, parent_id: int | None, own_id: int | None) -> None:
    if Organisation.objects.filter(parent_id=parent_id, name=name).exclude(pk=own_id).exists():
        raise Refused("organisation.name_taken", _("同一上级下已有“%(name)s”。") % {"name": name}, status=422)


def _check_code(code: str, organisation: Organisation) -> None:
    if fault := credit_code_fault(code):
        raise Refused("organisation.credit_code_wrong", fault, status=422)
    other = Organisation.objects.filter(credit_code=code).exclude(pk=organisation.pk).first()
    if other is not None:
        raise Refused(
            "organisation.credit_code_taken",
            _("这个统一社会信用代码已由“%(name)s”使用。") % {"name": other.name},
            status=422,
        )


def _check_empty(organisation: Organisation) -> None:
    counted: dict[str, Any] = {
        "children": Organisation.objects.filter(parent=organisation, active=True).count(),
        "people": Person.objects.filter(owner=organisation, is_active=True).count(),
        "roles": RoleGrant.objects.filter(in_force(timezone.localdate()), owner=organisation).count(),
    }
    if any(counted.values()):
        raise Refused(
            "organisation.not_empty",
            _("还有下级单位 %(children)d 个、在用账号 %(people)d 个、有效授权 %(roles)d 项，请先处理。") % counted,
        )
