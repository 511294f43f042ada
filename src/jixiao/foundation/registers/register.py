"""One noun's description, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jixiao.foundation.imports import kinds
from jixiao.foundation.imports.columns import Column
from jixiao.foundation.imports.kinds import Context, ImportKind, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.people.roles import Role
from jixiao.foundation.registers.columns import column_of
from jixiao.foundation.registers.models import Record
from jixiao.foundation.transitions import Refused


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the life of a record, reached when its moment or day is filled in; each verb is a named action."""

    verb: str  # "respond"
    word: str  # "响应"
    state: str  # "已响应"
    moment: str  # the field: "responded_at"
    shape: str = "◐"


#: Looks at rows that were read; yields what is wrong, by ``row.problem(register.kind, column, code, message, fix)``.
Check = Callable[["Register", Sequence[Row], Context], Iterable[Problem]]


@dataclass(frozen=True)
class Register:
    """One noun: its model and what the model does not say.

    ``fields`` are what a person fills in, in the order of the official paper; ``identity`` are those of them that name
    the record and never change. ``check`` looks at rows against the database before anything is written, ``derive``
    computes columns that follow from others (a clock, a state) on instances that are not saved yet, ``settle`` brings
    other records up to date after these were saved (a hold changes its ticket's clock) and gets their instances.
    """

    name: str  # part of addresses and commands: "tickets"
    title: str  # 工单
    model: type[Record]
    system: str  # "operations"
    fields: tuple[str, ...]
    identity: tuple[str, ...]
    #: the field that says when it happened; a standing record (a system, a contract) says since when.
    happened: str
    about: str = ""
    stages: tuple[Stage, ...] = ()
    check: Check | None = None
    derive: Callable[[Sequence[Any]], None] | None = None
    settle: Callable[[Sequence[Any]], None] | None = None
    #: shown in the list, at most seven; by default the first fields.
    listed: tuple[str, ...] = ()
    searched: tuple[str, ...] = ("number",)
    #: shown on the record beside what was filled in.
    derived: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset({Role.RECORDER})
    examples: dict[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its form, its template and its export."""
        return tuple(
            column_of(self.model._meta.get_field(name), example=self.examples.get(name, "")) for name in self.fields
        )

    @cached_property
    def kind(self) -> ImportKind:
        """Its kind of import."""
        from jixiao.foundation.registers import recording

        return ImportKind(
            name=self.name,
            title=self.title,
            columns=self.columns,
            roles=self.roles,
            check=lambda rows, context: recording.problems(self, rows, context),
            save=lambda rows, context: recording.save(self, rows, context),
            tables=(self.table,),
            key=self.identity,
            about=self.about,
        )

    @property
    def table(self) -> str:
        """Its table, and the name of its published view."""
        return self.model._meta.db_table

    @property
    def in_list(self) -> tuple[str, ...]:
        """The fields of the list."""
        return self.listed or self.fields[:6]

    def state(self, record: Any) -> Stage | None:
        """The last stage that the record has reached."""
        reached = [stage for stage in self.stages if getattr(record, stage.moment) is not None]
        return reached[-1] if reached else None


_registers: dict[str, Register] = {}


def register(*given: Register) -> None:
    """Makes nouns known: their pages, imports and exports."""
    for each in given:
        _registers[each.name] = each
        kinds.register(each.kind)


def register_named(name: str) -> Register:
    """The register of a name. Raises :class:`Refused` (404) for an unknown one."""
    if name not in _registers:
        raise Refused("register.unknown", f"没有“{name}”这种台账。", status=404)
    return _registers[name]


def register_of_table(table: str) -> Register | None:
    """The register that keeps its records in a table, for whoever comes from a published row."""
    return next((each for each in _registers.values() if each.table == table), None)


def registers() -> list[Register]:
    """All, in the order in which the systems named them."""
    return list(_registers.values())
