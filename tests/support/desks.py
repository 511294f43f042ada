"""A person at a desk: signed in, clicking by the words on the page, everything that goes wrong written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.looking import grave_problems, keep_picture, page_of
from tests.support.served_office import ServedOffice

#: The hash of nothing: axe leaves empty style attributes behind, which htmx copies and the policy then reports.
_EMPTY = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


class Desk:
    """What one person sees and does. ``complaints`` is what the browser had to say."""

    def __init__(self, page: Any, office: ServedOffice) -> None:
        self.page, self.office = page, office
        self.complaints: list[str] = []
        page.on("console", lambda message: self._noticed(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.set_default_timeout(20_000)

    def open(self, address: str) -> None:
        """Goes to an address of the installation."""
        self.page.goto(self.office.address + address)

    def follow(self, words: str) -> None:
        """Follows the link with these words."""
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state("networkidle")

    def press(self, words: str) -> None:
        """Presses the button with these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state("networkidle")

    def fill(self, label: str, text: str) -> None:
        """Types into the field with this label."""
        self.page.get_by_label(re.compile(rf"^{re.escape(label)}\W*$")).fill(text)

    def reads(self) -> str:
        """The text of the page's main part."""
        return str(self.page.inner_text("main"))

    def keeps(self, name: str) -> None:
        """Keeps a picture, and what axe calls serious."""
        keep_picture(self.page, name)
        self.complaints += [f"{name}: {problem}" for problem in grave_problems(self.page)]

    def _noticed(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text and _EMPTY not in message.text:
            self.complaints.append(message.text)

    def _asked(self, address: str) -> None:
        if not address.startswith((self.office.address, "data:", "blob:", "about:")):
            self.complaints.append(f"asks {address}")


@contextmanager
def at_desk(browser: Any, office: ServedOffice, name: str, **options: Any) -> Iterator[Desk]:
    """The named person's desk; at the end nothing may have gone wrong there."""
    with page_of(browser, office, name, **options) as page:
        desk = Desk(page, office)
        yield desk
    assert not desk.complaints, f"{name}: {desk.complaints}"
