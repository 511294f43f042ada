"""Organisations and people out of one XLSX: every fault with its row and column, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.actions import Particulars, hold_tree, place
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.organisations.names import sort_key
from jixiao.foundation.people import workbook
from jixiao.foundation.people.checking import Checked, OrganisationPlan, PersonPlan, check
from jixiao.foundation.people.events import note
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.passwords import one_time_password
from jixiao.foundation.people.roles import RULES
from jixiao.rules.findings import Finding

#: Hashing a password takes a tenth of a second and releases the interpreter.
_HASHING_THREADS = 2


class ImportRefused(Exception):
    """Nothing was stored; ``findings`` say what is wrong with which cell."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} faults")
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is handed to a new person, once."""

    username: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was stored."""

    organisations: int
    accounts: list[NewAccount]


def import_people(path: Path, now: datetime | None = None) -> Imported:
    """Stores the organisations and people of the workbook. Raises :class:`ImportRefused` with every fault."""
    moment = now or timezone.now()
    with acting_as(system_actor("import")):
        hold_tree()
        plan, faults = read_and_check(path, moment)
        if faults:
            raise ImportRefused(faults)
        return _store(plan, moment)


def read_and_check(path: Path, now: datetime) -> tuple[Checked, list[Finding]]:
    """The plan of an import and what speaks against it; the caller acts as a system actor."""
    organisations, people, faults = workbook.read(path)
    plan, found = check(organisations, people, timezone.localdate(now).year)
    return plan, faults + found


def _store(plan: Checked, now: datetime) -> Imported:
    places = {each.name: each for each in Organisation.objects.filter(active=True)}
    for each in plan.organisations:
        places[each.name] = _store_organisation(each, places, now)
    passwords = [one_time_password() for _unused in plan.people]
    with ThreadPoolExecutor(_HASHING_THREADS) as threads:
        hashes = list(threads.map(make_password, passwords))
    stored = [_person(each, places, sealed, now) for each, sealed in zip(plan.people, hashes, strict=True)]
    Person.objects.bulk_create(stored)
    _store_roles(plan.people, stored, places, now)
    note("people.imported", None, organisations=len(plan.organisations), people=len(stored))
    accounts = [
        NewAccount(
            each.details.username,
            each.details.name,
            each.organisation,
            tuple(RULES[role].name for role in each.roles),
            password,
        )
        for each, password in zip(plan.people, passwords, strict=True)
    ]
    return Imported(len(plan.organisations), accounts)


def _store_organisation(each: OrganisationPlan, places: dict[str, Organisation], now: datetime) -> Organisation:
    parent = places[each.parent] if each.parent else next(p for p in places.values() if p.kind == Kind.BUREAU)
    return place(parent, each.kind, Particulars(each.name, each.short_name, each.credit_code), now)


def _person(each: PersonPlan, places: dict[str, Organisation], sealed: str, now: datetime) -> Person:
    return Person(
        owner=places[each.organisation],
        username=each.details.username,
        name=each.details.name,
        sort_key=sort_key(each.details.name),
        mobile=each.details.mobile,
        identity_number=each.details.identity_number.upper(),
        email=each.details.email,
        password=sealed,
        happened_at=now,
    )


def _store_roles(
    plans: Sequence[PersonPlan], stored: Sequence[Person], places: dict[str, Organisation], now: datetime
) -> None:
    year = timezone.localdate(now).year
    RoleGrant.objects.bulk_create(
        RoleGrant(owner=places[each.organisation], person=person, role=role, year=year, happened_at=now)
        for each, person in zip(plans, stored, strict=True)
        for role in each.roles
    )
