"""One noun's description, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, Model

from jixiao.foundation.imports import kinds
from jixiao.foundation.imports.columns import Column, Reader
from jixiao.foundation.imports.kinds import Context, ImportKind, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.people.roles import Role
from jixiao.foundation.registers.columns import Reference, column_of
from jixiao.foundation.registers.models import Record, designation
from jixiao.foundation.transitions import Refused
from jixiao.rules.findings import Finding

if TYPE_CHECKING:
    from jixiao.foundation.imports.actions import Importer


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the life of a record, reached when its moment or day is filled in; each verb is a named action.

    ``asks`` are fields that the step needs beside its moment: a conclusion its minutes, an approval its document.
    ``fills`` are fields that the step fills in itself where they are still empty, each with the words of its column.
    One that is ``optional`` may be passed over: a question is answered without work being started.
    """

    verb: str  # "respond"
    word: str  # "响应"
    state: str  # "已响应"
    moment: str  # the field: "responded_at"
    shape: str = "◐"
    asks: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """A named action on one record beside its life: what it asks for, and what does it.

    ``does`` gets the record's number, what was filled in by the key of its column, and whoever does it; it says in one
    sentence what became of it, and raises :class:`Refused`.
    """

    verb: str  # "recompute"
    word: str  # "按约定重算"
    about: str  # what will happen, read before it is confirmed
    asks: tuple[Column, ...]
    does: Callable[[int, Mapping[str, Any], Importer], str]


#: Looks at one record that holds, and at what belongs to it; says what is odd without refusing it.
Review = Callable[[Any], Iterable[Finding]]
#: Looks at rows that were read; yields what is wrong, by ``row.problem(register.kind, column, code, message, fix)``.
Check = Callable[["Register", Sequence[Row], Context], Iterable[Problem]]


@dataclass(frozen=True)
class Register:
    """One noun: its model and what the model does not say.

    ``fields`` are what a person fills in, in the order of the official paper; ``identity`` are those of them that name
    the record and never change. ``check`` looks at rows against the database before anything is written, ``derive``
    computes columns that follow from others (a clock, a state) on instances that are not saved yet, ``settle`` brings
    other records up to date after these were saved (a hold changes its ticket's clock) and gets their instances.
    ``review`` says on the record's page what is odd about it without being refused.

    A foreign key in ``identity`` names the record that this one is part of (its parent): the parent's page shows its
    parts and enters new ones, and a part belongs to the same unit.
    """

    name: str  # part of addresses and commands: "tickets"
    title: str  # 工单
    model: type[Record]
    system: str  # "operations"
    fields: tuple[str, ...]
    identity: tuple[str, ...]
    #: the field that says when it happened; a standing record (a system, a contract) says since when. Of several the
    #: first that is filled in; ``contract__starts_on`` asks the record that this one belongs to.
    happened: str | tuple[str, ...]
    about: str = ""
    stages: tuple[Stage, ...] = ()
    #: what else is done to one of its records by a named action of its system.
    doings: tuple[Doing, ...] = ()
    #: whether a stage can only be reached after those before it (an advance is paid before anything is delivered).
    in_order: bool = True
    check: Check | None = None
    derive: Callable[[Sequence[Any]], None] | None = None
    settle: Callable[[Sequence[Any]], None] | None = None
    review: Review | None = None
    #: how a field is read where its type does not say enough: a credit code, an amount that may be negative.
    readers: Mapping[str, Reader] = field(default_factory=dict)
    #: amounts whose sum stands below the table of parts.
    summed: tuple[str, ...] = ()
    #: shown in the list, at most seven; by default the first fields.
    listed: tuple[str, ...] = ()
    searched: tuple[str, ...] = ("number",)
    #: shown on the record beside what was filled in.
    derived: tuple[str, ...] = ()
    #: who enters and imports it; nobody where a named action makes its records (service days).
    roles: frozenset[Role] = frozenset({Role.RECORDER})
    examples: dict[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its form, its template and its export."""
        return tuple(
            column_of(
                self.model._meta.get_field(name), example=self.examples.get(name, ""), reads=self.readers.get(name)
            )
            for name in self.fields
        )

    @cached_property
    def kind(self) -> ImportKind:
        """Its kind of import."""
        from jixiao.foundation.registers import checking, recording

        return ImportKind(
            name=self.name,
            title=self.title,
            columns=self.columns,
            roles=self.roles,
            check=lambda rows, context: checking.problems(self, rows, context),
            save=lambda rows, context: recording.save(self, rows, context),
            tables=(self.table,),
            typed=(*(self.model._meta.get_field(name).column for name in self.fields), "void_reason"),  # type: ignore[union-attr]
            key=self.identity,
            about=self.about,
            before_undo=(lambda numbers: recording.before_undo(self, numbers[self.table])) if self.settle else None,
        )

    @property
    def table(self) -> str:
        """Its table, and the name of its published view."""
        return self.model._meta.db_table

    @property
    def in_list(self) -> tuple[str, ...]:
        """The fields of the list."""
        return self.listed or self.fields[:6]

    @property
    def happened_paths(self) -> tuple[str, ...]:
        """Where to look, in this order, for when it happened."""
        return (self.happened,) if isinstance(self.happened, str) else self.happened

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The fields that name the records which this one is part of."""
        return tuple(name for name in self.identity if isinstance(self.model._meta.get_field(name), ForeignKey))

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The records that are needed to say what its records refer to."""
        found = []
        for column in self.columns:
            if isinstance(column.reads, Reference):
                further = (path.rpartition("__")[0] for path in column.reads.by)
                found += [column.key, *(f"{column.key}__{path}" for path in further if path)]
        return tuple(dict.fromkeys(found))

    def references(self, model: type[Model]) -> tuple[str, ...]:
        """The fields by which its records refer to records of a model."""
        named = [(name, self.model._meta.get_field(name)) for name in self.fields]
        return tuple(name for name, each in named if isinstance(each, ForeignKey) and each.related_model is model)

    def called(self, record: Any) -> str:
        """What a person calls a record."""
        return designation(record, self.model.NAMED_BY)

    def state(self, record: Any) -> Stage | None:
        """The last stage that the record has reached."""
        reached = [stage for stage in self.stages if getattr(record, stage.moment) is not None]
        return reached[-1] if reached else None


_registers: dict[str, Register] = {}


def register(*given: Register) -> None:
    """Makes nouns known: their pages, imports and exports."""
    for each in given:
        _registers[each.name] = each
        if each.roles:
            kinds.register(each.kind)


def register_named(name: str) -> Register:
    """The register of a name. Raises :class:`Refused` (404) for an unknown one."""
    if name not in _registers:
        raise Refused("register.unknown", f"没有“{name}”这种台账。", status=404)
    return _registers[name]


def register_of_table(table: str) -> Register | None:
    """The register that keeps its records in a table, for whoever comes from a published row."""
    return next((each for each in _registers.values() if each.table == table), None)


def register_of(model: type[Model]) -> Register | None:
    """The register of a model; None for what is no register (programmes, people)."""
    return next((each for each in _registers.values() if each.model is model), None)


def referring(register: Register) -> list[tuple[Register, str]]:
    """The registers whose records refer to this one's, each with the field that does so; parts first."""
    found = [(each, name) for each in _registers.values() for name in each.references(register.model)]
    return sorted(found, key=lambda pair: pair[1] not in pair[0].parents)


def registers() -> list[Register]:
    """All, in the order in which the systems named them."""
    return list(_registers.values())
