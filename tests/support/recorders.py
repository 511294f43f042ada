"""People who enter records: 邹经办 at 国库处 and 喻经办 at another department."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import held_roles
from tests.support.office import Office

RECORDERS = (("邹经办", "国库处"), ("喻经办", "市教育委员会"))


def add_recorders(office: Office) -> None:
    """Makes the two recorders in the office."""
    now = timezone.now()
    with acting_as(system_actor("test")):
        for number, (name, at) in enumerate(RECORDERS):
            place = office.organisations[at]
            person = Person(
                owner=place,
                username=f"r{number:02d}",
                name=name,
                sort_key=name,
                must_change_password=False,
                happened_at=now,
            )
            person.set_unusable_password()
            person.save()
            RoleGrant.objects.create(
                owner=place, person=person, role=Role.RECORDER, year=date.today().year, happened_at=now
            )
            office.people[name] = person


def recorder(office: Office, name: str) -> Importer:
    """The named person as whoever records or imports."""
    with acting_as(system_actor("test")):
        person = office.people[name]
        return Importer(person.pk, held_roles(person, timezone.localdate()))
