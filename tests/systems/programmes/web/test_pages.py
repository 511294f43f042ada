"""What people notice on the pages of programmes, asked through the whole of the middleware."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.foundation.identity import Identity, acting_as, system_actor
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.versions import typed
from tests.support import seven_forms
from tests.support.office import Office
from tests.support.signing_in import browser_of


@pytest.fixture
def drafts(office: Office) -> list[FormVersion]:
    """Three forms of 李编制: 18, 23 and 13 indicators."""
    reading = seven_forms.read_the_sample(office)
    return [seven_forms.confirmed(office, reading, number) for number in (1, 2, 3)]


@pytest.fixture
def drafter(office: Office, drafts: list[FormVersion]) -> Client:
    return browser_of(office.people["李编制"])


def main_of(response: Any) -> str:
    """The page's main part."""
    text: str = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def sent(version: FormVersion, **fields: str) -> dict[str, str]:
    return {"revision": str(version.revision), **fields}


def test_the_list_narrows_to_what_is_asked_for(drafter: Client, office: Office, drafts: list[FormVersion]) -> None:
    seven_forms.declared(office, drafts[0])
    assert "财政国库业务经费" in main_of(drafter.get("/programmes/?state=declared"))
    assert "非税收入管理系统运维" not in main_of(drafter.get("/programmes/?state=declared"))
    assert "非税收入管理系统运维" in main_of(drafter.get("/programmes/?q=feishui"))
    assert "没有符合条件的项目" in main_of(drafter.get("/programmes/?q=没有这样的项目"))


def test_another_department_sees_an_empty_list(office: Office, drafts: list[FormVersion]) -> None:
    page = main_of(browser_of(office.people["赵外单位"]).get("/programmes/"))
    assert "没有符合条件的项目" in page
    assert "财政国库业务经费" not in page


@pytest.mark.parametrize(
    "odd", ["?page=0", "?page=-3", "?page=9999999999999", "?year=x&unit=²", "?sort=password", "?state="]
)
def test_an_odd_address_of_the_list_is_still_the_list(drafter: Client, odd: str) -> None:
    assert "非税收入管理系统运维" in main_of(drafter.get(f"/programmes/{odd}"))


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    office: Office, drafter: Client, drafts: list[FormVersion]
) -> None:
    drafter.get("/programmes/")
    three = queries_of(drafter, "/programmes/")
    with acting_as(office.identity("李编制")):
        for version in drafts[:2]:
            seven_forms.actions.discard(seven_forms.asker(office, "李编制"), version.pk)
    assert queries_of(drafter, "/programmes/") == three


def test_a_form_asks_the_database_as_often_for_23_indicators_as_for_13(
    drafter: Client, drafts: list[FormVersion]
) -> None:
    counts = set()
    for version in (drafts[1], drafts[2]):
        drafter.get(f"/programmes/versions/{version.pk}/")
        counts.add(queries_of(drafter, f"/programmes/versions/{version.pk}/"))
    assert len(counts) == 1


def test_a_target_that_begins_with_a_sign_stays_a_text_in_exports(drafter: Client) -> None:
    content = drafter.post("/programmes/export.xlsx", {"rows": "indicators"}).content
    rows = list(load_workbook(io.BytesIO(content), read_only=True).worksheets[0].iter_rows(values_only=True))
    assert rows[0][-1] == "指标值"
    assert "=100%" in {row[-1] for row in rows}
    text = drafter.post("/programmes/export.csv", {"rows": "indicators"}).content.decode("utf-8-sig")
    targets = {row[-1] for row in csv.reader(io.StringIO(text))}
    assert "'=100%" in targets
    assert not any(target.startswith("=") for target in targets)


def test_what_is_exported_is_remembered_with_who_and_how_much(drafter: Client, drafts: list[FormVersion]) -> None:
    drafter.post("/programmes/export.csv?q=非税")
    drafter.get(f"/programmes/versions/{drafts[2].pk}/official.docx")
    with acting_as(Identity("tests", audits=True)), connection.cursor() as cursor:
        cursor.execute("SELECT subject, actor FROM history.entry WHERE kind = 'event' AND subject LIKE 'export.%'")
        noted = sorted(cursor.fetchall())
    assert noted == [("export.form", "person:u00"), ("export.programmes", "person:u00")]


