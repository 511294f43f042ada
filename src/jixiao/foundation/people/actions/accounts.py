"""Accounts: made, changed, locked, unlocked, given a new password by the system administrator."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.organisations.names import sort_key
from jixiao.foundation.people.authority import locked_person, not_oneself, require, with_reason
from jixiao.foundation.people.details import Details, faults_of
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.passwords import one_time_password, remember
from jixiao.foundation.people.roles import ADMINISTRATORS, RULES, Role
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.people.sessions import end_all, open_sessions
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web.masking import masked
from jixiao.parameters.security import security_rules

_PURPOSE = "accounts"


def make(by: Person, details: Details, organisation_id: int, now: datetime) -> tuple[Person, str]:
    """A new account and its one-time password, which is shown once and kept nowhere."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        _check(details)
        person = Person(owner=_open_organisation(organisation_id), username=details.username, happened_at=now)
        password = one_time_password()
        _describe(person, details)
        person.set_password(password)
        person.save()
        note("account.made", person, mobile=masked(person.mobile), identity_number=masked(person.identity_number))
        return person, password


def change(by: Person, person_id: int, details: Details, organisation_id: int) -> None:
    """Another name, place of work or number. A person with roles changes organisation once the roles are ended."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        person = locked_person(person_id)
        _check(details, person)
        if person.owner_id != organisation_id:
            _may_move(person)
            person.owner = _open_organisation(organisation_id)
        _describe(person, details)
        person.save()
        note("account.changed", person, mobile=masked(person.mobile), identity_number=masked(person.identity_number))


def lock(by: Person, person_id: int, reason: str, now: datetime) -> None:
    """Nobody signs in to the account any more; its sessions end at once."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        why, person = with_reason(reason), locked_person(person_id)
        not_oneself(by, person)
        if not person.is_active:
            raise Refused("account.locked_already", _("账号已经停用。"))
        _not_the_last_administrator(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        end_all(open_sessions(person), _("账号已停用"), now)
        note("account.locked", person, reason=why)


def unlock(by: Person, person_id: int, reason: str) -> None:
    """The account may be used again, after a lock by hand or by failures."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        why, person = with_reason(reason), locked_person(person_id)
        not_oneself(by, person)
        if person.is_active and person.locked_until is None:
            raise Refused("account.open_already", _("账号没有停用或锁定。"))
        person.is_active, person.locked_until, person.failed_sign_ins = True, None, 0
        person.save(update_fields=["is_active", "locked_until", "failed_sign_ins"])
        note("account.unlocked", person, reason=why)


def reset_password(by: Person, person_id: int, reason: str, now: datetime) -> str:
    """A one-time password for somebody who forgot; the second factor stays and keeps the administrator out."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SYSTEM_ADMINISTRATOR)
        why, person = with_reason(reason), locked_person(person_id)
        not_oneself(by, person)
        password = one_time_password()
        remember(person, security_rules(timezone.localdate(now)), now)
        person.set_password(password)
        person.must_change_password, person.password_changed_at = True, None
        person.failed_sign_ins, person.locked_until = 0, None
        person.save()
        end_all(open_sessions(person), _("密码已重置"), now)
        note("account.password-reset", person, reason=why)
        return password


def _check(details: Details, person: Person | None = None) -> None:
    faults = faults_of(details)
    taken = Person.objects.filter(username=details.username)
    if (taken.exclude(pk=person.pk) if person else taken).exists():
        faults["username"] = _("用户名“%(name)s”已有人使用。") % {"name": details.username}
    if faults:
        raise Refused("account.details_wrong", "".join(faults.values()), status=422)


def _describe(person: Person, details: Details) -> None:
    person.username, person.name, person.email = details.username, details.name.strip(), details.email
    person.sort_key = sort_key(person.name)
    person.mobile = details.mobile or person.mobile
    person.identity_number = details.identity_number.upper() or person.identity_number


def _open_organisation(organisation_id: int) -> Organisation:
    found = Organisation.objects.filter(pk=organisation_id, active=True).first()
    if found is None:
        raise Refused("account.organisation_closed", _("单位不存在或已撤销，请选择其他单位。"), status=422)
    return found


def _may_move(person: Person) -> None:
    held = RoleGrant.objects.filter(in_force(timezone.localdate()), person=person)
    if held.exists():
        words = "、".join(_(RULES[Role(grant.role)].name) for grant in held)
        raise Refused(
            "account.roles_in_force",
            _("调动前须由安全管理员结束其现有角色：%(roles)s。") % {"roles": words},
        )


def _not_the_last_administrator(person: Person) -> None:
    """An installation without one of its administrators could not get one again."""
    today = timezone.localdate()
    for grant in RoleGrant.objects.filter(in_force(today), Q(role__in=ADMINISTRATORS), person=person):
        others = RoleGrant.objects.filter(in_force(today), role=grant.role, person__is_active=True)
        if not others.exclude(person=person).exists():
            raise Refused(
                "account.last_administrator",
                _("这是最后一位可用的%(role)s，不能停用；请先授予另一人。") % {"role": _(RULES[Role(grant.role)].name)},
            )
