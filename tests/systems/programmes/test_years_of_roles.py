"""A role's year is the year in which its holder works; a programme's year is its budget's. Only the first decides."""

from __future__ import annotations

import pytest
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import RoleGrant
from jixiao.systems.programmes.models import FormVersion, Programme
from tests.support.office import Office
from tests.systems.programmes.cast import YEAR, Life, drafted, reviewed


@pytest.fixture
def declared(office: Office) -> FormVersion:
    """A programme of a budget year long past, declared by today's drafter."""
    assert timezone.localdate().year > YEAR
    return Life(office).declared(drafted(office))


def _programmes_seen(office: Office, name: str) -> list[int]:
    with acting_as(office.identity(name)):
        return list(Programme.objects.values_list("forms__year", flat=True))


def _role_of_year(office: Office, name: str, year: int) -> None:
    with acting_as(system_actor("test")):
        RoleGrant.objects.filter(person=office.people[name]).update(year=year)


def test_todays_reviewers_see_and_review_a_programme_of_a_former_year(office: Office, declared: FormVersion) -> None:
    assert _programmes_seen(office, "王审核") == [YEAR]
    assert reviewed(office, declared, "钱部门").state == "department_passed"


@pytest.mark.parametrize("years", [-1, 1, None])
def test_a_role_of_another_year_shows_nothing_today_not_even_programmes_of_that_year(
    office: Office, declared: FormVersion, years: int | None
) -> None:
    year = YEAR if years is None else timezone.localdate().year + years
    for name in ("李编制", "王审核"):
        _role_of_year(office, name, year)
        assert _programmes_seen(office, name) == []