def test_the_export_is_filtered_like_the_list(drafter: Client) -> None:
    text = drafter.post("/programmes/export.csv?q=非税").content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 2


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_the_official_file_says_what_the_form_says(drafter: Client, drafts: list[FormVersion], ending: str) -> None:
    response = drafter.get(f"/programmes/versions/{drafts[2].pk}/official.{ending}")
    assert "attachment" in response["Content-Disposition"]
    read = read_forms(read_document(f"form.{ending}", data=response.content)).forms[0]
    with acting_as(system_actor("test")):
        form = typed(FormVersion.objects.select_related("form", "owner").get(pk=drafts[2].pk))
    assert read.project_name == form.project_name
    assert [row.target_text for row in read.indicators] == [row.target_text for row in form.indicators]


def test_what_was_typed_under_an_old_revision_is_not_written(drafter: Client, drafts: list[FormVersion]) -> None:
    version, address = drafts[0], f"/programmes/versions/{drafts[0].pk}/edit/"
    drafter.post(address, sent(version, overview="先保存的概况"))
    late = drafter.post(address, sent(version, overview="后保存的概况"))
    assert late.status_code == 409
    assert "form.changed_meanwhile" in main_of(late)
    assert "后保存的概况" in main_of(late)
    assert "现在保存的是：先保存的概况" in main_of(late)
    with acting_as(system_actor("test")):
        assert FormVersion.objects.get(pk=version.pk).overview == "先保存的概况"


def test_a_sum_that_is_none_is_named_beside_its_field_and_the_rest_is_saved(
    drafter: Client, drafts: list[FormVersion]
) -> None:
    address = f"/programmes/versions/{drafts[0].pk}/edit/"
    answer = drafter.post(address, sent(drafts[0], current_year_budget_yuan="约八百万", overview="新的概况"))
    assert answer.status_code == 422
    assert "“约八百万”不是金额" in main_of(answer)
    with acting_as(system_actor("test")):
        saved = FormVersion.objects.get(pk=drafts[0].pk)
    assert saved.overview == "新的概况"
    assert saved.current_year_budget_yuan == drafts[0].current_year_budget_yuan


def test_a_row_that_is_ticked_goes_and_the_others_stay(drafter: Client, drafts: list[FormVersion]) -> None:
    version = drafts[2]
    with acting_as(system_actor("test")):
        rows = list(version.indicators.order_by("number"))
    fields = {f"rows-{place}-no": str(row.number) for place, row in enumerate(rows)}
    for place, row in enumerate(rows):
        fields |= {f"rows-{place}-{name}": getattr(row, name) for name in ("level1", "level2", "level3", "target_text")}
    drafter.post(f"/programmes/versions/{version.pk}/edit/", sent(version, **fields, **{"rows-3-remove": "1"}))
    with acting_as(system_actor("test")):
        left = list(version.indicators.order_by("number").values_list("level3", flat=True))
    assert left == [row.level3 for row in rows if row.number != 4]


def test_a_target_is_read_back_with_what_it_lacks(drafter: Client) -> None:
    said = drafter.post("/programmes/read-back/", {"rows-0-target_text": "达到98%以上", "rows-0-level3": "满意度"})
    assert "不低于98%" in said.content.decode()
    vague = drafter.post("/programmes/read-back/", {"rows-0-target_text": "按需及时", "rows-0-level3": "响应"})
    assert "没有写明时限" in vague.content.decode()


def test_a_file_that_is_no_form_is_said_to_be_none(drafter: Client, office: Office) -> None:
    upload = io.BytesIO("单位通讯录\n张三 电话".encode())
    upload.name = "通讯录.txt"
    unit = office.organisations["国库处"].pk
    answer = drafter.post("/programmes/from-file/", {"file": upload, "unit": unit, "year": "2020"}, follow=True)
    assert answer.status_code in (200, 422)
    assert "没有读出绩效目标表" in main_of(answer) or "attachment." in main_of(answer)
