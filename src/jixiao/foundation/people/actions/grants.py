"""Roles, granted and ended by the security administrator, never to oneself."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.actions.deputies import held_from
from jixiao.foundation.people.authority import locked_person, not_oneself, require, with_reason
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import ADMINISTRATORS, BUSINESS, KINDS, RULES, Role, may_be_held_together
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.people.sessions import end_all, open_sessions
from jixiao.foundation.transitions import Refused

_PURPOSE = "roles"


def grant(by: Person, person_id: int, role: Role, organisation_id: int, year: int, now: datetime) -> RoleGrant:
    """A role at an organisation for a year; an administrator's role holds until it is ended."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SECURITY_ADMINISTRATOR)
        person = locked_person(person_id)
        not_oneself(by, person)
        organisation = Organisation.objects.filter(pk=organisation_id).first()
        _check_place(role, organisation)
        _check_year(year)
        if not person.is_active:
            raise Refused("role.account_locked", _("账号已停用，不能授予角色。"))
        _check_separation(person, role)
        made = _store(person, role, organisation_id, year, by, now)
        note("role.granted", person, role=role, organisation=organisation_id, year=year)
        return made


def end(by: Person, grant_id: int, reason: str, now: datetime) -> None:
    """A role ends, and with it whoever stands in for it."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SECURITY_ADMINISTRATOR)
        why = with_reason(reason)
        found = RoleGrant.objects.select_for_update(of=("self",)).select_related("person").filter(pk=grant_id).first()
        if found is None:
            raise Refused("role.unknown", _("没有这项授权。"), status=404)
        not_oneself(by, found.person)
        if found.ended_at is not None:
            raise Refused("role.ended_already", _("这项授权已经结束。"))
        _not_the_last(found)
        found.ended_at = now
        found.save(update_fields=["ended_at"])
        Deputy.objects.filter(grant=found, ended_at__isnull=True).update(ended_at=now)
        note("role.ended", found.person, role=found.role, organisation=found.owner_id, year=found.year, reason=why)


def carry_over(by: Person, year: int, now: datetime) -> int:
    """The business roles of a year once more for the next one, for everybody whose account is open; says how many."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SECURITY_ADMINISTRATOR)
        _check_year(year + 1)
        former = RoleGrant.objects.filter(
            year=year, ended_at__isnull=True, role__in=BUSINESS, person__is_active=True, owner__active=True
        ).exclude(person=by)
        held = set(
            RoleGrant.objects.filter(year=year + 1, ended_at__isnull=True).values_list("owner_id", "person_id", "role")
        )
        administrators = set(
            RoleGrant.objects.filter(role__in=ADMINISTRATORS, ended_at__isnull=True).values_list("person_id", flat=True)
        )
        made = RoleGrant.objects.bulk_create(
            RoleGrant(
                owner_id=each.owner_id,
                person_id=each.person_id,
                role=each.role,
                year=year + 1,
                granted_by=by,
                happened_at=now,
            )
            for each in former
            if (each.owner_id, each.person_id, each.role) not in held and each.person_id not in administrators
        )
        note("role.carried-over", by, year=year + 1, grants=len(made))
        return len(made)


def reset_second_factor(by: Person, person_id: int, reason: str, now: datetime) -> None:
    """For somebody with another phone: the next sign-in sets up a new second factor."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        require(by, Role.SECURITY_ADMINISTRATOR)
        why, person = with_reason(reason), locked_person(person_id)
        not_oneself(by, person)
        if not person.second_factor_secret:
            raise Refused("second_factor.absent", _("没有设置第二因素，不需要重置。"))
        person.second_factor_secret, person.second_factor_last_step = "", 0
        person.save(update_fields=["second_factor_secret", "second_factor_last_step"])
        end_all(open_sessions(person), _("第二因素已重置"), now)
        note("second-factor.reset", person, reason=why)


def _check_place(role: Role, organisation: Organisation | None) -> None:
    if organisation is None or not organisation.active:
        raise Refused("role.organisation_closed", _("单位不存在或已撤销，请选择其他单位。"), status=422)
    if organisation.kind not in KINDS[role]:
        raise Refused(
            "role.wrong_place",
            _("%(role)s不能设在%(kind)s。") % {"role": _(RULES[role].name), "kind": organisation.get_kind_display()},
            status=422,
        )


def _check_year(year: int) -> None:
    this_year = timezone.localdate().year
    if not this_year <= year <= this_year + 1:
        raise Refused("role.year_out_of_range", _("只能授予今年或明年的角色。"), status=422)


def _check_separation(person: Person, role: Role) -> None:
    """The sentence for what the database refuses in any case."""
    own = held_from(timezone.localdate(), [person.pk])[person.pk]
    if not may_be_held_together(own | {role}):
        raise Refused(
            "role.not_together",
            _("系统、安全、审计三类管理员须由三个人分别担任，且不能办理业务；%(name)s已担任：%(roles)s。")
            % {"name": person.name, "roles": "、".join(_(RULES[each].name) for each in sorted(own))},
        )


def _not_the_last(found: RoleGrant) -> None:
    if Role(found.role) not in ADMINISTRATORS:
        return
    others = RoleGrant.objects.filter(in_force(timezone.localdate()), role=found.role, person__is_active=True)
    if not others.exclude(pk=found.pk).exists():
        raise Refused(
            "role.last_administrator",
            _("这是最后一位可用的%(role)s，不能结束；请先授予另一人。") % {"role": _(RULES[Role(found.role)].name)},
        )


def _store(person: Person, role: Role, organisation_id: int, year: int, by: Person, now: datetime) -> RoleGrant:
    try:
        with transaction.atomic():
            return RoleGrant.objects.create(
                owner_id=organisation_id, person=person, role=role, year=year, granted_by=by, happened_at=now
            )
    except IntegrityError as error:
        if "role_granted_once" not in str(error):
            raise
        raise Refused("role.held_already", _("%(name)s已有这项角色。") % {"name": person.name}) from None
