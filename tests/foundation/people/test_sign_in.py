"""Signing in: what a person at the browser notices, and what the history remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pyotp
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import second_factor, sign_in
from jixiao.foundation.people.actions.accounts import reset_password
from jixiao.foundation.people.models import FormerPassword, Person, SignInAddress, SignInSession
from jixiao.foundation.people.sealing import BrokenSeal, seal, unseal
from jixiao.foundation.people.web.entrance import origin_of
from jixiao.parameters.security import security_rules
from tests.support.office import Office
from tests.support.signing_in import browser_of

PASSWORD = "Yuan-lin-2046"
NEXT = "/me/sessions/"


@pytest.fixture
def drafter(office: Office) -> Person:
    """李编制, whose password is known and whose role needs no second factor."""
    return _with_password(office.people["李编制"])


@pytest.fixture
def reviewer(office: Office) -> tuple[Person, str]:
    """王审核, who has a second factor, and its secret."""
    person, secret = _with_password(office.people["王审核"]), second_factor.new_secret()
    with acting_as(system_actor("test")):
        second_factor.store(person, secret)
        person.save()
    return person, secret


def _with_password(person: Person) -> Person:
    with acting_as(system_actor("test")):
        person.set_password(PASSWORD)
        person.password_changed_at = timezone.now()
        person.save()
    return person


def _browser() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


def _try(client: Client, username: str, password: str = PASSWORD, following: str = "/"):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"username": username, "password": password, "next": following})


def _events(about: Person) -> list[str]:
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject FROM history.entry WHERE kind = 'event' AND row_id = %s ORDER BY id", [str(about.pk)]
        )
        return [subject for (subject,) in cursor.fetchall()]


def _stored(person: Person) -> Person:
    with acting_as(system_actor("test")):
        return Person.objects.get(pk=person.pk)


def test_nobody_gets_further_than_the_sign_in_and_comes_back_to_the_page_afterwards(drafter: Person) -> None:
    client = _browser()
    answer = client.get(NEXT)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=%2Fme%2Fsessions%2F"
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'name="next" value="{NEXT}"' in page
    answer = _try(client, drafter.username, following=NEXT)
    assert answer.headers["Location"] == NEXT
    assert "本次登录" in client.get(NEXT).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_the_page_to_come_back_to_is_never_another_hosts(drafter: Person, elsewhere: str) -> None:
    assert _try(_browser(), drafter.username, following=elsewhere).headers["Location"] == "/"


def test_a_wrong_name_a_wrong_password_and_a_locked_account_read_the_same(office: Office, drafter: Person) -> None:
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=office.people["赵外单位"].pk).update(is_active=False)
    locked = _with_password(office.people["褚查阅"])
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=locked.pk).update(locked_until=timezone.now() + timedelta(minutes=5))
    said = set()
    for username, password in (
        ("nobody", PASSWORD),
        (drafter.username, "wrong"),
        (office.people["赵外单位"].username, PASSWORD),
        (locked.username, PASSWORD),
    ):
        answer = _try(_browser(), username, password)
        assert answer.status_code == 403
        page = answer.content.decode()
        said.add(page[page.index('role="alert"') : page.index("</code>", page.index('role="alert"'))])
    assert len(said) == 1
    assert "sign_in.refused" in said.pop()


def test_five_failures_lock_the_account_and_the_right_password_no_longer_helps(drafter: Person) -> None:
    for _unused in range(5):
        assert _try(_browser(), drafter.username, "wrong").status_code == 403
    assert _try(_browser(), drafter.username).status_code == 403
    assert _events(drafter).count("sign-in.failure") == 6
    assert _events(drafter).count("sign-in.lock") == 1
    minutes = (_stored(drafter).locked_until - timezone.now()).total_seconds() / 60
    assert 19 < minutes <= 20


def test_a_lock_ends_by_itself(drafter: Person) -> None:
    for _unused in range(5):
        _try(_browser(), drafter.username, "wrong")
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=drafter.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    assert _try(_browser(), drafter.username).status_code == 302


def test_four_failures_and_a_success_begin_the_count_anew(drafter: Person) -> None:
    for _unused in range(2):
        for _each in range(4):
            _try(_browser(), drafter.username, "wrong")
        assert _try(_browser(), drafter.username).status_code == 302


def test_signing_in_and_out_are_events_and_the_former_cookie_is_worth_nothing(drafter: Person) -> None:
    client = _browser()
    _try(client, drafter.username)
    cookie = client.cookies["sessionid"].value
    assert client.get(NEXT).status_code == 200
    client.post("/sign-out/")
    client.cookies["sessionid"] = cookie
    assert client.get(NEXT).status_code == 302
    assert [e for e in _events(drafter) if e.startswith("sign-in")] == ["sign-in.success", "sign-in.sign-out"]


def test_the_session_key_from_before_the_sign_in_is_not_used_after_it(drafter: Person) -> None:
    client = _browser()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    _try(client, drafter.username)
    assert client.cookies["sessionid"].value != before
    assert "planted" not in client.session


def test_idle_for_over_thirty_minutes_ends_the_session_and_sends_a_form_back_to_its_page(drafter: Person) -> None:
    client = _browser()
    _try(client, drafter.username)
    with acting_as(system_actor("test")):
        SignInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=29))
    assert client.get(NEXT).status_code == 200
    with acting_as(system_actor("test")):
        SignInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=31))
    answer = client.post("/me/password/", {}, headers={"referer": "http://127.0.0.1/me/password/?a=1"})
    assert answer.headers["Location"] == "/sign-in/?next=%2Fme%2Fpassword%2F%3Fa%3D1&idle=1"
    assert "长时间没有操作" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(NEXT).status_code == 302


def test_a_page_asked_for_by_htmx_after_the_time_out_takes_the_whole_browser_to_the_sign_in(drafter: Person) -> None:
    answer = _browser().get("/x", headers={"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/me/"})
    assert answer.status_code == 404
    answer = _browser().get(NEXT, headers={"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/me/?page=2"})
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fme%2F"


def test_the_second_factor_comes_before_every_business_page(reviewer: tuple[Person, str]) -> None:
    person, secret = reviewer
    client = _browser()
    _try(client, person.username, following=NEXT)
    assert client.get(NEXT).headers["Location"] == "/sign-in/code/?next=%2Fme%2Fsessions%2F"
    assert client.get("/me/password/").headers["Location"].startswith("/sign-in/code/")
    page = client.get("/sign-in/code/?next=%2Fme%2Fsessions%2F").content.decode()
    assert "王审核" in page
    answer = client.post("/sign-in/code/", {"code": pyotp.TOTP(secret).now(), "next": NEXT})
    assert answer.headers["Location"] == NEXT
    assert client.get(NEXT).status_code == 200


def test_a_code_is_worth_nothing_the_second_time(reviewer: tuple[Person, str]) -> None:
    person, secret = reviewer
    code = pyotp.TOTP(secret).now()
    for status in (302, 403):
        client = _browser()
        _try(client, person.username)
        answer = client.post("/sign-in/code/", {"code": code})
        assert answer.status_code == status
    assert "sign_in.code_refused" in answer.content.decode()


def test_wrong_codes_lock_the_account_whatever_passwords_come_between(reviewer: tuple[Person, str]) -> None:
    person, secret = reviewer
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 500_000) % 1_000_000:06d}"
    for _unused in range(5):
        client = _browser()
        _try(client, person.username)
        assert client.post("/sign-in/code/", {"code": wrong}).status_code == 403
    assert client.get("/sign-in/code/").headers["Location"].startswith("/sign-in/?")
    assert _try(_browser(), person.username).status_code == 403


def test_a_role_that_asks_for_a_second_factor_sets_one_up_before_anything_else(office: Office) -> None:
    person = _with_password(office.people["陈批复"])
    client = _browser()
    _try(client, person.username)
    answer = client.get(NEXT)
    assert answer.headers["Location"].startswith("/me/second-factor/?next=")
    setup = answer.headers["Location"]
    assert "<svg" not in client.get(setup).content.decode()
    client.post(setup, {"begin": "1"})
    page = client.get(setup).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    secret = page[page.index("<code>") + 6 : page.index("</code>")].replace(" ", "")
    assert client.post(setup, {"code": "000000"}).status_code in (302, 422)
    assert client.post(setup, {"code": pyotp.TOTP(secret).now(), "next": NEXT}).headers["Location"] == NEXT
    assert client.get(NEXT).status_code == 200
    assert secret not in _stored(person).second_factor_secret


def test_a_secret_is_readable_only_in_the_row_it_was_sealed_for(office: Office) -> None:
    sealed = seal("SECRET", "person:1")
    assert "SECRET" not in sealed
    assert unseal(sealed, "person:1") == "SECRET"
    with pytest.raises(BrokenSeal):
        unseal(sealed, "person:2")


def test_the_first_password_is_ones_own_before_anything_else(drafter: Person) -> None:
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=drafter.pk).update(must_change_password=True)
    client = _browser()
    _try(client, drafter.username)
    assert client.get(NEXT).headers["Location"].startswith("/me/password/")
    page = client.get("/me/password/").content.decode()
    assert "初次登录" in page
    new = "Bai-yun-Shan-77"
    answer = client.post("/me/password/", {"current": PASSWORD, "new": new, "again": new, "next": NEXT})
    assert answer.headers["Location"] == NEXT
    assert client.get(NEXT).status_code == 200
    assert _try(_browser(), drafter.username).status_code == 403
    assert _try(_browser(), drafter.username, new).status_code == 302


def test_a_password_is_changed_after_ninety_days(drafter: Person) -> None:
    client = _browser()
    _try(client, drafter.username)
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=drafter.pk).update(password_changed_at=timezone.now() - timedelta(days=90))
    assert client.get(NEXT).headers["Location"].startswith("/me/password/")


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("Short-1", "Short-1", "至少 10 个字符"),
        ("onlylowercase", "onlylowercase", "至少要有 3 类"),
        ("Libianzhi-2046", "Libianzhi-2046", "姓名拼音"),
        ("Bai-yun-Shan-77", "Bai-yun-Shan-78", "不一致"),
        (PASSWORD, PASSWORD, "不能与现在的密码相同"),
    ],
)
def test_a_weak_password_is_refused_with_what_is_wrong(drafter: Person, new: str, again: str, said: str) -> None:
    client = _browser()
    _try(client, drafter.username)
    answer = client.post("/me/password/", {"current": PASSWORD, "new": new, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_changing_the_password_ends_the_persons_other_sessions(drafter: Person) -> None:
    here, elsewhere = _browser(), _browser()
    for client in (here, elsewhere):
        _try(client, drafter.username)
    here.post("/me/password/", {"current": PASSWORD, "new": "Bai-yun-Shan-77", "again": "Bai-yun-Shan-77"})
    assert here.get(NEXT).status_code == 200
    assert elsewhere.get(NEXT).status_code == 302


def test_one_ends_ones_own_sessions_and_nobody_elses(office: Office, drafter: Person) -> None:
    here, elsewhere = _browser(), _browser()
    for client in (here, elsewhere):
        _try(client, drafter.username)
    stranger = browser_of(office.people["赵外单位"])
    with acting_as(system_actor("test")):
        theirs = SignInSession.objects.get(person=office.people["赵外单位"])
        other = SignInSession.objects.filter(person=drafter).latest("pk")
    assert here.post(f"/me/sessions/{theirs.pk}/end/").status_code == 404
    assert stranger.get(NEXT).status_code == 200
    assert here.post(f"/me/sessions/{other.pk}/end/").status_code == 302
    assert elsewhere.get(NEXT).status_code == 302
    assert here.get(NEXT).status_code == 200


def test_neither_password_nor_code_nor_secret_is_in_the_history(drafter: Person) -> None:
    _try(_browser(), drafter.username)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM history.entry WHERE (coalesce(before, '{}') || coalesce(after, '{}'))::text ~ %s",
            ["scrypt|second_factor_secret"],
        )
        assert cursor.fetchone() == (0,)


def test_a_code_of_the_step_before_is_still_accepted_and_older_ones_are_not() -> None:
    secret, now = second_factor.new_secret(), datetime.fromtimestamp(1_800_000_015, tz=timezone.get_current_timezone())
    totp = pyotp.TOTP(secret)
    step = 1_800_000_015 // 30
    assert second_factor.step_of(secret, totp.generate_otp(step - 1), now) == step - 1
    assert second_factor.step_of(secret, totp.generate_otp(step + 1), now) == step + 1
    assert second_factor.step_of(secret, totp.generate_otp(step - 2), now) is None
    assert second_factor.step_of(secret, "", now) is None


def _spray(address: str, failures: int) -> list[int]:
    """One wrong password on another name each time, from one address; the answers."""
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=address)
    return [_try(client, f"nobody{number}", "wrong").status_code for number in range(failures)]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> int:
    """Failures from one address until it has to wait, few and cheap: the number in force costs a hash each."""
    few = 4
    rules = replace(security_rules(timezone.localdate()), address_failures_max=few)
    monkeypatch.setattr(sign_in, "rules_of", lambda now: rules)
    monkeypatch.setattr(sign_in, "make_password", lambda password: "")
    return few


def test_one_password_on_many_names_closes_the_address_to_everybody_behind_it_and_to_nobody_else(
    drafter: Person, quick: int
) -> None:
    assert _spray("203.0.113.7", quick) == [403] * quick
    answer = _try(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.7"), drafter.username)
    assert answer.status_code == 429
    assert "sign_in.address_closed" in answer.content.decode()
    assert "以前不能再从这里登录" in answer.content.decode()
    assert _try(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.8"), drafter.username).status_code == 302
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT after ->> 'address' FROM history.entry WHERE subject = 'sign-in.address-closed'")
        assert cursor.fetchall() == [("203.0.113.7",)]


def test_an_address_that_waits_is_open_again_by_itself_and_old_failures_are_forgotten(
    drafter: Person, quick: int
) -> None:
    rules = sign_in.rules_of(timezone.now())
    _spray("203.0.113.7", quick)
    with acting_as(system_actor("test")):
        closed = SignInAddress.objects.get(network="203.0.113.7")
        assert closed.closed_until is not None
        assert timedelta(0) < closed.closed_until - timezone.now() <= rules.address_pause
        SignInAddress.objects.update(closed_until=timezone.now() - timedelta(seconds=1))
    assert _spray("203.0.113.7", quick - 1) == [403] * (quick - 1)
    with acting_as(system_actor("test")):
        SignInAddress.objects.update(counted_from=timezone.now() - rules.address_window - timedelta(seconds=1))
    assert _spray("203.0.113.7", quick - 1) == [403] * (quick - 1)
    assert _try(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.7"), drafter.username).status_code == 302


def test_wrong_codes_count_for_the_address_too(reviewer: tuple[Person, str], quick: int) -> None:
    person, secret = reviewer
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.7")
    _try(client, person.username)
    _spray("203.0.113.7", quick - 1)
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 500_000) % 1_000_000:06d}"
    assert client.post("/sign-in/code/", {"code": wrong}).status_code == 403
    answer = client.post("/sign-in/code/", {"code": pyotp.TOTP(secret).now()})
    assert answer.status_code == 429
    assert "sign_in.address_closed" in answer.content.decode()


def test_addresses_of_one_ipv6_network_count_as_one(drafter: Person, quick: int) -> None:
    for number in range(quick):
        _spray(f"2001:db8:1:2::{number:x}", 1)
    assert _spray("2001:db8:1:2:ffff::1", 1) == [429]
    assert _spray("2001:db8:1:3::1", 1) == [403]


@pytest.mark.parametrize(
    ("header", "behind_tls", "sent", "address"),
    [
        ("", False, {}, "198.51.100.1"),
        ("", False, {"X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7"}, "198.51.100.1"),
        ("X-Forwarded-For", True, {"X-Forwarded-For": "192.0.2.66, 203.0.113.7"}, "203.0.113.7"),
        ("X-Real-IP", True, {"X-Forwarded-For": "192.0.2.66", "X-Real-IP": "::ffff:203.0.113.7"}, "203.0.113.7"),
        ("X-Real-IP", True, {"X-Real-IP": "not an address'; --"}, None),
        ("X-Real-IP", True, {"X-Forwarded-For": "192.0.2.66"}, None),
        ("", True, {"X-Forwarded-For": "192.0.2.66"}, None),
    ],
)
def test_only_the_header_that_is_configured_names_the_browser(
    monkeypatch: pytest.MonkeyPatch, header: str, behind_tls: bool, sent: dict[str, str], address: str | None
) -> None:
    monkeypatch.setattr(settings, "ADDRESS_HEADER", header)
    monkeypatch.setattr(settings, "BEHIND_TLS", behind_tls)
    request = RequestFactory().get("/", headers=sent, REMOTE_ADDR="198.51.100.1")
    assert origin_of(request).address == address


def test_an_unknown_address_is_never_closed(drafter: Person, quick: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BEHIND_TLS", True)
    assert _spray("198.51.100.1", quick + 1) == [403] * (quick + 1)


def _change(client: Client, current: str, new: str) -> HttpResponse:
    return client.post("/me/password/", {"current": current, "new": new, "again": new})


def test_the_last_five_passwords_are_not_taken_again_and_the_one_before_them_is(drafter: Person) -> None:
    client = _browser()
    _try(client, drafter.username)
    chosen = [PASSWORD, *(f"Bai-yun-Shan-{number}" for number in range(70, 75))]
    for present, new in pairwise(chosen):
        assert _change(client, present, new).status_code == 302
    for former in chosen[1:-1]:
        answer = _change(client, chosen[-1], former)
        assert answer.status_code == 422
        assert "不能与最近用过的 5 个密码相同" in answer.content.decode()
    with acting_as(system_actor("test")):
        assert FormerPassword.objects.filter(person=drafter).count() == 4
    assert _change(client, chosen[-1], chosen[0]).status_code == 302


def test_a_reset_is_no_way_back_to_a_former_password(office: Office, drafter: Person) -> None:
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=drafter.pk).update(must_change_password=False)
    given = reset_password(office.people["孙系统"], drafter.pk, "忘记密码", timezone.now())
    client = _browser()
    _try(client, drafter.username, given)
    assert "不能与最近用过的" in _change(client, given, PASSWORD).content.decode()
    assert _change(client, given, "Bai-yun-Shan-77").status_code == 302
    with acting_as(system_actor("test")):
        assert FormerPassword.objects.filter(person=drafter).count() == 1, "the one for one use is nobody's choice"


def test_former_passwords_and_addresses_are_nobodys_to_read(office: Office, drafter: Person) -> None:
    client = _browser()
    _try(client, drafter.username)
    _change(client, PASSWORD, "Bai-yun-Shan-77")
    _spray("203.0.113.7", 1)
    for name in office.people:
        with acting_as(office.identity(name)):
            assert not FormerPassword.objects.exists()
            assert not SignInAddress.objects.exists()
    with acting_as(system_actor("test")):
        assert FormerPassword.objects.exists()
        assert SignInAddress.objects.exists()
