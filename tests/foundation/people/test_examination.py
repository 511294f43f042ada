"""A key that was lost with a restore: what doctor says, what whoever signs in reads, and the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyotp
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import examination, second_factor
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import BUSINESS
from tests.support.office import Office

PASSWORD = "Yuan-lin-2046"
SUMMER = date(timezone.localdate().year, 7, 1)


@pytest.fixture
def key_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key's file in a folder of this test."""
    monkeypatch.setattr(settings, "JIXIAO_HOME", tmp_path)
    return tmp_path / "secrets" / "second_factor"


@pytest.fixture
def reviewer(office: Office, key_of_its_own: Path) -> tuple[Person, str]:
    """王审核 with a second factor sealed by that key, and its secret."""
    person, secret = office.people["王审核"], second_factor.new_secret()
    person.set_password(PASSWORD)
    person.password_changed_at = timezone.now()
    with acting_as(system_actor("test")):
        second_factor.store(person, secret)
        person.save()
    return person, secret


def _codes() -> list[str]:
    return [finding.code for finding in examination.examine(SUMMER)]


@pytest.mark.parametrize("damage", ["gone", "another"])
def test_doctor_says_that_second_factors_do_not_open_and_they_do_again_with_the_key(
    reviewer: tuple[Person, str], key_of_its_own: Path, damage: str
) -> None:
    assert _codes() == []
    key = key_of_its_own.read_bytes()
    key_of_its_own.unlink()
    if damage == "another":
        second_factor.seal("something", "person:0")  # makes a key
    [finding] = examination.examine(SUMMER)
    assert (finding.code, finding.severity) == ("second_factor.key_differs", "error")
    assert finding.place == str(key_of_its_own)
    assert "1 人" in finding.message
    assert key_of_its_own.exists() == (damage == "another"), "looking makes no key"
    key_of_its_own.write_bytes(key)
    assert _codes() == []


def test_whoever_signs_in_is_told_and_not_locked(reviewer: tuple[Person, str], key_of_its_own: Path) -> None:
    person, secret = reviewer
    key_of_its_own.unlink()
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})
    for _unused in range(6):
        answer = client.post("/sign-in/code/", {"code": pyotp.TOTP(secret).now()})
        assert answer.status_code == 409
        assert "second_factor.key_differs" in answer.content.decode()


def test_what_does_not_open_is_reset_and_what_opens_is_left_alone(
    office: Office, reviewer: tuple[Person, str], key_of_its_own: Path
) -> None:
    person, _secret = reviewer
    key_of_its_own.unlink()
    other = office.people["陈批复"]
    with acting_as(system_actor("test")):
        second_factor.store(other, second_factor.new_secret())
        other.save()
    assert examination.reset_those_that_do_not_open() == [f"王审核（{person.username}）"]
    assert _codes() == []
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})
    assert client.get("/").headers["Location"].startswith("/me/second-factor/"), "sets one up anew"
    assert examination.reset_those_that_do_not_open() == []


def test_a_backup_says_which_key_it_leaves_out_where_somebody_needs_it(office: Office, key_of_its_own: Path) -> None:
    assert examination.kept_apart() == []
    person = office.people["王审核"]
    with acting_as(system_actor("test")):
        second_factor.store(person, second_factor.new_secret())
        person.save()
    [finding] = examination.kept_apart()
    assert (finding.code, finding.place) == ("backup.second_factor_key_apart", str(key_of_its_own))


def test_behind_tls_doctor_asks_who_names_the_browser(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BEHIND_TLS", True)
    assert _codes() == ["installation.address_header_missing"]
    monkeypatch.setattr(settings, "ADDRESS_HEADER", "X-Real-IP")
    assert _codes() == []


def test_in_december_doctor_names_how_many_business_roles_nobody_carried_over(office: Office) -> None:
    december = SUMMER.replace(month=12)
    [finding] = examination.examine(december)
    assert (finding.code, finding.message[:3]) == ("role.ends_with_year", "8 人")
    with acting_as(system_actor("test")):
        for grant in RoleGrant.objects.filter(year=december.year, role__in=BUSINESS).exclude(
            person=office.people["李编制"]
        ):
            RoleGrant.objects.create(
                owner=grant.owner,
                person=grant.person,
                role=grant.role,
                year=december.year + 1,
                happened_at=grant.happened_at,
            )
    [finding] = examination.examine(december)
    assert finding.message.startswith("1 人")
