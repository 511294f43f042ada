"""The left navigation: who finds which page in it, in which order, with what count.

A system registers its entries when it is ready. An entry whose address leads nowhere yet is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_noop

from jixiao.foundation.people.roles import ADMINISTRATORS, BUSINESS, Role

#: The groups in their order; the first has no heading.
WORK, SYSTEMS, MANAGEMENT = "", gettext_noop("业务"), gettext_noop("管理")
_GROUPS = (WORK, SYSTEMS, MANAGEMENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    word: str
    path: str
    roles: frozenset[Role]
    group: str = WORK
    order: int = 100
    #: how much waits there for the person; at most one query.
    count: Callable[[HttpRequest], int] | None = None


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Adds entries; the same path registered again replaces the former one."""
    _entries.update({entry.path: entry for entry in entries})


@cache
def leads_somewhere(path: str) -> bool:
    """Is there a page at the path?"""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def groups_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The navigation of the person who asks, as groups of lines."""
    roles: frozenset[Role] = getattr(request, "roles", frozenset())
    visible = [entry for entry in _entries.values() if entry.roles & roles and leads_somewhere(entry.path)]
    here = max((e.path for e in visible if _is_under(request.path, e.path)), key=len, default=None)
    groups = []
    for name in _GROUPS:
        lines = [
            {
                "word": entry.word,
                "path": entry.path,
                "here": entry.path == here,
                "count": entry.count(request) if entry.count else 0,
            }
            for entry in sorted(visible, key=lambda each: each.order)
            if entry.group == name
        ]
        if lines:
            groups.append({"name": name, "lines": lines})
    return groups


def _is_under(path: str, entry: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(entry))


_EVERYBODY = BUSINESS | ADMINISTRATORS
register(
    Entry(gettext_noop("我的工作"), "/", _EVERYBODY, order=10),
    Entry(gettext_noop("项目"), "/programmes/", BUSINESS - {Role.PUBLIC}, order=20),
    Entry(gettext_noop("单位"), "/organisations/", _EVERYBODY, MANAGEMENT, order=10),
    Entry(gettext_noop("人员"), "/people/", _EVERYBODY, MANAGEMENT, order=20),
    Entry(gettext_noop("审计"), "/audit/", frozenset({Role.AUDITOR, Role.AUDIT_ADMINISTRATOR}), MANAGEMENT, order=30),
    Entry(gettext_noop("帮助"), "/help/", _EVERYBODY, MANAGEMENT, order=90),
)
