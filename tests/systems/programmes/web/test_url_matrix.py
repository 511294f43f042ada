"""Every address of the installation, asked by every role, by somebody of another department, and by nobody.

``url_matrix.txt`` is the table: what each of them gets. An address that is missing fails, and so does one that is
not there any more. 200 a page, 302 elsewhere (nobody: to the sign-in), 403 not yours to do, 404 not in your scope,
405 not asked for so, 409 not now, 422 not so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.attachments.actions import attach
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports import actions as imports
from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.panels.models import PanelExpert
from jixiao.foundation.people.models import Deputy, Person, RoleGrant, SignInSession
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.registers import recording
from jixiao.foundation.registers.recording import version_of
from jixiao.foundation.registers.register import register_named
from jixiao.systems.programmes.models import Programme
from tests.support import a_contract, a_panel, seven_forms
from tests.support.a_contract import BY as RECORDER
from tests.support.office import CAST, Office, make_office
from tests.support.recorders import recorder
from tests.support.signing_in import browser_of

TABLE = Path(__file__).with_name("url_matrix.txt")
#: Roles that the small office has nobody for: name, organisation, its kind, role.
OTHERS = (
    ("何银行", "某银行上海分行", "agent_bank", Role.AGENT_BANK_OFFICER),
    ("吕供应商", "某信息技术公司", "supplier", Role.SUPPLIER_OFFICER),
    ("施评价", "某会计师事务所", "evaluator", Role.EVALUATOR),
    ("张公众", "社会公众", "public", Role.PUBLIC),
)
NOBODY = "无人登录"
EVERYBODY = (*(name for name, _at, _role in CAST), *(name for name, *_rest in OTHERS), RECORDER, NOBODY)

#: What is filled in where an empty form would be refused to everybody alike.
POSTED = {
    "/registers/contracts/new/": a_contract.ENTERED[0][1] | {"number": "HT-2020-002"},
    "/registers/contracts/{contract}/correct/": a_contract.ENTERED[0][1] | {"reason": "笔误", "version": "{version}"},
    "/registers/contract-clauses/{clause}/void/": {"reason": "登错了"},
    "/panels/{panel}/do/cancel/": {"reason": "问题写错了"},
    "/grades/{grade}/do/reject/": {"reason": "文号不对"},
    "/registers/contract-clauses/{clause}/restore/": {"reason": "作废错了"},
    "/registers/systems/{system}/act/settle/": {"year": "2020"},
}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    address: str
    answers: tuple[str, ...]


def rows() -> list[Row]:
    """The table."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] in "GP"]
    return [Row(line[0], line[1], tuple(line[2:])) for line in lines]


@dataclass
class Asked:
    """The office that is asked: a browser for everybody, and the numbers that stand in addresses."""

    browsers: dict[str, Client]
    numbers: dict[str, str]

    def answer(self, row: Row, who: str) -> str:
        """What the person gets; whatever it changed is undone."""
        address = row.address
        for name, number in self.numbers.items():
            address = address.replace(f"{{{name}}}", number)
        assert "{" not in address, f"{row.address} names a number that the test does not know"
        browser = self.browsers[who]
        session = browser.cookies["sessionid"].value if "sessionid" in browser.cookies else ""
        with transaction.atomic():
            response = browser.get(address) if row.method == "GET" else browser.post(address, self._posted(row))
            transaction.set_rollback(True)
        browser.cookies.clear()
        if session:
            browser.cookies["sessionid"] = session
        if response.status_code == 302 and response["Location"].startswith("/sign-in/"):
            return "in"
        return str(response.status_code)

    def _posted(self, row: Row) -> dict[str, str]:
        filled = POSTED.get(row.address, {})
        return {key: self.numbers["version_seen"] if text == "{version}" else text for key, text in filled.items()}


@pytest.fixture(scope="module")
def asked(database: None) -> Iterator[Asked]:
    """The small office with seven forms at different points of their way; rolled back after the module."""
    with transaction.atomic():
        office = make_office()
        _add_the_others(office)
        made = seven_forms.add_to(office)
        entered = a_contract.add_to(office)
        numbers = _numbers(office, made) | {"contract": str(entered["contracts"].pk)}
        numbers["version_seen"] = version_of(entered["contracts"])
        numbers |= _panels(office, int(numbers["programme"]))
        numbers["clause"] = str(entered["contract-clauses"].pk)
        numbers["system"] = str(_system(office).pk)
        browsers = {name: browser_of(office.people[name]) for name in EVERYBODY if name != NOBODY}
        own = SignInSession.objects.filter(person=office.people["李编制"], ended_at__isnull=True)
        with acting_as(system_actor("test")):
            numbers["session"] = str(own.order_by("-pk").values_list("pk", flat=True)[0])
        yield Asked(browsers | {NOBODY: Client(SERVER_NAME="127.0.0.1")}, numbers)
        transaction.set_rollback(True)


def _system(office: Office) -> Any:
    """A served system of the unit whose recorder entered the contract."""
    filled = {"number": "S1", "name": "非税系统", "programme": "非税系统运维", "in_service_on": "2018-01-01"}
    with acting_as(system_actor("test")):
        Programme.objects.create(
            owner=office.people[RECORDER].owner,
            name=filled["programme"],
            sort_key="feishui",
            happened_at=timezone.now(),
        )
    with acting_as(office.identity(RECORDER)):
        return recording.enter(register_named("systems"), filled, recorder(office, RECORDER))


