"""From roles to what a person sees and writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jixiao.foundation.identity import Identity
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import RULES, Reach, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role in force: at which organisation, and for whom somebody stands in."""

    role: Role
    organisation: int
    for_person: int | None = None  # the person whose deputy this is


def held_roles(person: Person, today: date) -> frozenset[HeldRole]:
    """The roles of the person in the year of ``today``, own and as somebody's deputy."""
    own = RoleGrant.objects.filter(person=person, year=today.year, ended_at__isnull=True)
    held = {HeldRole(Role(grant.role), grant.owner_id) for grant in own}
    standing_in = Deputy.objects.filter(
        Q(ended_at__isnull=True, grant__ended_at__isnull=True),
        person=person,
        first_day__lte=today,
        last_day__gte=today,
    ).select_related("grant")
    held |= {HeldRole(Role(d.grant.role), d.grant.owner_id, d.grant.person_id) for d in standing_in}
    return frozenset(held)


def identity_of(person: Person, held: frozenset[HeldRole]) -> Identity:
    """Who asks when this person does. Administrators see no business row; the audit administrator sees history."""
    paths = dict(Organisation.objects.filter(id__in={each.organisation for each in held}).values_list("id", "path"))
    sees: set[int] = set()
    writes: set[int] = set()
    for each in held:
        rule = RULES[each.role]
        sees |= _reached(rule.sees, each.organisation, paths[each.organisation])
        writes |= _reached(rule.writes, each.organisation, paths[each.organisation])
    return Identity(
        actor=f"person:{person.username}",
        person=person.pk,
        sees=frozenset(sees),
        writes=frozenset(writes),
        audits=any(each.role is Role.AUDIT_ADMINISTRATOR for each in held),
    )


def _reached(reach: Reach, organisation: int, path: str) -> set[int]:
    if reach == "none":
        return set()
    if reach == "own":
        return {organisation}
    prefix = path if reach == "subtree" else f".{path.split('.')[1]}."
    return set(Organisation.objects.filter(path__startswith=prefix).values_list("id", flat=True))
