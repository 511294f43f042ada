"""From roles to what a person sees and writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jixiao.foundation.identity import Identity
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import ADMINISTRATORS, RULES, Reach, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role in force: at which organisation, and for whom somebody stands in."""

    role: Role
    organisation: int
    for_person: int | None = None  # the person whose deputy this is


@dataclass(frozen=True, slots=True)
class _Place:
    """An organisation in the tree."""

    number: int
    path: tuple[int, ...]
    kind: str


def in_force(today: date, prefix: str = "") -> Q:
    """Grants in force: a business role in its year, an administrator's from its year until it is ended."""
    of_the_year = Q(**{f"{prefix}year": today.year})
    lasting = Q(**{f"{prefix}role__in": ADMINISTRATORS, f"{prefix}year__lte": today.year})
    return (of_the_year | lasting) & Q(**{f"{prefix}ended_at__isnull": True})


def held_roles(person: Person, today: date) -> frozenset[HeldRole]:
    """The roles of the person on the day, own and as somebody's deputy."""
    own = RoleGrant.objects.filter(in_force(today), person=person)
    held = {HeldRole(Role(grant.role), grant.owner_id) for grant in own}
    standing_in = Deputy.objects.filter(
        in_force(today, "grant__"),
        ended_at__isnull=True,
        person=person,
        grant__person__is_active=True,
        first_day__lte=today,
        last_day__gte=today,
    ).select_related("grant")
    held |= {HeldRole(Role(d.grant.role), d.grant.owner_id, d.grant.person_id) for d in standing_in}
    return frozenset(held)


def identity_of(person: Person, held: frozenset[HeldRole]) -> Identity:
    """Who asks when this person does. Administrators see no business row; the audit administrator sees history."""
    reaches = {(RULES[each.role].sees, each.organisation) for each in held}
    written = {(RULES[each.role].writes, each.organisation) for each in held}
    places = _places(reaches | written)
    return Identity(
        actor=f"person:{person.username}",
        person=person.pk,
        sees=frozenset[int]().union(*(_reached(reach, at, places) for reach, at in reaches)),
        writes=frozenset[int]().union(*(_reached(reach, at, places) for reach, at in written)),
        audits=any(each.role is Role.AUDIT_ADMINISTRATOR for each in held),
    )


def _places(reaches: set[tuple[Reach, int]]) -> dict[int, _Place]:
    """The organisations that the reaches may touch, in two queries; in none where they touch only themselves."""
    wide = {at: reach for reach, at in sorted(reaches, reverse=True) if reach in ("subtree", "bureau")}
    if not wide:
        return {}
    prefixes = Q()
    for number, path in Organisation.objects.filter(pk__in=wide).order_by().values_list("pk", "path"):
        prefixes |= Q(path__startswith=path if wide[number] == "subtree" else f".{path.split('.')[1]}.")
    rows = Organisation.objects.filter(prefixes).order_by().values_list("pk", "path", "kind")
    return {
        number: _Place(number, tuple(int(step) for step in path.split(".") if step), kind)
        for number, path, kind in rows
    }


def _reached(reach: Reach, organisation: int, places: dict[int, _Place]) -> set[int]:
    """A subtree ends where another body begins: a bureau's own part are its divisions, not the departments under it."""
    if reach == "none":
        return set()
    if reach == "own":
        return {organisation}
    here = places[organisation]
    if reach == "bureau":
        return {each.number for each in places.values() if each.path[0] == here.path[0]}
    below = {each.number for each in places.values() if organisation in each.path}
    if here.kind != Kind.BUREAU:
        return below
    inside = (Kind.BUREAU, Kind.DIVISION)
    return {number for number in below if all(places[step].kind in inside for step in places[number].path)}
