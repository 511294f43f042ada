"""Error pages say what happened and what to do, and a refusal keeps its code and undoes what was written."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from jixiao.foundation.identity.middleware import IdentityMiddleware
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web import errors
from tests.support.office import Office
from tests.support.served_office import ServedOffice


@pytest.fixture
def request_of_nobody() -> Iterator[HttpRequest]:
    request: Any = RequestFactory().get("/programmes/")
    request.session = {}
    request._messages = CookieStorage(request)
    with translation.override("zh-hans"):
        yield request


@pytest.mark.parametrize(
    ("status", "title"), [(403, "没有权限"), (404, "没有这一页"), (409, "现在不能这样办"), (422, "内容还不完整")]
)
def test_a_refusal_has_its_own_page_with_message_code_and_advice(
    request_of_nobody: HttpRequest, status: int, title: str
) -> None:
    refusal = Refused("state.not_now", "“已批复”时不能申报。", status=status)
    response = errors.RefusalMiddleware(lambda _: HttpResponse()).process_exception(request_of_nobody, refusal)
    assert response is not None
    text = response.content.decode()
    assert response.status_code == status
    for words in (title, "“已批复”时不能申报。", "state.not_now", "可以这样办"):
        assert words in text


def test_other_exceptions_are_not_swallowed(request_of_nobody: HttpRequest) -> None:
    middleware = errors.RefusalMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(request_of_nobody, ValueError("x")) is None


def test_what_was_written_before_a_refusal_is_undone(office: Office, request_of_nobody: Any) -> None:
    request_of_nobody.identity = office.identity("孙系统")
    name = office.organisations["国库处"].name

    def view(request: HttpRequest) -> HttpResponse:
        from jixiao.foundation.identity import acting_as, system_actor

        with acting_as(system_actor("test")):
            Organisation.objects.filter(name=name).update(short_name="改了")
        return errors.refused(request, Refused("x.y", "不行"))

    response = IdentityMiddleware(view)(request_of_nobody)
    assert response.status_code == 409
    from jixiao.foundation.identity import acting_as, system_actor

    with acting_as(system_actor("test")):
        assert Organisation.objects.get(name=name).short_name == ""


def test_the_reason_of_a_denial_is_said(request_of_nobody: HttpRequest) -> None:
    response = errors.permission_denied(request_of_nobody, PermissionDenied("您担任的编制人不管“市实验学校”。"))
    assert "您担任的编制人不管“市实验学校”。" in response.content.decode()
    assert response.status_code == 403


def test_a_bad_request_says_that_nothing_was_changed(request_of_nobody: HttpRequest) -> None:
    response = errors.bad_request(request_of_nobody, ValueError())
    assert response.status_code == 400
    assert "没有做任何改动" in response.content.decode()


def test_the_page_of_a_fault_asks_nothing_of_the_database(
    request_of_nobody: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("asked the database")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
    response = errors.server_error(request_of_nobody)
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()
    assert "系统管理员" in response.content.decode()


def _status(served: ServedOffice, path: str, **form: str) -> tuple[int, str]:
    asked = urllib.request.Request(
        served.address + path,
        data=urllib.parse.urlencode(form).encode() if form else None,
        headers={"Cookie": f"sessionid={served.sessions['李编制']}"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("path", ["/programmes/?q=%00", "/people/?q=a%00b", "/search/?q=%00", "/?next=%00"])
def test_a_nul_in_an_address_is_a_bad_request_and_no_fault_of_ours(served: ServedOffice, path: str) -> None:
    status, text = _status(served, path)
    assert status == 400
    assert "request.nul" in text
    assert "空字符" in text


def test_a_nul_in_a_field_is_refused_before_any_view(served: ServedOffice) -> None:
    _, page = _status(served, "/programmes/new/")
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    sent = {"csrfmiddlewaretoken": found[1], "kind": "programme", "name": "a\0b", "unit": "2", "year": "2027"}
    assert _status(served, "/programmes/new/", **sent)[0] == 400
