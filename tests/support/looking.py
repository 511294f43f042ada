"""Looking at a page in Chromium: what axe finds, what the policy blocked, whether it fits, and a picture."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.served_office import ServedOffice

DESK, PHONE = (1366, 768), (360, 740)
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
_GRAVE = {"serious", "critical"}


@dataclass
class Seen:
    """What was noticed on one page."""

    status: int
    text: str
    blocked: list[str] = field(default_factory=list)  # console errors: policy violations, broken scripts
    elsewhere: list[str] = field(default_factory=list)  # requests to another host
    grave: list[str] = field(default_factory=list)  # axe: serious and critical
    too_wide: int = 0  # pixels that stick out of the window

    def complaints(self) -> list[str]:
        """Everything that is wrong, as sentences."""
        wide = [f"sticks out by {self.too_wide} pixels"] if self.too_wide > 0 else []
        return [*self.grave, *self.blocked, *(f"asks {address}" for address in self.elsewhere), *wide]


@contextmanager
def chromium(executable: str) -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS.split())
        yield browser
        browser.close()


@contextmanager
def page_of(
    browser: Any, office: ServedOffice, name: str, size: tuple[int, int] = DESK, language: str = "", **options: Any
) -> Iterator[Any]:
    """A page of the named person's browser; an empty name is somebody who has not signed in."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    cookies = {"sessionid": office.sessions.get(name, ""), "django_language": language}
    wanted = [{"name": key, "value": value, "url": office.address} for key, value in cookies.items() if value]
    if wanted:
        context.add_cookies(wanted)
    try:
        yield context.new_page()
    finally:
        context.close()


def look(page: Any, address: str, picture: str = "") -> Seen:
    """Opens the address, looks, and keeps a picture when JIXIAO_SCREENSHOTS names a folder."""
    noticed: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: noticed.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    response = page.goto(address)
    page.wait_for_load_state("networkidle")
    own = re.match(r"https?://[^/]+", address)
    assert own is not None
    # Chromium reports the status of an error page itself as a console error.
    blocked = [text for text in noticed if "Failed to load resource" not in text or response.status < 400]
    elsewhere = [url for url in asked if not url.startswith((own[0], "data:"))]
    keep_picture(page, picture)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return Seen(response.status, page.inner_text("body"), blocked, elsewhere, grave_problems(page), too_wide)


def grave_problems(page: Any) -> list[str]:
    """What axe calls serious or critical, with the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"axe {rule['id']}: {rule['nodes'][0]['html'][:160]} ({rule['nodes'][0]['failureSummary'][:200]})"
        for rule in found
        if rule["impact"] in _GRAVE
    ]


def keep_picture(page: Any, name: str) -> None:
    """A picture of the whole page in the folder that JIXIAO_SCREENSHOTS names."""
    folder = os.environ.get("JIXIAO_SCREENSHOTS")
    if folder and name:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=Path(folder) / f"{re.sub(r'[^0-9A-Za-z_一-鿿-]+', '-', name).strip('-')}.png", full_page=True
        )
