"""A new reviewer with a one-time password, for the served office."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from tests.support.office import Office

USERNAME, ONE_TIME = "he.shenhe", "Abcd-efgh-2345"


def add_to(office: Office) -> None:
    """何审核 of the bureau, who has never signed in and whose role asks for a second factor."""
    now, bureau = timezone.now(), office.organisations["上海市财政局"]
    with acting_as(system_actor("test")):
        person = Person(
            owner=bureau,
            username=USERNAME,
            name="何审核",
            sort_key="heshenhe",
            mobile="13800138000",
            identity_number="11010519491231002X",
            happened_at=now,
        )
        person.set_password(ONE_TIME)
        person.save()
        RoleGrant.objects.create(
            owner=bureau, person=person, role=Role.FINANCE_REVIEWER, year=date.today().year, happened_at=now
        )
