"""The audit page speaks of people by their names, and finds them by their names."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from jixiao.foundation.history.actors import names_of
from jixiao.foundation.identity import acting_as
from tests.support.office import Office
from tests.support.signing_in import browser_of

#: What 王审核 has done in these tests.
EXPORTED = {"subject": "export.programmes", "kind": "event"}


@pytest.fixture
def changed(office: Office) -> Office:
    """王审核 has exported the list."""
    assert browser_of(office.people["王审核"]).post("/programmes/export.csv").status_code == 200
    return office


def rows(page: Any) -> list[str]:
    return str(page.content.decode()).split("<tr>")[2:]


def test_an_entry_names_the_person_beside_what_was_recorded(changed: Office) -> None:
    page = browser_of(changed.people["吴审计"]).get("/audit/", EXPORTED)
    username = changed.people["王审核"].username
    assert f'<td>王审核<br><code class="soft">person:{username}</code></td>' in rows(page)[0]


@pytest.mark.parametrize("typed", ["王审核", "王"])
def test_entries_are_found_by_the_name_of_a_person(changed: Office, typed: str) -> None:
    auditor = browser_of(changed.people["吴审计"])
    found = rows(auditor.get("/audit/", {"actor": typed, **EXPORTED}))
    assert len(found) == 1
    assert rows(auditor.get("/audit/", {"actor": "无此人", "kind": "event"})) == []


def test_the_export_has_the_name_too(changed: Office) -> None:
    answer = browser_of(changed.people["吴审计"]).post("/audit/export/", EXPORTED)
    found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert found[0]["姓名"] == "王审核"
    assert found[0]["操作人"] == f"person:{changed.people['王审核'].username}"


def test_the_system_and_visitors_have_words(office: Office) -> None:
    with acting_as(office.identity("吴审计")):
        called = names_of(["system:sign-in", "system:other", "visitor", "person:nobody-here", ""])
    assert called == {
        "system:sign-in": "系统（登录）",
        "system:other": "系统（other）",
        "visitor": "没有登录的访问者",
        "person:nobody-here": "nobody-here",
        "": "",
    }


@pytest.mark.parametrize(("name", "leads"), [("李编制", True), ("孙系统", False), ("周安全", False)])
def test_my_work_leads_to_the_list_only_whom_it_lets_in(office: Office, name: str, leads: bool) -> None:
    browser = browser_of(office.people[name])
    work = browser.get("/").content.decode()
    main = work[work.index("<main") :]
    assert ('href="/programmes/"' in main) == leads
    assert (browser.get("/programmes/").status_code == 200) == leads
