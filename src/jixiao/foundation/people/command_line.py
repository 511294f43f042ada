"""Whoever acts through the command line: a person by the user name, with that person's own roles and scope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone

from jixiao.foundation.identity import Identity, acting_as, system_actor
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole, held_roles, identity_of, in_force
from jixiao.foundation.transitions import Refused


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at the command line; the history names the person and the command (``person:li/jixiao-import``)."""

    person: Person
    held: frozenset[HeldRole]
    identity: Identity


def person_acting(username: str, command: str) -> Acting:
    """The person of a user name, as they act through a command today. Raises :class:`Refused` (404) for nobody."""
    with acting_as(system_actor("sign-in")):
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise Refused("command.no_such_person", f"没有“{username}”这个在用的账号。", status=404)
        held = held_roles(person, timezone.localdate())
        identity = identity_of(person, held)
    return Acting(person, held, replace(identity, actor=f"{identity.actor}/jixiao-{command}"))


def usernames_with(roles: frozenset[Role]) -> list[str]:
    """The user names of people who themselves hold one of the roles today, in order."""
    with acting_as(system_actor("sign-in")):
        grants = RoleGrant.objects.filter(in_force(timezone.localdate()), role__in=roles, person__is_active=True)
        return sorted(set(grants.values_list("person__username", flat=True)))
