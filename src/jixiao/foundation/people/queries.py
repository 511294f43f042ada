"""What pages about people show: the people in scope; to two administrators all of them; numbers always masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.actions.deputies import held_from
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import RULES, Role, may_be_held_together
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.people.states import state_of
from jixiao.foundation.transitions import Refused, State
from jixiao.foundation.web.masking import masked

PAGE_ROWS = 50
_SEES_EVERYBODY = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose page it is."""

    person: Person
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter of the list."""

    text: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list; no number in full ever gets here."""

    number: int
    name: str
    username: str
    organisation: str
    roles: str
    mobile: str
    identity_number: str
    state: State


@dataclass(frozen=True, slots=True)
class Profile:
    """One person with everything the page shows."""

    line: Line
    person: Person
    grants: list[RoleGrant] = field(default_factory=list)
    former: list[RoleGrant] = field(default_factory=list)
    deputies: list[Deputy] = field(default_factory=list)  # who stands in for the person
    stands_in: list[Deputy] = field(default_factory=list)  # for whom the person stands in


@contextmanager
def seeing(asker: Asker) -> Iterator[None]:
    """Reads as the person; as a system actor on the word of the two administrators who see everybody."""
    if asker.roles & _SEES_EVERYBODY:
        with acting_as(on_the_word_of(asker.person, "people-pages")):
            yield
    else:
        yield


def people(asker: Asker, wanted: Wanted, page: int, now: datetime) -> Page[Line]:
    """One page of the people that the asker sees, in a constant number of queries."""
    with seeing(asker):
        found = Paginator(_found(wanted, now), PAGE_ROWS).get_page(page)
        found.object_list = _lines(list(found.object_list), now)
        return found


def export(asker: Asker, wanted: Wanted, now: datetime) -> list[Line]:
    """All of them, for a file; that it was made is an event of the history."""
    with seeing(asker):
        lines = _lines(list(_found(wanted, now)), now)
        note("people.exported", asker.person, rows=len(lines), text=wanted.text, role=wanted.role, state=wanted.state)
        return lines


def profile(asker: Asker, person_id: int, now: datetime) -> Profile:
    """One person, or 404 for one whom the asker does not see."""
    with seeing(asker):
        person = Person.objects.select_related("owner").filter(pk=person_id).first()
        if person is None:
            raise Refused("people.unknown", _("没有这个人员，或不在您的查阅范围内。"), status=404)
        today = timezone.localdate(now)
        grants = list(
            RoleGrant.objects.filter(person=person).select_related("owner", "granted_by").order_by("-year", "id")
        )
        present = [each for each in grants if _is_present(each, today)]
        open_deputies = Deputy.objects.filter(ended_at__isnull=True, last_day__gte=today).select_related(
            "person", "grant__person", "owner"
        )
        return Profile(
            _lines([person], now)[0],
            person,
            present,
            [each for each in grants if each not in present],
            list(open_deputies.filter(grant__person=person).order_by("first_day")),
            list(open_deputies.filter(person=person).order_by("first_day")),
        )


def own_roles(person: Person, today: date) -> list[RoleGrant]:
    """The person's own roles in force, with their organisations."""
    return list(RoleGrant.objects.filter(in_force(today), person=person).select_related("owner").order_by("id"))


def own_deputies(person: Person, today: date) -> list[Deputy]:
    """Who stands in for the person, and for whom the person does, now or later."""
    with acting_as(on_the_word_of(person, "deputies")):
        found = Deputy.objects.filter(Q(grant__person=person) | Q(person=person), last_day__gte=today)
        return list(
            found.filter(ended_at__isnull=True, grant__ended_at__isnull=True)
            .select_related("person", "grant__person", "owner")
            .order_by("first_day", "id")
        )


def colleagues(person: Person, roles: Sequence[Role], today: date) -> list[Person]:
    """The people of the same organisation who may stand in for one of the roles."""
    with acting_as(on_the_word_of(person, "deputies")):
        others = list(Person.objects.filter(owner_id=person.owner_id, is_active=True).exclude(pk=person.pk))
        held = held_from(today, [other.pk for other in others])
        return [each for each in others if any(may_be_held_together(held[each.pk] | {role}) for role in roles)]


def open_organisations() -> QuerySet[Organisation]:
    """The organisations that take people and roles, in the order of their names."""
    return Organisation.objects.filter(active=True)


def _found(wanted: Wanted, now: datetime) -> QuerySet[Person]:
    found = Person.objects.select_related("owner")
    text = wanted.text.strip().lower()
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(sort_key__startswith=text.replace(" ", ""))
            | Q(username__startswith=text)
            | Q(owner__name__icontains=text)
        )
    if wanted.role:
        held = RoleGrant.objects.filter(in_force(timezone.localdate(now)), role=wanted.role)
        found = found.filter(pk__in=held.values("person"))
    return found.filter(_in_state(wanted.state, now))


def _in_state(state: str, now: datetime) -> Q:
    paused = Q(is_active=True, locked_until__gt=now)
    return {
        "locked": Q(is_active=False),
        "paused": paused,
        "new": Q(is_active=True, must_change_password=True) & ~paused,
        "open": Q(is_active=True, must_change_password=False) & ~paused,
    }.get(state, Q())


def _lines(found: Sequence[Person], now: datetime) -> list[Line]:
    held: dict[int, list[str]] = {}
    grants = RoleGrant.objects.filter(in_force(timezone.localdate(now)), person__in=found).order_by("id")
    for person_id, role in grants.values_list("person_id", "role"):
        held.setdefault(person_id, []).append(_(RULES[Role(role)].name))
    return [
        Line(
            each.pk,
            each.name,
            each.username,
            each.owner.name,
            "、".join(dict.fromkeys(held.get(each.pk, ()))),
            masked(each.mobile),
            masked(each.identity_number),
            state_of(each, now),
        )
        for each in found
    ]


def _is_present(grant: RoleGrant, today: date) -> bool:
    if grant.ended_at is not None:
        return False
    return grant.year >= today.year or RULES[Role(grant.role)].administrator