def _add_the_others(office: Office) -> None:
    now = timezone.now()
    with acting_as(system_actor("test")):
        for number, (name, at, kind, role) in enumerate(OTHERS):
            common = {"sort_key": "".join(lazy_pinyin(name)), "happened_at": now}
            place = Organisation.objects.create(
                name=at, kind=kind, parent=office.organisations["上海市财政局"], **common
            )
            place.path = f"{office.organisations['上海市财政局'].path}{place.pk}."
            place.save()
            person = Person(owner=place, username=f"x{number}", name=name, must_change_password=False, **common)
            person.set_unusable_password()
            person.save()
            RoleGrant.objects.create(owner=place, person=person, role=role, year=now.year, happened_at=now)
            office.organisations[at], office.people[name] = place, person


def _numbers(office: Office, made: dict[str, Any]) -> dict[str, str]:
    """What stands in the braces of an address."""
    states = ("with_finance", "declared", "approved", "returned", "passed", "draft")
    numbers = {state: version.pk for state, version in zip(states, made["versions"], strict=True)}
    person, now = office.people["李编制"], timezone.now()
    later = timezone.localdate() + timedelta(days=7)
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=person)
        absent = RoleGrant.objects.get(person=office.people["郑部门"])
        deputy = Deputy.objects.create(
            owner=absent.owner,
            grant=absent,
            person=office.people["褚查阅"],
            first_day=later,
            last_day=later,
            reason="开会",
            happened_at=now,
        )
        text = b"%PDF-1.4\n" + seven_forms.SAMPLE.read_bytes()[9:]
        attachment = attach(name="原件.pdf", content=text, owner_id=grant.owner_id)
        programme = made["versions"][2].form.programme_id
    numbers |= {"person": person.pk, "grant": grant.pk, "deputy": deputy.pk, "attachment": attachment.pk}
    numbers |= _imports(office)
    numbers |= {
        "organisation": office.organisations["国库处"].pk,
        "reading": made["reading"].pk,
        "programme": programme,
    }
    return {name: str(number) for name, number in numbers.items()}


def _panels(office: Office, programme_id: int) -> dict[str, str]:
    """A panel whose judges were drawn and have not handed in, and a grade that waits to be confirmed."""
    with acting_as(system_actor("test")):
        programme = Programme.objects.get(pk=programme_id)
    made = a_panel.make_panel(office, programme)
    panel, grade = made.convene(), a_panel.enter_grade(made)
    made.draw()
    with acting_as(system_actor("test")):
        expert = PanelExpert.objects.latest("pk")
    return {"panel": str(panel.pk), "grade": str(grade.pk), "expert": str(expert.pk)}


def _imports(office: Office) -> dict[str, int]:
    """An import of the system administrator that waits to be confirmed, and one that was done."""
    system_administrator = office.people["孙系统"]
    importer = Importer(
        system_administrator.pk, frozenset({HeldRole(Role.SYSTEM_ADMINISTRATOR, system_administrator.owner_id)})
    )
    found = {}
    with acting_as(office.identity("孙系统")):
        for name in ("waiting_import", "done_import"):
            text = f"单位名称,类型\n市{name}局,预算部门\n".encode()
            found[name], _ = imports.preview("organisations", "单位.csv", text, importer)
        imports.confirm(found["done_import"], importer)
    return {name: made.pk for name, made in found.items()}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.method} {row.address}")
def test_everybody_gets_the_answer_of_the_table(asked: Asked, row: Row) -> None:
    got = {who: asked.answer(row, who) for who in EVERYBODY}
    wanted = dict(zip(EVERYBODY, row.answers, strict=True))
    wrong = {who: f"{got[who]} instead of {wanted[who]}" for who in EVERYBODY if got[who] != wanted[who]}
    assert not wrong, f"{row.method} {row.address}: {wrong}"


def test_no_address_is_missing_and_none_is_of_the_past() -> None:
    tabled = {(row.method, _route(row.address)) for row in rows()}
    real = {(method, route) for route in routes() for method in ("GET", "POST")}
    assert real - tabled == set(), "add these to url_matrix.txt"
    assert tabled - real == set(), "these lead nowhere any more"


def test_nobody_gets_anything_but_the_sign_in_and_what_is_open() -> None:
    opened = {row.address for row in rows() if row.answers[-1] not in ("in", "405")}
    assert opened <= {"/sign-in/", "/sign-out/", "/language/", "/help/"}, opened


def test_administrators_get_no_page_of_business() -> None:
    """None of the three sees, changes or exports a programme."""
    ends = [EVERYBODY.index(name) for name in ("孙系统", "周安全", "吴审计")]
    for row in rows():
        if row.address.startswith(("/programmes/", "/attachments/")):
            assert {row.answers[place] for place in ends} <= {"403", "404", "405"}, row.address


def test_another_department_does_not_learn_that_a_form_is_there() -> None:
    """404, not 403: outside one's scope there is nothing."""
    outside = [
        EVERYBODY.index(name) for name in ("赵外单位", "郑部门", "褚查阅", "何银行", "吕供应商", "施评价", "张公众")
    ]
    for row in rows():
        if re.search(r"/versions/\{|/readings/\{|/programmes/\{", row.address):
            assert {row.answers[place] for place in outside} <= {"404", "405"}, row.address


def routes() -> set[str]:
    """Every pattern of the installation."""
    found: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here)
            else:
                found.add(here)

    walk(get_resolver().url_patterns, "")
    return found


def _route(address: str) -> str:
    return str(resolve(re.sub(r"\{\w+\}", "1", address)).route)
