"""Standing in during an absence: one's own role, another person of the same organisation, from a day to a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.people.authority import locked_person, with_reason
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import Role, may_be_held_together
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.transitions import Refused

_PURPOSE = "deputies"


def appoint(
    by: Person, grant_id: int, person_id: int, first_day: date, last_day: date, reason: str, now: datetime
) -> Deputy:
    """Another stands in for one of one's own roles. What somebody holds as a deputy cannot be passed on."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        why, today = with_reason(reason), timezone.localdate(now)
        deputy = locked_person(person_id)
        grant = (
            RoleGrant.objects.select_for_update(of=("self",)).filter(in_force(today), pk=grant_id, person=by).first()
        )
        if grant is None:
            raise Refused("deputy.not_your_role", _("只能委托本人现有的角色。"), status=403)
        _check_days(grant, first_day, last_day, today)
        _check_person(by, deputy, Role(grant.role), today)
        made = Deputy.objects.create(
            owner_id=grant.owner_id,
            grant=grant,
            person=deputy,
            first_day=first_day,
            last_day=last_day,
            reason=why,
            happened_at=now,
        )
        note("deputy.appointed", deputy, role=grant.role, by=by.pk, first_day=first_day, last_day=last_day, reason=why)
        return made


def end(by: Person, deputy_id: int, now: datetime) -> None:
    """Back earlier: whoever appointed the deputy, or the deputy, ends it."""
    with acting_as(on_the_word_of(by, _PURPOSE)):
        found = Deputy.objects.select_for_update(of=("self",)).select_related("grant").filter(pk=deputy_id).first()
        if found is None or by.pk not in (found.person_id, found.grant.person_id):
            raise Refused("deputy.unknown", _("没有这项代理。"), status=404)
        if found.ended_at is not None or found.last_day < timezone.localdate(now):
            raise Refused("deputy.ended_already", _("这项代理已经结束。"))
        found.ended_at = now
        found.save(update_fields=["ended_at"])
        note("deputy.ended", by, deputy=found.person_id, role=found.grant.role)


def _check_days(grant: RoleGrant, first_day: date, last_day: date, today: date) -> None:
    if first_day < today:
        raise Refused("deputy.days_past", _("代理不能从过去的日子开始。"), status=422)
    if last_day < first_day:
        raise Refused("deputy.days_in_order", _("结束日期不能早于开始日期。"), status=422)
    if last_day.year != today.year:
        raise Refused("deputy.days_in_year", _("角色按年度授予，代理不能跨年；明年的请到明年再办。"), status=422)
    others = Deputy.objects.filter(grant=grant, ended_at__isnull=True, first_day__lte=last_day, last_day__gte=first_day)
    if others.exists():
        raise Refused("deputy.days_taken", _("这段日子里这个角色已有人代理，请先结束原来的代理。"))


def _check_person(by: Person, deputy: Person, role: Role, today: date) -> None:
    if deputy.pk == by.pk:
        raise Refused("deputy.oneself", _("不能委托自己。"), status=422)
    if deputy.owner_id != by.owner_id or not deputy.is_active:
        raise Refused("deputy.other_organisation", _("只能委托本单位在用的人员。"), status=422)
    if not may_stand_in(deputy, role, today):
        raise Refused(
            "deputy.not_together",
            _("%(name)s现有的角色与这个角色不能由同一人担任，不能代理。") % {"name": deputy.name},
        )


def may_stand_in(deputy: Person, role: Role, today: date) -> bool:
    """Would the deputy, with this role, still hold only roles that one person may hold?"""
    return may_be_held_together(held_from(today, [deputy.pk])[deputy.pk] | {role})


def held_from(today: date, people: Collection[int]) -> dict[int, frozenset[Role]]:
    """The roles that each of the people holds from today on, own and as a deputy, in two queries."""
    lasting = in_force(today) | Q(ended_at__isnull=True, year__gte=today.year)
    own = RoleGrant.objects.filter(lasting, person__in=people).values_list("person_id", "role")
    standing_in = Deputy.objects.filter(person__in=people, ended_at__isnull=True, last_day__gte=today)
    held: dict[int, set[Role]] = {number: set() for number in people}
    for person_id, role in [*own, *standing_in.values_list("person_id", "grant__role")]:
        held[person_id].add(Role(role))
    return {number: frozenset(roles) for number, roles in held.items()}
