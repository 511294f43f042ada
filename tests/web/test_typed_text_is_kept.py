"""What somebody types into a form survives a lost connection, an ended session and a page left by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.desks import Desk, at_desk
from tests.support.looking import chromium
from tests.support.served_office import ServedOffice, served_office

TYPED = "分三个阶段实施，年底前验收。"
FAILED, BACK = "没有保存", "上次没有保存的内容已放回表中"


@pytest.fixture(scope="module")
def office() -> Iterator[ServedOffice]:
    """An office of this module's own."""
    with served_office() as served:
        yield served


@pytest.fixture(scope="module")
def browser(program_on_path: Any) -> Iterator[Any]:
    """Chromium."""
    with chromium(program_on_path("chromium")) as started:
        yield started


@contextmanager
def drafting(browser: Any, office: ServedOffice, name: str) -> Iterator[Desk]:
    """李编制 with a new draft open."""
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/new/")
        desk.page.fill("#name", name)
        desk.press("建立草稿")
        yield desk


def session_ends(desk: Desk) -> dict[str, str]:
    """The browser loses its session, as when it timed out; gives the cookie to sign in again with."""
    cookie = next(each for each in desk.page.context.cookies() if each["name"] == "sessionid")
    desk.page.context.clear_cookies(name="sessionid")
    return cookie  # type: ignore[no-any-return]


def kept(desk: Desk) -> list[str]:
    """What the tab keeps."""
    return [each for each in desk.page.evaluate("Object.keys(sessionStorage)") if each.startswith("jixiao-kept")]


def test_a_lost_connection_is_said_and_what_was_typed_is_saved_when_it_is_back(
    browser: Any, office: ServedOffice
) -> None:
    with drafting(browser, office, "断网") as desk:
        state = desk.page.locator("#save-state")
        desk.page.context.set_offline(True)
        desk.page.fill("#plan", TYPED)
        expect(state).to_contain_text(FAILED)
        expect(state).not_to_contain_text("已保存")
        desk.page.context.set_offline(False)
        expect(state).to_contain_text("已保存")
        desk.page.reload()
        assert desk.page.input_value("#plan") == TYPED
        assert BACK not in desk.reads()
        desk.complaints = [each for each in desk.complaints if "htmx:" not in each]  # the connection that we cut


def test_after_an_ended_session_the_text_comes_back_and_nothing_is_saved_by_itself(
    browser: Any, office: ServedOffice
) -> None:
    with drafting(browser, office, "会话") as desk:
        page, edit = desk.page, desk.page.url
        cookie = session_ends(desk)
        page.fill("#plan", TYPED)
        page.wait_for_url("**/sign-in/**")
        page.context.add_cookies([cookie])  # signed in again
        page.goto(edit)
        assert page.input_value("#plan") == TYPED
        assert BACK in desk.reads()
        assert page.inner_text("#save-state") == "▲ 还没有保存"
        desk.press("保存并查看")
        assert TYPED in desk.reads()
        page.goto(edit)
        assert BACK not in desk.reads()


def test_a_button_pressed_after_the_session_ended_loses_nothing_either(browser: Any, office: ServedOffice) -> None:
    with drafting(browser, office, "按钮") as desk:
        page, edit = desk.page, desk.page.url
        cookie = session_ends(desk)
        page.fill("#plan", TYPED)
        desk.press("保存并查看")
        assert "form.expired" in desk.reads() or "sign-in" in page.url
        page.context.add_cookies([cookie])
        page.goto(edit)
        assert page.input_value("#plan") == TYPED


def test_what_others_saved_meanwhile_is_compared_and_never_overwritten(browser: Any, office: ServedOffice) -> None:
    with drafting(browser, office, "两处") as desk:
        page, edit = desk.page, desk.page.url
        cookie = session_ends(desk)
        page.fill("#plan", TYPED)
        page.wait_for_url("**/sign-in/**")
        with at_desk(browser, office, "李编制") as other:
            other.page.goto(edit)
            other.page.fill("#plan", "另一处写的计划。")
            other.press("保存并查看")
        page.context.add_cookies([cookie])
        page.goto(edit)
        assert page.input_value("#plan") == TYPED
        desk.press("保存并查看")
        assert "form.changed_meanwhile" in desk.reads()
        assert "另一处写的计划。" in desk.reads()


def test_nobody_else_gets_it_and_signing_out_throws_it_away(browser: Any, office: ServedOffice) -> None:
    with drafting(browser, office, "退出") as desk:
        page = desk.page
        page.evaluate("sessionStorage.setItem('jixiao-kept 999999 /programmes/', '{}')")
        desk.open("/programmes/")
        assert kept(desk) == []
        page.evaluate(
            "document.querySelector('form[action=\"/sign-out/\"]').addEventListener('submit', e => e.preventDefault())"
        )
        me = page.evaluate("document.body.dataset.person")
        page.evaluate(f"sessionStorage.setItem('jixiao-kept {me} /x/', '{{\"sent\": false}}')")
        desk.press("退出")
        assert kept(desk) == []
