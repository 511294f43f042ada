"""Every page in Chromium: nothing serious for axe, nothing blocked, nothing from elsewhere, nothing that sticks out.

Pages are found in the addresses of the installation, so that a new page is looked at without anybody's asking.
"""

from __future__ import annotations

import http.client
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.looking import DESK, PHONE, keep_picture, look, page_of
from tests.support.served_office import ServedOffice

#: Whom to try, in this order, for a page that not everybody may open.
_READERS = ("李编制", "王审核", "陈批复", "钱部门", "吴审计", "孙系统", "周安全", "")


def addresses() -> list[str]:
    """Every address that can be asked for, with 1 for every number in it."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here)
            else:
                found.append("/" + re.sub(r"<int:[^>]+>", "1", here))

    walk(get_resolver().url_patterns, "")
    return sorted({address for address in found if "<" not in address and not address.endswith("sign-out/")})


def reader_of(office: ServedOffice, address: str) -> str | None:
    """Who gets a page there; None when it gives none to anybody."""
    for name in _READERS:
        connection = http.client.HTTPConnection(urlsplit(office.address).netloc, timeout=30)
        cookie = f"sessionid={office.sessions[name]}" if name else ""
        connection.request("GET", quote(address, safe="/?=&"), headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        if response.status == 200 and response.headers.get_content_type() == "text/html":
            return name
    return None


@pytest.mark.parametrize("address", [*addresses(), "/search/?q=国库", "/nowhere/"])
def test_a_page_has_no_grave_fault_on_the_desk_and_on_a_phone(served: ServedOffice, browser: Any, address: str) -> None:
    reader = "王审核" if address == "/nowhere/" else reader_of(served, address)
    if reader is None:
        pytest.skip("answers no page to a plain request: an action, a file, or a thing this small office has none of")
    name = urlsplit(address).path.strip("/") or "首页"
    for size, where in ((DESK, "desk"), (PHONE, "phone")):
        with page_of(browser, served, reader, size) as page:
            seen = look(page, served.address + address, f"{name}-{where}")
        assert not seen.complaints(), f"{address} on the {where} as {reader}: {seen.complaints()}"


def test_the_search_box_is_one_key_away(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核") as page:
        page.goto(served.address + "/help/")
        page.keyboard.press("/")
        page.keyboard.type("国库")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.wait_for_load_state("networkidle")
        assert "财政国库业务经费" in page.inner_text("main")


def test_the_keyboard_reaches_the_text_first_and_every_door(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核") as page:
        page.goto(served.address + "/search/?q=国库")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('.results a')")


def test_a_page_reads_without_javascript(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核", java_script_enabled=False) as page:
        page.goto(served.address + "/search/?q=国库")
        assert "财政国库业务经费" in page.inner_text("main")


def test_the_unit_of_money_is_switched_for_every_page(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核") as page:
        page.goto(served.address + "/help/components/")
        assert "2,058,000.00" in page.inner_text("main")
        page.click("button[value=wan]")
        page.wait_for_load_state("networkidle")
        assert "205.80" in page.inner_text("main")
        assert page.get_attribute("button[value=wan]", "aria-pressed") == "true"


def test_english_is_one_press_away_and_fits(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核") as page:
        page.goto(served.address + "/help/")
        page.click("button[value=en]")
        page.wait_for_load_state("networkidle")
        assert page.inner_text("h1") == "Help"
        keep_picture(page, "help-english")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_there_is_no_frame(served: ServedOffice, browser: Any) -> None:
    with page_of(browser, served, "王审核") as page:
        page.goto(served.address + "/help/")
        page.emulate_media(media="print")
        assert not page.is_visible(".masthead")
        assert not page.is_visible(".side")
        assert page.is_visible("h1")
        assert page.is_visible(".band")
        keep_picture(page, "help-print")
