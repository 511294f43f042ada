"""The pages of actual values: a number opens its rows, in the scope of whoever asks; a rehearsal says what was."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions.copying import copy_to_year
from tests.support.measured_desk import MeasuredDesk, measured_desk
from tests.support.office import Office
from tests.support.signing_in import browser_of
from tests.systems.programmes.cast import asks

TICKETS, FAULTS, DISCIPLINE, NOT_BOUND = 10, 12, 7, 1


@pytest.fixture
def desk(office: Office) -> MeasuredDesk:
    made = measured_desk(office)
    made.measured()
    return made


def page_of(desk: MeasuredDesk, number: int, who: str = "李编制", asked: str = "") -> str:
    response = browser(desk, who).get(f"/programmes/versions/{desk.version.pk}/indicators/{number}/{asked}")
    assert response.status_code == 200
    text: str = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def browser(desk: MeasuredDesk, who: str) -> Client:
    return browser_of(desk.office.people[who])


def test_the_programme_page_shows_every_verdict_with_its_number(desk: MeasuredDesk) -> None:
    text = browser(desk, "王审核").get(f"/programmes/versions/{desk.version.pk}/").content.decode()
    assert "66.67%" in text
    assert "500‰" in text
    assert text.count("未报告") > 8


def test_a_lower_is_better_number_shows_what_counts_against_it_first(desk: MeasuredDesk) -> None:
    text = page_of(desk, FAULTS)
    assert text.index(">F2<") < text.index(">F1<")


def test_a_number_says_why_it_is_not_there(desk: MeasuredDesk) -> None:
    assert "没有绑定度量" in page_of(desk, NOT_BOUND)


def test_as_known_on_a_day_and_what_came_later(desk: MeasuredDesk) -> None:
    text = page_of(desk, TICKETS, asked="?as_of=2020-06-30")
    assert "还没有登记过可以计算的记录" in text
    assert text.count("新登记或更正后") == 3
    assert "请写成" in page_of(desk, TICKETS, asked="?as_of=yesterday")


def test_the_rows_leave_as_a_file_without_personal_data_and_the_history_remembers_it(desk: MeasuredDesk) -> None:
    address = f"/programmes/versions/{desk.version.pk}/indicators/{TICKETS}/rows.csv"
    rows = list(csv.reader(io.StringIO(browser(desk, "王审核").post(address).content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["T3", "T1", "T2"]
    assert "某某" not in str(rows)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM history.entry WHERE subject = 'export.rows'")
        assert cursor.fetchone() == (1,)
    assert browser(desk, "赵外单位").post(address).status_code == 404


def test_more_rows_cost_no_more_queries(desk: MeasuredDesk) -> None:
    reader = browser(desk, "王审核")
    address = f"/programmes/versions/{desk.version.pk}/indicators/{FAULTS}/"
    reader.get(address)
    with CaptureQueriesContext(connection) as few:
        reader.get(address)
    fault = {"system": "S1", "item": "CI1", "severity": "重大", "symptom": "慢", "cause": "C1"}
    for number in range(10, 16):
        desk.enter("faults", number=f"F{number}", occurred_at=f"2020-05-{number} 09:00", **fault)
    with CaptureQueriesContext(connection) as many:
        reader.get(address)
    assert len(many) == len(few)


def test_a_target_is_rehearsed_on_last_years_records_before_it_is_approved(desk: MeasuredDesk) -> None:
    with asks(desk.office, "李编制") as asker:
        copy = copy_to_year(asker, desk.version.pk, 2021)
    response = browser(desk, "李编制").get(f"/programmes/versions/{copy.pk}/bindings/?rehearsal=1")
    text = response.content.decode()
    assert response.status_code == 200
    assert "按2020年记录试算：本应为目标的600%，没有压力。" in text  # 20 minutes where two hours are promised
    assert "按往年记录试算：2020年没有达到。" in text  # tickets handled, 2 of 3


def test_an_approved_version_can_be_rehearsed_too_and_years_without_records_say_so(desk: MeasuredDesk) -> None:
    response = browser(desk, "冯审计").get(f"/programmes/versions/{desk.version.pk}/bindings/?rehearsal=1")
    assert response.status_code == 200
    assert "往年没有可以试算的记录" in response.content.decode()


def test_a_drafter_confirms_on_the_page_and_nobody_else_does(desk: MeasuredDesk) -> None:
    with asks(desk.office, "李编制") as asker:
        copy = actions.start_change(asker, desk.version.pk, "改目标")
    address = f"/programmes/versions/{copy.pk}/bindings/"
    sent = {"indicator": "政府采购规范性", "measure": "-"}
    assert browser(desk, "王审核").post(address, sent).status_code == 403
    assert browser(desk, "李编制").post(address, sent).status_code == 302
    assert "没有业务记录能够回答" in browser(desk, "王审核").get(address).content.decode()
