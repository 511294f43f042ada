"""Two new people for the served office: one who never signed in, one whose second factor is known."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import second_factor
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from tests.support.office import Office

USERNAME, ONE_TIME = "he.shenhe", "Abcd-efgh-2345"
WITH_PHONE, OWN, SECRET = "lv.shenhe", "Bai-yun-Shan-77", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_to(office: Office) -> None:
    """何审核 and 吕审核 of the bureau; their role asks for a second factor."""
    with acting_as(system_actor("test")):
        _reviewer(office, USERNAME, "何审核", ONE_TIME)
        person = _reviewer(office, WITH_PHONE, "吕审核", OWN)
        person.must_change_password, person.password_changed_at = False, timezone.now()
        second_factor.store(person, SECRET)
        person.save()


def _reviewer(office: Office, username: str, name: str, password: str) -> Person:
    now, bureau = timezone.now(), office.organisations["上海市财政局"]
    person = Person(
        owner=bureau,
        username=username,
        name=name,
        sort_key=username,
        mobile="13800138000",
        identity_number="11010519491231002X",
        happened_at=now,
    )
    person.set_password(password)
    person.save()
    RoleGrant.objects.create(
        owner=bureau, person=person, role=Role.FINANCE_REVIEWER, year=date.today().year, happened_at=now
    )
    return person
