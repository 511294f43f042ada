"""Records as pages and exports ask for them; row security decides which there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet

from jixiao.foundation.registers.columns import text_of
from jixiao.foundation.registers.models import Record
from jixiao.foundation.registers.register import Register
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


def records(register: Register, narrowed: Narrowed) -> QuerySet[Any]:
    """The records that fit, newest first unless sorted otherwise."""
    found = _with_references(register, register.model._default_manager.all())
    if not narrowed.with_void:
        found = found.filter(void_reason="")
    if narrowed.text:
        found = found.filter(_text(register, narrowed.text))
    if narrowed.year:
        found = found.filter(happened_at__year=narrowed.year)
    if narrowed.numbers:
        found = found.filter(pk__in=narrowed.numbers)
    allowed = {column.key for column in register.columns}
    key = narrowed.sort.removeprefix("-")
    return found.order_by(*((narrowed.sort,) if key in allowed else ()), "-happened_at", "-pk")


def _with_references(register: Register, found: QuerySet[Any]) -> QuerySet[Any]:
    names = [name for name in register.fields if isinstance(register.model._meta.get_field(name), models.ForeignKey)]
    return found.select_related("owner", *names)


def _text(register: Register, text: str) -> Q:
    asked = Q()
    for name in register.searched:
        asked |= Q(**{f"{name}__icontains": text})
    return asked


def one(register: Register, number: int) -> Any | None:
    """One record with what it refers to, or None where whoever asks sees none."""
    return _with_references(register, register.model._default_manager.filter(pk=number)).first()


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
