"""Records as pages and exports ask for them; row security decides which there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from jixiao.foundation.registers.columns import text_of
from jixiao.foundation.registers.models import Record
from jixiao.foundation.registers.register import Register, referring, register_of
from jixiao.foundation.transitions.models import Step

_EXPORT_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to."""

    text: str = ""
    year: int | None = None
    numbers: tuple[int, ...] = ()
    with_void: bool = False
    sort: str = ""
    #: only those that refer by this field to the record of this number.
    of: tuple[str, int] | None = None


def records(register: Register, narrowed: Narrowed) -> QuerySet[Any]:
    """The records that fit, newest first unless sorted otherwise."""
    found = _with_references(register, register.model._default_manager.all())
    if not narrowed.with_void:
        found = found.filter(void_reason="")
    if narrowed.text:
        found = found.filter(_text(register, narrowed.text))
    if narrowed.year:
        found = found.filter(happened_at__year=narrowed.year)
    if narrowed.of:
        found = found.filter(**{narrowed.of[0]: narrowed.of[1]})
    if narrowed.numbers:
        found = found.filter(pk__in=narrowed.numbers)
    allowed = {column.key for column in register.columns}
    key = narrowed.sort.removeprefix("-")
    return found.order_by(*((narrowed.sort,) if key in allowed else ()), "-happened_at", "-pk")


def count(register: Register) -> int:
    """How many records of a register hold, of those that whoever asks may see."""
    return register.model._default_manager.filter(void_reason="").count()


def _with_references(register: Register, found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("owner", *register.joined)


def _text(register: Register, text: str) -> Q:
    asked = Q()
    for name in register.searched:
        asked |= Q(**{f"{name}__icontains": text})
    return asked


def one(register: Register, number: int) -> Any | None:
    """One record with what it refers to, or None where whoever asks sees none."""
    return _with_references(register, register.model._default_manager.filter(pk=number)).first()


def referred(register: Register, narrowed: Narrowed) -> dict[str, Any] | None:
    """The record that a list is narrowed to, with its register; None where there is none or it is not seen."""
    if narrowed.of is None:
        return None
    field: Any = register.model._meta.get_field(narrowed.of[0])
    whole = register_of(field.related_model)
    found = one(whole, narrowed.of[1]) if whole else None
    return {"register": whole, "record": found, "called": whole.called(found)} if whole and found else None


@dataclass(frozen=True, slots=True)
class Related:
    """Records that refer to a record by a field: its parts, or others that only name it."""

    register: Register
    field: str
    is_part: bool
    count: int
    records: list[Any]

    @property
    def sums(self) -> dict[str, Decimal]:
        """The sums of the amounts that have one, of all of them."""
        if self.count > len(self.records):
            return {}
        told = {name: [getattr(each, name) for each in self.records] for name in self.register.summed}
        return {name: sum(filter(None, amounts), Decimal(0)) for name, amounts in told.items() if self.records}


def related(register: Register, record: Record, most: int) -> list[Related]:
    """What belongs to a record, the first ``most`` of each kind by number, and how many others refer to it."""
    found = []
    for other, name in referring(register):
        is_part = name in other.parents
        rows = records(other, Narrowed(of=(name, record.pk))).order_by("number", "pk")
        listed = list(rows[: most + 1]) if is_part else []
        count = len(listed) if is_part and len(listed) <= most else rows.count()
        if is_part or count:
            found.append(Related(other, name, is_part, count, listed[:most]))
    return found


def cells(register: Register, record: Any, names: Sequence[str] | None = None) -> list[str]:
    """A record's values as they would be filled in."""
    columns = {column.key: column for column in register.columns}
    return [text_of(columns[name], getattr(record, name)) for name in names or register.fields]


def rows_for_export(register: Register, narrowed: Narrowed) -> Iterator[list[str]]:
    """Headings, then every record, in the shape in which they can be imported again."""
    yield [column.title for column in register.columns]
    for record in records(register, narrowed).iterator(chunk_size=_EXPORT_CHUNK):
        yield cells(register, record)


@dataclass(frozen=True, slots=True)
class Former:
    """A version that was replaced, and until when it was what was known."""

    values: dict[str, Any]
    recorded_at: datetime
    superseded_at: datetime


def former_versions(register: Register, record: Record) -> list[Former]:
    """The versions before this one, oldest first."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(register.table)
        cursor.execute(f"SELECT * FROM past.{table} WHERE id = %s ORDER BY superseded_at", [record.pk])  # noqa: S608 (a table of ours)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Former(row, row["recorded_at"], row["superseded_at"]) for row in rows]


def steps_of(register: Register, record: Record) -> QuerySet[Step]:
    """Who entered, corrected, advanced or voided it, and why."""
    return Step.objects.filter(subject=register.table, subject_id=record.pk).select_related("person")
