"""The keyboard goes everywhere, and nobody leaves a page with unsaved text without being asked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.desks import Desk, at_desk
from tests.support.served_office import ServedOffice


def here(desk: Desk) -> str:
    """The path of the page one is on."""
    return str(desk.page.url).removeprefix(desk.office.address)


def test_g_and_a_digit_open_that_line_of_the_navigation(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/help/")
        doors = desk.page.locator(".side a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert len(doors) > 3
        for number, path in enumerate(doors[:9], 1):
            desk.open("/help/")
            desk.page.keyboard.press("g")
            desk.page.keyboard.press(str(number))
            desk.page.wait_for_url(desk.office.address + path)
            assert here(desk) == path


def test_a_digit_alone_and_g_in_a_field_go_nowhere(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/")
        desk.page.keyboard.press("1")
        desk.page.keyboard.press("/")
        desk.page.keyboard.type("g1?")
        expect(desk.page.locator('[data-key="/"]')).to_have_value("g1?")
        desk.page.keyboard.press("Escape")
        desk.page.keyboard.press("x")
        assert here(desk) == "/programmes/"


@pytest.mark.parametrize("key", ["?", "Shift+?"])
def test_a_question_mark_opens_the_help_on_keys(browser: Any, office: ServedOffice, key: str) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/")
        desk.page.keyboard.press(key)
        desk.page.wait_for_url("**/help/#keys")
        assert desk.page.locator("#keys").is_visible()
        for said in ("g", "?", "/"):
            assert desk.page.locator("main kbd", has_text=said).count()


def test_whoever_leaves_with_unsaved_text_is_asked_and_whoever_saved_is_not(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        asked: list[str] = []
        desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        desk.open("/programmes/new/")
        desk.fill("项目名称", "机房运维")
        desk.press("建立草稿")
        desk.page.route("**/save/", lambda route: route.abort())  # the line is down: nothing saves itself
        desk.page.get_by_label("项目概况", exact=True).press_sequentially("写到一半")
        desk.page.keyboard.press("Escape")
        desk.open("/programmes/")
        assert asked == ["beforeunload"]
        desk.page.unroute("**/save/")
        desk.follow("机房运维")
        desk.follow("填写")
        desk.page.get_by_label("项目概况", exact=True).fill("写完了")
        expect(desk.page.locator("#save-state")).to_contain_text("已保存")
        expect(desk.page.locator("#revision")).not_to_have_value("1")
        desk.open("/programmes/")
        assert asked == ["beforeunload"]
