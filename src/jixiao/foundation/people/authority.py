"""Who may administer what. Asked inside the action, of the database, never of the page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.people.scope import held_roles
from jixiao.foundation.transitions import Refused


def require(by: Person, role: Role) -> None:
    """Raises :class:`Refused` unless the person holds the role today, or stands in for somebody who does."""
    if role not in {each.role for each in held_roles(by, timezone.localdate())}:
        raise Refused("people.not_yours", _("只有%(role)s可以这样做。") % {"role": _(RULES[role].name)}, status=403)


def not_oneself(by: Person, person: Person) -> None:
    """Nobody administers oneself."""
    if by.pk == person.pk:
        raise Refused("people.oneself", _("不能对自己这样做，请由另一位管理员办理。"), status=403)


def with_reason(reason: str) -> str:
    """The reason, or a refusal where there is none."""
    if not reason.strip():
        raise Refused("people.reason_missing", _("请写明理由。"), status=422)
    return reason.strip()


def locked_person(person_id: int) -> Person:
    """The person under a row lock, or 404."""
    found = Person.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=person_id).first()
    if found is None:
        raise Refused("people.unknown", _("没有这个人员。"), status=404)
    return found
