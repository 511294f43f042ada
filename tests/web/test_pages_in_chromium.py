"""Every page in Chromium: nothing serious for axe, nothing blocked, nothing from elsewhere, nothing that sticks out.

Pages are found in the addresses of the installation, so that a new page is looked at without anybody's asking.
"""

from __future__ import annotations

import http.client
import itertools
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.looking import DESK, PHONE, keep_picture, look, page_of
from tests.support.served_office import ServedOffice

#: Whom to try, in this order, for a page that not everybody may open.
_READERS = ("李编制", "王审核", "陈批复", "钱部门", "邹经办", "吴审计", "孙系统", "周安全", "")


#: What to try for a part of an address, in this order; numbers otherwise.
_PARTS = {
    "str:verb": ("declare", "return", "approve", "change", "withdraw"),
    "slug:kind_name": ("organisations", "people"),
    "str:format": ("xlsx",),
    "slug:form": ("xlsx",),
    "slug:name": ("contracts",),
    "int:number": ("1", "7"),
}
_NUMBERS = ("1", "2", "3", "4", "5", "6")


def addresses() -> list[str]:
    """Every address of the installation, as it is written in its urls."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here)
            else:
                found.append("/" + here)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def page_at(office: ServedOffice, pattern: str) -> tuple[str, str] | None:
    """An address of this pattern at which somebody gets a page, and who; None when it is not for looking."""
    parts = re.findall(r"<([^>]+)>", pattern)
    for values in itertools.product(*(_PARTS.get(part, _NUMBERS) for part in parts)):
        address = pattern
        for part, value in zip(parts, values, strict=True):
            address = address.replace(f"<{part}>", value, 1)
        for name in _READERS:
            status, kind = asked(office, address, name)
            if status == 405 or (status == 200 and kind != "text/html"):
                return None
            if status == 200:
                return address, name
    return None


def asked(office: ServedOffice, address: str, name: str) -> tuple[int, str]:
    """Status and kind of the answer to a plain request."""
    connection = http.client.HTTPConnection(urlsplit(office.address).netloc, timeout=60)
    cookie = f"sessionid={office.sessions[name]}" if name else ""
    connection.request("GET", quote(address, safe="/?=&"), headers={"Cookie": cookie})
    response = connection.getresponse()
    response.read()
    return response.status, response.headers.get_content_type()


@pytest.mark.parametrize("pattern", [*addresses(), "/search/?q=国库", "/nowhere/"])
def test_a_page_has_no_grave_fault_on_the_desk_and_on_a_phone(served: ServedOffice, browser: Any, pattern: str) -> None:
    found = ("/nowhere/", "王审核") if pattern == "/nowhere/" else page_at(served, pattern)
    if found is None:
        pytest.skip("no page for a plain request: an action, a file, or a thing this small office has none of")
    address, reader = found
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
