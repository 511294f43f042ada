"""Chinese that an English page leaves standing: neither somebody's data nor a marked original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps

_CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）、]")
_SPACE = re.compile(r"\s+")
_WITHOUT_END = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SAID = ("aria-label", "data-label", "placeholder", "title", "alt")
_SHORT = 3  # data below this length may be a word of the frame too, and is only known as a whole text
#: What an English sentence quotes, and the numbers of documents.
_QUOTED = re.compile(r"“[^”]*”|[\u4e00-\u9fff]+〔\d+〕\d+号")
_JOINED = re.compile(r" [·›] |^[·›] | [·›]$")


class _Texts(HTMLParser):
    """Texts and spoken attributes outside of elements that are marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang")
        is_chinese = language.startswith("zh") if language else self._is_chinese
        if not is_chinese:
            self.found += [given[name] or "" for name in _SAID if name in given]
        if tag not in _WITHOUT_END:
            self._open.append((tag, is_chinese))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_chinese:
            self.found.append(data)

    @property
    def _is_chinese(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def leftovers(html: str, data: Iterable[str]) -> list[str]:
    """The texts of a page in which Chinese remains after the data was taken out."""
    reader = _Texts()
    reader.feed(html)
    known = {_plain(text) for text in data}
    long = sorted((text for text in known if len(text) >= _SHORT), key=len, reverse=True)
    found = []
    for each in reader.found:
        text = " ".join(part for part in _JOINED.split(_plain(each)) if part not in known)
        if _remains(text, long):
            found.append(_plain(each))
    return found


def _remains(text: str, data: Iterable[str]) -> bool:
    text = _QUOTED.sub("", text)
    for known in data:
        if not _CHINESE.search(text):
            return False
        text = text.replace(known, "")
    return bool(_CHINESE.search(text))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def texts_of_the_database() -> set[str]:
    """What people wrote: every text of these tables, whole and by line. Titles of tasks are the program's words."""
    found: set[str] = set()
    for model in (model for label in _APPLICATIONS for model in apps.get_app_config(label).get_models()):
        names = [field.attname for field in model._meta.concrete_fields if field.get_internal_type() in _TEXTS]
        for row in model._default_manager.values_list(*names):
            for text in _strings(row):
                found.update((text, *text.splitlines()))
    return {text for text in found if _CHINESE.search(text)}


_APPLICATIONS = (
    *("organisations", "people", "attachments", "imports", "transitions", "panels", "grades"),
    *("programmes", "contracts", "operations"),
)
_TEXTS = frozenset({"CharField", "TextField", "JSONField"})


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
