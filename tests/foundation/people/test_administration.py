"""Three administrators: each does one part, none does another's or any business."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.actions import accounts, deputies, grants, personal
from jixiao.foundation.people.details import Details
from jixiao.foundation.people.events import EVENT_WORDS
from jixiao.foundation.people.models import Deputy, Person, RoleGrant, SignInSession
from jixiao.foundation.people.roles import ADMINISTRATORS, KINDS, RULES, Role
from jixiao.foundation.people.scope import held_roles
from jixiao.foundation.transitions import Refused
from tests.support.office import CAST, Office
from tests.support.signing_in import browser_of

YEAR = date.today().year
NEW = Details("sun.xin", "孙新", mobile="13800138000", identity_number="11010519491231002X", email="sun@example.gov.cn")


def refused(code: str):  # type: ignore[no-untyped-def]
    """An action that is refused with this code."""

    class _Refused:
        def __enter__(self) -> None:
            self.raises = pytest.raises(Refused)
            self.info = self.raises.__enter__()

        def __exit__(self, *error: object) -> bool:
            done = bool(self.raises.__exit__(*error))  # type: ignore[arg-type]
            assert self.info.value.code == code, self.info.value.message
            return done

    return _Refused()


def roles_of(person: Person, on: date | None = None) -> set[Role]:
    with acting_as(system_actor("test")):
        return {each.role for each in held_roles(person, on or date.today())}


def stored(person: Person) -> Person:
    with acting_as(system_actor("test")):
        return Person.objects.get(pk=person.pk)


def events(subject: str) -> list[tuple[str, int | None, dict]]:  # type: ignore[type-arg]
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_id, person_id, after FROM history.entry WHERE kind = 'event' AND subject = %s ORDER BY id",
            [subject],
        )
        return [(about, who, json.loads(details)) for about, who, details in cursor.fetchall()]


def grant_of(office: Office, name: str) -> RoleGrant:
    with acting_as(system_actor("test")):
        return RoleGrant.objects.get(person=office.people[name], ended_at__isnull=True)


Act = Callable[[Office, Person], object]

#: Every administrative act, and the one role whose it is.
ACTS: dict[str, tuple[Role, Act]] = {
    "make an account": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda o, by: accounts.make(by, NEW, o.organisations["国库处"].pk, timezone.now()),
    ),
    "change an account": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda o, by: accounts.change(by, o.people["李编制"].pk, NEW, o.organisations["国库处"].pk),
    ),
    "lock an account": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda o, by: accounts.lock(by, o.people["李编制"].pk, "调离", timezone.now()),
    ),
    "reset a password": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda o, by: accounts.reset_password(by, o.people["李编制"].pk, "忘记", timezone.now()),
    ),
    "unlock an account": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda o, by: accounts.unlock(by, o.people["褚查阅"].pk, "回来"),
    ),
    "grant a role": (
        Role.SECURITY_ADMINISTRATOR,
        lambda o, by: grants.grant(
            by, o.people["李编制"].pk, Role.READER, o.organisations["国库处"].pk, YEAR, timezone.now()
        ),
    ),
    "end a role": (
        Role.SECURITY_ADMINISTRATOR,
        lambda o, by: grants.end(by, grant_of(o, "李编制").pk, "调离", timezone.now()),
    ),
    "carry roles over": (Role.SECURITY_ADMINISTRATOR, lambda o, by: grants.carry_over(by, YEAR, timezone.now())),
    "reset a second factor": (
        Role.SECURITY_ADMINISTRATOR,
        lambda o, by: grants.reset_second_factor(by, o.people["王审核"].pk, "换手机", timezone.now()),
    ),
    "read personal numbers": (
        Role.SECURITY_ADMINISTRATOR,
        lambda o, by: personal.reveal(by, o.people["李编制"].pk, "核对身份"),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_one_roles_and_refused_to_every_other(office: Office, act: str) -> None:
    whose, do = ACTS[act]
    with acting_as(system_actor("test")):
        Person.objects.filter(pk=office.people["褚查阅"].pk).update(is_active=False)
        Person.objects.filter(pk=office.people["王审核"].pk).update(second_factor_secret="set up")
    for name, _at, role in CAST:
        if role is not whose:
            with refused("people.not_yours"):
                do(office, office.people[name])
    do(office, next(office.people[name] for name, _at, role in CAST if role is whose))


def test_a_new_account_gets_a_password_for_one_use_and_no_role(office: Office) -> None:
    at = office.organisations["国库处"].pk
    person, password = accounts.make(office.people["孙系统"], NEW, at, timezone.now())
    assert stored(person).check_password(password)
    assert stored(person).must_change_password
    assert stored(person).sort_key == "sunxin"
    assert roles_of(person) == set()
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM history.entry WHERE coalesce(after, '{}')::text LIKE %s", [f"%{password}%"]
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Details("Sun", "孙"), "用户名"),
        (Details("u00", "孙"), "已有人使用"),
        (Details("sun", " "), "姓名"),
        (Details("sun", "孙", mobile="12345"), "手机号"),
        (Details("sun", "孙", identity_number="110105194912310021"), "校验位"),
        (Details("sun", "孙", identity_number="110105194913310023"), "证"),
        (Details("sun", "孙", email="sun@"), "邮箱"),
    ],
)
def test_an_account_with_wrong_details_is_refused_in_words(office: Office, wrong: Details, said: str) -> None:
    with pytest.raises(Refused) as info:
        accounts.make(office.people["孙系统"], wrong, office.organisations["国库处"].pk, timezone.now())
    assert info.value.code == "account.details_wrong"
    assert said in info.value.message


def test_a_locked_account_is_out_at_once_and_in_again_when_unlocked(office: Office) -> None:
    drafter, system = office.people["李编制"], office.people["孙系统"]
    browser = browser_of(drafter)
    assert browser.get("/me/").status_code == 200
    accounts.lock(system, drafter.pk, "调离", timezone.now())
    assert browser.get("/me/").status_code == 302
    with refused("account.locked_already"):
        accounts.lock(system, drafter.pk, "调离", timezone.now())
    accounts.unlock(system, drafter.pk, "回来")
    assert browser_of(stored(drafter)).get("/me/").status_code == 200
    ((about, who, details),) = events("account.locked")
    assert (about, who, details["reason"]) == (str(drafter.pk), system.pk, "调离")


def test_reasons_are_mandatory(office: Office) -> None:
    with refused("people.reason_missing"):
        accounts.lock(office.people["孙系统"], office.people["李编制"].pk, "  ", timezone.now())
    with refused("people.reason_missing"):
        personal.reveal(office.people["周安全"], office.people["李编制"].pk, "")


def test_nobody_administers_oneself(office: Office) -> None:
    system, security = office.people["孙系统"], office.people["周安全"]
    with refused("people.oneself"):
        accounts.lock(system, system.pk, "试", timezone.now())
    with refused("people.oneself"):
        accounts.reset_password(system, system.pk, "试", timezone.now())
    with refused("people.oneself"):
        grants.grant(security, security.pk, Role.READER, office.organisations["国库处"].pk, YEAR, timezone.now())
    with refused("people.oneself"):
        grants.end(security, grant_of(office, "周安全").pk, "试", timezone.now())


@pytest.mark.parametrize("name", ["周安全", "吴审计"])
def test_the_last_of_an_administrator_is_not_locked_nor_ended(office: Office, name: str) -> None:
    with refused("account.last_administrator"):
        accounts.lock(office.people["孙系统"], office.people[name].pk, "试", timezone.now())
    if name != "周安全":
        with refused("role.last_administrator"):
            grants.end(office.people["周安全"], grant_of(office, name).pk, "试", timezone.now())


def test_administrators_are_three_people_without_business_roles(office: Office) -> None:
    security, bureau = office.people["周安全"], office.organisations["上海市财政局"].pk
    for name, role in (
        ("孙系统", Role.AUDIT_ADMINISTRATOR),
        ("孙系统", Role.READER),
        ("李编制", Role.SYSTEM_ADMINISTRATOR),
    ):
        with refused("role.not_together"):
            grants.grant(security, office.people[name].pk, role, bureau, YEAR, timezone.now())


@pytest.mark.parametrize(
    ("name", "role"),
    [("孙系统", Role.AUDIT_ADMINISTRATOR), ("孙系统", Role.READER), ("李编制", Role.SYSTEM_ADMINISTRATOR)],
)
def test_the_database_refuses_what_would_break_that_separation(office: Office, name: str, role: Role) -> None:
    person = office.people[name]
    with (
        pytest.raises(IntegrityError, match="三类管理员"),
        acting_as(system_actor("test")),
        transaction.atomic(),
    ):
        RoleGrant.objects.create(
            owner=office.organisations["上海市财政局"], person=person, role=role, year=YEAR, happened_at=timezone.now()
        )


def test_a_role_stands_only_where_it_belongs(office: Office) -> None:
    security, drafter = office.people["周安全"], office.people["赵外单位"]
    with refused("role.wrong_place"):
        grants.grant(security, drafter.pk, Role.APPROVER, office.organisations["市教育委员会"].pk, YEAR, timezone.now())
    with refused("role.year_out_of_range"):
        grants.grant(
            security, drafter.pk, Role.READER, office.organisations["市教育委员会"].pk, YEAR - 1, timezone.now()
        )
    with refused("role.held_already"):
        grants.grant(security, drafter.pk, Role.DRAFTER, office.organisations["市教育委员会"].pk, YEAR, timezone.now())


def test_every_role_has_its_places() -> None:
    assert KINDS.keys() == RULES.keys()
    assert all(KINDS.values())


def test_a_granted_role_works_at_once_and_an_ended_one_no_more(office: Office) -> None:
    security, reader = office.people["周安全"], office.people["褚查阅"]
    made = grants.grant(
        security, reader.pk, Role.DRAFTER, office.organisations["市教育委员会"].pk, YEAR, timezone.now()
    )
    assert roles_of(reader) == {Role.READER, Role.DRAFTER}
    grants.end(security, made.pk, "不再编制", timezone.now())
    assert roles_of(reader) == {Role.READER}
    with refused("role.ended_already"):
        grants.end(security, made.pk, "不再编制", timezone.now())
    assert [about for about, _who, _details in events("role.ended")] == [str(reader.pk)]


def test_business_roles_end_with_their_year_unless_carried_over_and_administrators_stay(office: Office) -> None:
    next_year = date(YEAR + 1, 1, 1)
    assert roles_of(office.people["李编制"], next_year) == set()
    assert roles_of(office.people["周安全"], next_year) == {Role.SECURITY_ADMINISTRATOR}
    carried = grants.carry_over(office.people["周安全"], YEAR, timezone.now())
    assert carried == len([role for _name, _at, role in CAST if role not in ADMINISTRATORS])
    assert roles_of(office.people["李编制"], next_year) == {Role.DRAFTER}
    assert grants.carry_over(office.people["周安全"], YEAR, timezone.now()) == 0


def test_whoever_moves_gives_up_the_roles_first(office: Office) -> None:
    drafter, other = office.people["李编制"], office.organisations["市教育委员会"].pk
    details = Details("u00", "李编制")
    with refused("account.roles_in_force"):
        accounts.change(office.people["孙系统"], drafter.pk, details, other)
    grants.end(office.people["周安全"], grant_of(office, "李编制").pk, "调动", timezone.now())
    accounts.change(office.people["孙系统"], drafter.pk, details, other)
    assert stored(drafter).owner_id == other


def test_personal_numbers_are_read_in_full_for_a_reason_that_stays(office: Office) -> None:
    person, _password = accounts.make(office.people["孙系统"], NEW, office.organisations["国库处"].pk, timezone.now())
    shown = personal.reveal(office.people["周安全"], person.pk, "核对身份")
    assert (shown.mobile, shown.identity_number) == (NEW.mobile, NEW.identity_number)
    ((about, who, details),) = events("personal.read")
    assert (about, who, details["reason"]) == (str(person.pk), office.people["周安全"].pk, "核对身份")


def test_the_history_says_who_had_it_done(office: Office) -> None:
    accounts.lock(office.people["孙系统"], office.people["李编制"].pk, "调离", timezone.now())
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT actor, person_id FROM history.entry WHERE subject = 'account.locked' OR "
            "(subject = 'public.person' AND kind = 'update' AND row_id = %s)",
            [str(office.people["李编制"].pk)],
        )
        assert cursor.fetchall() == [("person:u08/accounts", office.people["孙系统"].pk)]


def test_every_event_has_a_word_and_stands_in_the_documentation() -> None:
    root = Path(__file__).parents[3]
    code = "".join(
        path.read_text(encoding="utf-8")
        for part in ("people", "organisations", "imports")
        for path in (root / "src" / "jixiao" / "foundation" / part).rglob("*.py")
    )
    noted = set(re.findall(r"note(?:_of)?\(\s*(?:by, )?\"([a-z-]+\.[a-z-]+)\"", code))
    assert noted == EVENT_WORDS.keys()
    page = (root / "docs" / "people.md").read_text(encoding="utf-8")
    assert all(f"`{event}`" in page for event in EVENT_WORDS)


def test_no_personal_number_is_in_the_history(office: Office) -> None:
    accounts.make(office.people["孙系统"], NEW, office.organisations["国库处"].pk, timezone.now())
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(concat(before, after), '') FROM history.entry")
        (everything,) = cursor.fetchone()
    assert NEW.mobile not in everything
    assert NEW.identity_number not in everything
    assert "138****8000" in everything


def test_a_new_phone_is_the_security_administrators_word(office: Office) -> None:
    reviewer = office.people["王审核"]
    browser = browser_of(reviewer)
    grants.reset_second_factor(office.people["周安全"], reviewer.pk, "换手机", timezone.now())
    assert browser.get("/me/").status_code == 302
    assert stored(reviewer).second_factor_secret == ""
    with refused("second_factor.absent"):
        grants.reset_second_factor(office.people["周安全"], reviewer.pk, "换手机", timezone.now())


def _colleague(office: Office, name: str, username: str, at: str = "国库处") -> Person:
    made, _password = accounts.make(
        office.people["孙系统"], Details(username, name), office.organisations[at].pk, timezone.now()
    )
    return made


def _appoint(office: Office, by: str, deputy: Person, days: int = 3) -> Deputy:
    today = date.today()
    last = min(today + timedelta(days=days), date(today.year, 12, 31))
    grant = grant_of(office, by)
    return deputies.appoint(office.people[by], grant.pk, deputy.pk, today, last, "出差", timezone.now())


def test_a_deputy_holds_the_role_in_those_days_for_the_absent(office: Office) -> None:
    colleague = _colleague(office, "何代理", "he.daili")
    made = _appoint(office, "李编制", colleague)
    with acting_as(system_actor("test")):
        (held,) = held_roles(colleague, date.today())
        assert not held_roles(colleague, made.last_day + timedelta(days=1))
    assert (held.role, held.for_person) == (Role.DRAFTER, office.people["李编制"].pk)
    deputies.end(office.people["李编制"], made.pk, timezone.now())
    assert roles_of(colleague) == set()


def test_a_deputyship_ends_with_the_role_and_sleeps_with_the_account(office: Office) -> None:
    colleague = _colleague(office, "何代理", "he.daili")
    _appoint(office, "李编制", colleague)
    accounts.lock(office.people["孙系统"], office.people["李编制"].pk, "停用", timezone.now())
    assert roles_of(colleague) == set()
    accounts.unlock(office.people["孙系统"], office.people["李编制"].pk, "恢复")
    assert roles_of(colleague) == {Role.DRAFTER}
    grants.end(office.people["周安全"], grant_of(office, "李编制").pk, "调离", timezone.now())
    assert roles_of(colleague) == set()


def test_a_deputy_is_another_person_of_the_same_organisation(office: Office) -> None:
    with refused("deputy.other_organisation"):
        _appoint(office, "李编制", office.people["赵外单位"])
    with refused("deputy.oneself"):
        _appoint(office, "李编制", office.people["李编制"])


def test_what_one_holds_as_a_deputy_is_not_passed_on(office: Office) -> None:
    first, second = _colleague(office, "何代理", "he.daili"), _colleague(office, "吕再代", "lv.zaidai")
    made = _appoint(office, "李编制", first)
    with refused("deputy.not_your_role"):
        deputies.appoint(first, made.grant_id, second.pk, date.today(), date.today(), "出差", timezone.now())


def test_one_role_has_one_deputy_at_a_time(office: Office) -> None:
    _appoint(office, "李编制", _colleague(office, "何代理", "he.daili"))
    with refused("deputy.days_taken"):
        _appoint(office, "李编制", _colleague(office, "吕再代", "lv.zaidai"))


def test_no_deputyship_breaks_the_separation_of_administrators(office: Office) -> None:
    with refused("deputy.not_together"):
        _appoint(office, "孙系统", office.people["周安全"])
    with refused("deputy.not_together"):
        _appoint(office, "王审核", office.people["周安全"])
    with refused("deputy.not_together"):
        _appoint(office, "孙系统", office.people["王审核"])
    _appoint(office, "孙系统", _colleague(office, "何代理", "he.daili", "上海市财政局"))


@pytest.mark.parametrize(("of", "deputy"), [("孙系统", "周安全"), ("王审核", "周安全"), ("孙系统", "王审核")])
def test_the_database_refuses_such_a_deputyship_too(office: Office, of: str, deputy: str) -> None:
    grant, today = grant_of(office, of), date.today()
    with pytest.raises(IntegrityError, match="三类管理员"), acting_as(system_actor("test")), transaction.atomic():
        Deputy.objects.create(
            owner_id=grant.owner_id,
            grant=grant,
            person=office.people[deputy],
            first_day=today,
            last_day=today,
            reason="试",
            happened_at=timezone.now(),
        )


def test_days_of_absence_are_in_order_not_past_and_within_the_year(office: Office) -> None:
    colleague, by = _colleague(office, "何代理", "he.daili"), office.people["李编制"]
    grant, today, now = grant_of(office, "李编制"), date.today(), timezone.now()
    with refused("deputy.days_past"):
        deputies.appoint(by, grant.pk, colleague.pk, today - timedelta(days=1), today, "出差", now)
    with refused("deputy.days_in_order"):
        deputies.appoint(by, grant.pk, colleague.pk, today, today - timedelta(days=1), "出差", now)
    with refused("deputy.days_in_year"):
        deputies.appoint(by, grant.pk, colleague.pk, today, date(YEAR + 1, 1, 2), "出差", now)


def test_people_rows_are_written_by_no_person_directly(office: Office) -> None:
    """By SQL as the application's role, under each of the cast: row security lets nobody write people or roles."""
    for name, _at, _role in CAST:
        with acting_as(office.identity(name)):
            for model in (Person, RoleGrant, Deputy, SignInSession):
                assert model.objects.update(happened_at=timezone.now()) == 0, (name, model)
