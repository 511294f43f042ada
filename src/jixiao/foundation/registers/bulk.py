"""Writing computed columns of many records in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from jixiao.foundation.registers.models import Record

_A_STATEMENT = 5_000


def rewrite(model: type[Record], records: Sequence[Any], names: Sequence[str]) -> None:
    """Writes the named fields of saved records, and that they became known now; the former versions are kept.

    Where ``recorded_at`` is among the names the records say themselves when they became known (a system actor only).
    One ``UPDATE … FROM unnest(…)`` for thousands of rows: a ``CASE`` for each row and column takes minutes.
    """
    fields = [model._meta.get_field(name) for name in names]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    places = ", ".join(f"%s::{_base_type(field)}[]" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    known = "" if "recorded_at" in names else "recorded_at = now(), "
    statement = (
        f"UPDATE {table} AS kept SET {known}{', '.join(f'{column} = given.{column}' for column in columns)} "  # noqa: S608 (names of ours)
        f"FROM unnest(%s::bigint[], {places}) AS given(id, {', '.join(columns)}) "
        "WHERE kept.id = given.id"
    )
    with connection.cursor() as cursor:
        for start in range(0, len(records), _A_STATEMENT):
            chunk = records[start : start + _A_STATEMENT]
            values = [[getattr(record, field.attname) for record in chunk] for field in fields]
            cursor.execute(statement, [[record.pk for record in chunk], *values])


def _base_type(field: Any) -> str:
    """The type of a column as an array's elements have it."""
    return str(field.rel_db_type(connection) if isinstance(field, models.ForeignKey) else field.db_type(connection))
