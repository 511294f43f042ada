"""Counting anew and settling attendance, from the page of the agreement and of the system."""

from __future__ import annotations

import pytest
from django.test import Client

from jixiao.foundation.imports.kinds import kinds
from jixiao.systems.operations.models import Agreement
from tests.support.signing_in import browser_of
from tests.systems.operations.desk import TICKET, WHO, Desk

TURN = {"engineer": "E1", "number": "1", "system": "S1", "day_on": "2020-03-02"}


def browser(desk: Desk, name: str = WHO) -> Client:
    return browser_of(desk.office.people[name])


def number_of(desk: Desk, table: str) -> int:
    return int(desk.published(table, "id, number")[0][0])


def test_an_agreement_counts_a_year_anew_and_says_how_many_changed(desk: Desk) -> None:
    desk.enter("tickets", **TICKET | {"resolved_at": "2020-05-06 10:00"})
    desk.enter(
        "outages", number="O1", system="S1", began_at="2020-05-06 17:00", ended_at="2020-05-06 19:00", is_planned="否"
    )
    agreement = number_of(desk, "operations_agreement")
    address = f"/registers/agreements/{agreement}/"
    page, way = browser(desk), f"{address}act/recompute/"
    assert f'href="{way}"' in page.get(address).content.decode()
    assert "重新计时" in page.get(way).content.decode()
    desk.correct("agreements", Agreement(pk=agreement), window="7*24")
    said = page.post(way, {"year": "2020", "reason": "补充协议"}, follow=True).content.decode()
    assert "工单 1 张，改动 1 张；故障 0 件，改动 0 件；停机 1 次，改动 1 次。" in said
    assert "2020：补充协议" in said
    assert desk.published("operations_outage", "number, business_seconds") == [("O1", 7200)]
    again = page.post(way, {"year": "2020", "reason": "再算"}, follow=True).content.decode()
    assert "工单 1 张，改动 0 张；故障 0 件，改动 0 件；停机 1 次，改动 0 次。" in again


@pytest.mark.parametrize(
    ("filled", "status", "code"),
    [
        ({"year": "2020", "reason": ""}, 422, "import.required"),
        ({"year": "二〇二〇", "reason": "补"}, 422, "import.not_integer"),
        ({"year": "2021", "reason": "补"}, 422, "operations.year_outside_agreement"),
    ],
)
def test_what_is_wrong_is_said_on_the_page(desk: Desk, filled: dict[str, str], status: int, code: str) -> None:
    way = f"/registers/agreements/{number_of(desk, 'operations_agreement')}/act/recompute/"
    answer = browser(desk).post(way, filled)
    assert (answer.status_code, code in answer.content.decode()) == (status, True)


def test_others_do_not_count_anew_and_a_voided_agreement_is_not_counted(desk: Desk) -> None:
    agreement = number_of(desk, "operations_agreement")
    way = f"/registers/agreements/{agreement}/act/recompute/"
    asked = {"year": "2020", "reason": "补"}
    for name, status in (("王审核", 403), ("李编制", 403), ("喻经办", 404)):
        page = browser(desk, name)
        assert (page.get(way).status_code, page.post(way, asked).status_code) == (status, status), name
    assert browser(desk).get(way.replace("recompute", "settle")).status_code == 404


def test_a_system_settles_attendance_and_its_days_are_read_and_taken_out_but_never_entered(desk: Desk) -> None:
    desk.enter("rota", **TURN, from_minute="540", to_minute="1080", is_on_site="是")
    system = number_of(desk, "operations_system")
    page, way = browser(desk), f"/registers/systems/{system}/act/settle/"
    assert "operations.year_not_begun" in page.post(way, {"year": "2099"}).content.decode()
    said = page.post(way, {"year": "2020"}, follow=True).content.decode()
    assert "2020 年的出勤已结算，共 1 个现场服务日。" in said
    assert "/registers/service-days/new/" not in said
    listed = page.get("/registers/service-days/").content.decode()
    assert "2020-03-02" in listed and "/new/" not in listed  # noqa: PT018
    taken = page.post("/registers/service-days/export.csv")
    assert "2020-03-02" in taken.content.decode("utf-8-sig")
    assert page.get("/registers/service-days/new/").status_code == 403
    assert page.post("/registers/service-days/new/", {"system": "S1"}).status_code == 403
    assert "service-days" not in {kind.name for kind in kinds()}
