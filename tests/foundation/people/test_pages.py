"""Pages of people and organisations: who sees what, who may do what, and that numbers stay masked."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.actions import accounts
from jixiao.foundation.people.details import Details
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from tests.support.office import CAST, Office
from tests.support.signing_in import browser_of

MOBILE, IDENTITY = "13800138000", "11010519491231002X"
DETAILS = {"name": "何新人", "username": "he.xinren", "mobile": MOBILE, "identity_number": IDENTITY, "email": ""}


@pytest.fixture
def newcomer(office: Office) -> Person:
    """何新人 of 国库处, with numbers."""
    made, _password = accounts.make(
        office.people["孙系统"], Details(**DETAILS), office.organisations["国库处"].pk, timezone.now()
    )
    return made


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def events(subject: str) -> int:
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM history.entry WHERE kind = 'event' AND subject = %s", [subject])
        return cursor.fetchone()[0]


def test_everybody_sees_the_people_in_scope_and_the_two_administrators_all(office: Office) -> None:
    seen = {
        "李编制": {"李编制"},
        "郑部门": {"赵外单位", "郑部门", "褚查阅"},
        "吴审计": {"吴审计"},
        "孙系统": {name for name, _at, _role in CAST},
        "周安全": {name for name, _at, _role in CAST},
    }
    for name, expected in seen.items():
        page = text_of(browser_of(office.people[name]), "/people/")
        table = page[page.index("<tbody>") : page.index("</tbody>")]
        assert {each for each, _at, _role in CAST if each in table} == expected, name


def test_a_person_outside_ones_scope_is_not_there_and_one_inside_is_not_ones_to_change(office: Office) -> None:
    browser = browser_of(office.people["郑部门"])
    inside, outside = office.people["赵外单位"].pk, office.people["李编制"].pk
    assert "没有这个人员" in text_of(browser, f"/people/{outside}/", 404)
    text_of(browser, f"/people/{inside}/")
    for act in ("lock", "unlock", "password", "second-factor", "numbers", "roles", "roles/1/end"):
        said = {"reason": "试"}
        assert browser.post(f"/people/{outside}/{act}/", said).status_code == 404, act
        answer = browser.post(f"/people/{inside}/{act}/", said)
        assert answer.status_code == 403, act
        assert "people.not_yours" in answer.content.decode()
    for path in ("/people/new/", f"/people/{inside}/change/"):
        assert browser.get(path).status_code == 403
    assert browser.get(f"/people/{outside}/change/").status_code == 404
    assert browser.post("/people/carry-over/").status_code == 403


def test_numbers_are_masked_on_every_page_and_in_every_file(office: Office, newcomer: Person) -> None:
    for name in ("孙系统", "周安全", "李编制"):
        browser = browser_of(office.people[name])
        for path in ("/people/", f"/people/{newcomer.pk}/"):
            page = text_of(browser, path)
            assert "138****8000" in page
            assert MOBILE not in page
            assert IDENTITY not in page
    assert MOBILE not in text_of(browser_of(office.people["孙系统"]), f"/people/{newcomer.pk}/change/")
    browser = browser_of(newcomer)
    assert MOBILE not in text_of(browser, "/me/")
    browser = browser_of(office.people["周安全"])
    before = events("people.exported")
    csv = browser.post("/people/export/", {"format": "csv"}).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(browser.post("/people/export/", {"format": "xlsx"}).content))
    cells = "".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)
    for text in (csv, cells):
        assert "110***********002X" in text
        assert MOBILE not in text
        assert IDENTITY not in text
    assert events("people.exported") == before + 2


def test_the_security_administrator_sees_numbers_in_full_for_a_reason(office: Office, newcomer: Person) -> None:
    browser, path = browser_of(office.people["周安全"]), f"/people/{newcomer.pk}/numbers/"
    answer = browser.post(path, {"reason": ""})
    assert answer.status_code == 422
    assert MOBILE not in answer.content.decode()
    assert events("personal.read") == 0
    page = browser.post(path, {"reason": "核对身份"}).content.decode()
    assert MOBILE in page
    assert IDENTITY in page
    assert events("personal.read") == 1


def test_a_new_account_is_made_and_its_password_shown_once(office: Office) -> None:
    browser = browser_of(office.people["孙系统"])
    at = office.organisations["国库处"].pk
    wrong = browser.post("/people/new/", DETAILS | {"organisation": at, "mobile": "123"})
    assert wrong.status_code == 422
    assert "手机号应为" in wrong.content.decode()
    page = browser.post("/people/new/", DETAILS | {"organisation": at}).content.decode()
    password = page[page.index('class="once"><code>') + 19 :].split("<")[0]
    with acting_as(system_actor("test")):
        made = Person.objects.get(username="he.xinren")
    assert made.check_password(password)
    assert password not in text_of(browser, f"/people/{made.pk}/")
    again = browser.post("/people/new/", DETAILS | {"organisation": at})
    assert again.status_code == 422
    assert "已有人使用" in again.content.decode()


def test_roles_are_granted_and_ended_on_the_persons_page(office: Office, newcomer: Person) -> None:
    browser, path = browser_of(office.people["周安全"]), f"/people/{newcomer.pk}/"
    said = {"role": "drafter", "organisation": office.organisations["国库处"].pk, "year": timezone.localdate().year}
    assert browser.post(f"{path}roles/", said).status_code == 302
    assert "编制人" in text_of(browser_of(newcomer), "/me/")
    twice = browser.post(f"{path}roles/", said)
    assert twice.status_code == 409
    assert "role.held_already" in twice.content.decode()
    assert browser.post(f"{path}roles/", {}).status_code == 422
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=newcomer)
    assert browser.post(f"{path}roles/{grant.pk}/end/", {"reason": "转岗"}).status_code == 302
    assert "已结束的角色 1 项" in text_of(browser, path)


def test_an_absence_is_arranged_shown_to_both_and_ended(office: Office, newcomer: Person) -> None:
    drafter, deputy = browser_of(office.people["李编制"]), browser_of(newcomer)
    today = timezone.localdate().isoformat()
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=office.people["李编制"])
    said = {"grant": grant.pk, "person": newcomer.pk, "first_day": today, "last_day": today, "reason": "出差"}
    assert drafter.post("/me/deputies/", said | {"reason": ""}).status_code == 422
    assert drafter.post("/me/deputies/", said).status_code == 302
    assert "何新人" in text_of(drafter, "/me/deputies/")
    assert "代理 李编制 的编制人" in text_of(deputy, "/me/")
    assert "（含代理）" in text_of(deputy, "/me/")
    taken = drafter.post("/me/deputies/", said)
    assert taken.status_code == 409
    assert "deputy.days_taken" in taken.content.decode()
    with acting_as(system_actor("test")):
        made = Deputy.objects.get()
    assert browser_of(office.people["赵外单位"]).post(f"/me/deputies/{made.pk}/end/").status_code == 404
    assert deputy.post(f"/me/deputies/{made.pk}/end/").status_code == 302
    assert "何新人" not in text_of(drafter, "/me/deputies/").split("<fieldset>")[0]


def test_the_tree_is_everybodys_to_read_and_the_system_administrators_to_change(office: Office) -> None:
    school = office.organisations["市实验学校"].pk
    for name, _at, role in CAST:
        browser = browser_of(office.people[name])
        assert "市实验学校" in text_of(browser, "/organisations/")
        text_of(browser, f"/organisations/{school}/")
        expected = 200 if role == "system_administrator" else 403
        for path in (f"/organisations/{school}/new/", f"/organisations/{school}/change/"):
            assert browser.get(path).status_code == expected, (name, path)
        if expected == 403:
            for act in ("move", "close", "reopen"):
                answer = browser.post(f"/organisations/{school}/{act}/", {"reason": "试", "parent": school})
                assert answer.status_code == 403, (name, act)
    assert browser.get("/organisations/999999/").status_code == 404


def test_an_organisation_is_added_with_its_code_checked(office: Office) -> None:
    browser, bureau = browser_of(office.people["孙系统"]), office.organisations["上海市财政局"].pk
    said = {"kind": "department", "name": "市卫生健康委员会", "short_name": "", "credit_code": "911100006000373410"}
    answer = browser.post(f"/organisations/{bureau}/new/", said)
    assert answer.status_code == 422
    assert "校验位不符" in answer.content.decode()
    answer = browser.post(f"/organisations/{bureau}/new/", said | {"credit_code": "91110000600037341L"})
    assert answer.status_code == 302
    assert "91110000600037341L" in text_of(browser, answer.headers["Location"])
    assert "市卫生健康委员会" in text_of(browser, "/organisations/?q=91110000600037341l")
    made = int(answer.headers["Location"].split("/")[2])
    assert browser.post(f"/organisations/{made}/close/", {"reason": "撤销"}).status_code == 302
    assert "已撤销" in text_of(browser, f"/organisations/{made}/")


@pytest.mark.parametrize("name", ["李编制", "周安全"])
def test_the_list_of_people_takes_the_same_number_of_queries_however_long(office: Office, name: str) -> None:
    browser = browser_of(office.people[name])
    browser.get("/people/")
    counts = []
    for round_number in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get("/people/")
        counts.append(len(captured))
        with acting_as(system_actor("test")):
            for number in range(5):
                Person.objects.create(
                    owner=Organisation.objects.get(name="国库处"),
                    username=f"more{round_number}{number}",
                    name="多人",
                    sort_key="duoren",
                    happened_at=timezone.now(),
                )
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "path", ["/people/", "/organisations/", "/me/", "/me/sessions/", "/me/deputies/", "/me/password/"]
)
def test_looking_writes_nothing(office: Office, path: str) -> None:
    browser = browser_of(office.people["周安全"])
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM history.entry")
        before = cursor.fetchone()
        browser.get(path)
        cursor.execute("SELECT count(*) FROM history.entry")
        assert cursor.fetchone() == before
