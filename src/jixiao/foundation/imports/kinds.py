"""What can be imported: each system registers its kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Column
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web import navigation
from jixiao.foundation.web.navigation import MANAGEMENT, Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One row whose cells could all be read."""

    number: int  # in the file
    values: Mapping[str, Any]
    addresses: Mapping[str, str] = field(default_factory=dict)

    def problem(self, kind: ImportKind, key: str, code: str, message: str, fix: str = "") -> Problem:
        """What is wrong with one value of this row."""
        column = next(column for column in kind.columns if column.key == key)
        value = "" if column.is_personal else str(self.values.get(key) or "")
        return Problem(code, message, fix, self.number, column.title, self.addresses.get(key, ""), value)


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and when rows are imported."""

    owner_id: int | None  # the organisation at which the role is held; None for a system job
    person_id: int | None
    now: datetime
    #: what is told once to whoever imported, by row: one-time passwords. Kept nowhere.
    hand_out: dict[int, tuple[str, ...]] = field(default_factory=dict)


def _nothing_more(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of record that can be imported."""

    name: str  # "organisations"; part of addresses and commands
    title: str
    columns: tuple[Column, ...]
    #: who may import it.
    roles: frozenset[Role]
    #: writes rows that were checked, in their order, set-based where that is possible.
    save: Callable[[Sequence[Row], Context], None]
    #: the tables it adds to; undoing removes their rows in this order.
    tables: tuple[str, ...]
    #: looks at all rows against the database; gives what is wrong, by row.
    check: Callable[[Sequence[Row], Context], Iterable[Problem]] = _nothing_more
    #: columns of its table that hold what was typed; a row may be taken back while they are as imported, whatever was
    #: computed since. Without them any change forbids it.
    typed: tuple[str, ...] = ()
    #: columns that together may stand only once in a file.
    key: tuple[str, ...] = ()
    #: written by a system actor on the person's word, where nobody may write the tables directly.
    as_system: bool = False
    about: str = ""
    #: gets the rows that an undoing is about to remove, by table; gives what brings other records up to date after.
    before_undo: Callable[[Mapping[str, Sequence[int]]], Callable[[], None]] | None = None
    #: headings of what is handed out.
    handed: tuple[str, ...] = ()


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> ImportKind:
    """Makes a kind known; registered again under the same name it replaces the former one."""
    _kinds[kind.name] = kind
    roles = frozenset[Role]().union(*(each.roles for each in _kinds.values()))
    navigation.register(Entry(gettext_noop("导入"), "/imports/", roles, MANAGEMENT, order=40))
    return kind


def kind_named(name: str) -> ImportKind:
    """The kind of a name. Raises :class:`Refused` (404) for an unknown one."""
    if name not in _kinds:
        raise Refused("import.kind_unknown", f"没有“{name}”这一种导入。", status=404)
    return _kinds[name]


def kinds() -> list[ImportKind]:
    """Everything that can be imported, in the order in which the systems named it."""
    return list(_kinds.values())


def kinds_for(roles: Iterable[Role]) -> list[ImportKind]:
    """What holders of the roles may import."""
    held = frozenset(roles)
    return [kind for kind in _kinds.values() if kind.roles & held]
