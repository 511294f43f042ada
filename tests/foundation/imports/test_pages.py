"""The pages of imports, as the system administrator uses them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jixiao.foundation.attachments.models import Attachment
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.organisations.models import Organisation
from tests.foundation.imports.test_office_kinds import HEAD, PEOPLE
from tests.support.office import Office
from tests.support.signing_in import browser_of

GOOD = HEAD + "市水务局,预算部门,上海市财政局,,\n"
MIXED = GOOD + "水文总站,预算单位,没有的局,,\n"


@pytest.fixture
def browser(office: Office) -> Client:
    return browser_of(office.people["孙系统"])


def sent(browser: Client, text: str, kind: str = "organisations", name: str = "单位.csv") -> str:
    """Uploads a file; gives the address of its preview."""
    answer = browser.post(f"/imports/new/{kind}/", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def named(name: str) -> bool:
    with acting_as(system_actor("test")):
        return Organisation.objects.filter(name=name).exists()


def test_from_file_to_import_to_undoing(browser: Client) -> None:
    assert "导入单位" in page(browser, "/imports/")
    path = sent(browser, GOOD)
    shown = page(browser, path)
    assert "导入 1 行" in shown
    assert "市水务局" in shown
    assert not named("市水务局")
    assert browser.post(f"{path}confirm/")["Location"] == path
    assert named("市水务局")
    assert "已导入" in page(browser, path)
    assert browser.post(f"{path}undo/", {"reason": "文件有误"}).status_code == 302
    assert not named("市水务局")
    assert "文件有误" in page(browser, path)


def test_errors_stand_on_the_page_with_row_column_and_code_and_the_good_rows_may_be_kept(browser: Client) -> None:
    path = sent(browser, MIXED)
    shown = page(browser, path)
    assert "第 3 行“上级单位”（C3）" in shown
    assert "import.parent_unknown" in shown
    assert "只导入没有错误的 1 行" in shown
    refused = browser.post(f"{path}confirm/")
    assert refused.status_code == 422
    assert "import.has_problems" in refused.content.decode()
    assert not named("市水务局")
    browser.post(f"{path}confirm/", {"keep_good": "yes"})
    assert named("市水务局")


def test_looking_at_a_preview_changes_nothing(browser: Client) -> None:
    path = sent(browser, GOOD)
    for _ in range(2):
        page(browser, path)
    with acting_as(system_actor("test")):
        assert DataImport.objects.count() == 1
    assert not named("市水务局")


def test_one_time_passwords_are_shown_once(browser: Client) -> None:
    path = sent(browser, PEOPLE + "何新人,he.xinren,国库处,13812345678,,\n", "people", "人员.csv")
    shown = page(browser, path)
    assert "138****5678" in shown
    assert "13812345678" not in shown
    told = browser.post(f"{path}confirm/").content.decode()
    assert "只显示这一次" in told
    (password,) = re.findall(r"<code>(\S+)</code></td>", told)
    assert password not in page(browser, path)


def test_a_file_with_peoples_numbers_is_never_handed_out(office: Office, browser: Client) -> None:
    sent(browser, PEOPLE + "何新人,he.xinren,国库处,13812345678,,\n", "people", "人员.csv")
    with acting_as(system_actor("test")):
        (attachment,) = Attachment.objects.filter(subject="data_import")
    for name in ("孙系统", "王审核", "陈批复", "冯审计"):
        assert browser_of(office.people[name]).get(f"/attachments/{attachment.pk}/").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_template_is_a_download(browser: Client, form: str) -> None:
    answer = browser.get(f"/imports/templates/people.{form}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content


def test_what_is_no_table_is_refused_on_the_page(browser: Client) -> None:
    answer = browser.post("/imports/new/people/", {"file": SimpleUploadedFile("a.pdf", b"\x7fELF" + bytes(99))})
    assert answer.status_code == 422
    assert "attachment.kind_not_accepted" in answer.content.decode()
    assert "field-wrong" in browser.post("/imports/new/people/", {}).content.decode()


def test_undoing_without_a_reason_is_refused_on_the_page(browser: Client) -> None:
    path = sent(browser, GOOD)
    browser.post(f"{path}confirm/")
    answer = browser.post(f"{path}undo/", {"reason": ""})
    assert answer.status_code == 422
    assert "state.reason_missing" in answer.content.decode()
    assert named("市水务局")


@pytest.mark.parametrize("name", ["李编制", "王审核", "陈批复", "冯审计", "周安全", "吴审计"])
def test_nobody_else_finds_a_door(office: Office, browser: Client, name: str) -> None:
    path = sent(browser, GOOD)
    other = browser_of(office.people[name])
    assert other.get("/imports/").status_code == 403
    assert other.get("/imports/new/people/").status_code == 403
    assert other.get("/imports/templates/people.xlsx").status_code == 403
    assert other.get(path).status_code in (403, 404)
    for verb in ("confirm", "drop", "undo"):
        assert other.post(f"{path}{verb}/").status_code in (403, 404)
    assert not named("市水务局")
    assert 'href="/imports/"' not in other.get("/help/").content.decode()


def test_whoever_has_not_signed_in_is_sent_to_the_door(office: Office) -> None:
    answer = Client(SERVER_NAME="127.0.0.1").get("/imports/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_unknown_things_are_not_there(browser: Client) -> None:
    for path in ("/imports/999999/", "/imports/new/nothing/", "/imports/templates/people.exe"):
        assert browser.get(path).status_code == 404
