"""Records as Parquet: the columns of the other exports with their types, for whoever goes on computing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import models

from jixiao.foundation.registers.columns import text_of
from jixiao.foundation.registers.register import Register
from jixiao.foundation.web.simulation import SIMULATED, simulated

_ROWS_AT_ONCE = 10_000
_ZONE = "Asia/Shanghai"


def as_parquet(register: Register, records: Iterable[Any]) -> tuple[bytes, int]:
    """The records with exact amounts, days and moments in China's time, and how many they are.

    References and listed values are their words, as in every export; whether the data is simulated stands in the
    file's metadata.
    """
    fields = [register.model._meta.get_field(column.key) for column in register.columns]
    marks = {"simulated": SIMULATED} if simulated() else None
    schema = pa.schema(
        [(column.title, _type_of(field)) for column, field in zip(register.columns, fields, strict=True)],
        metadata=marks,
    )
    out, count = io.BytesIO(), 0
    with pq.ParquetWriter(out, schema) as writer:
        for chunk in _chunks(records):
            rows = [_row(register, record) for record in chunk]
            writer.write_table(pa.table([list(values) for values in zip(*rows, strict=True)], schema=schema))
            count += len(rows)
    return out.getvalue(), count


def _chunks(records: Iterable[Any]) -> Iterator[list[Any]]:
    several = iter(records)
    while chunk := list(islice(several, _ROWS_AT_ONCE)):
        yield chunk


def _row(register: Register, record: Any) -> list[Any]:
    made = []
    for column in register.columns:
        value = getattr(record, column.key)
        is_text = pa.types.is_string(_type_of(register.model._meta.get_field(column.key)))
        made.append(text_of(column, value) if is_text else value)
    return made


def _type_of(field: Any) -> pa.DataType:
    """The type of a field's column: text where it is a text, a reference or a listed value."""
    if isinstance(field, models.DateTimeField):
        return pa.timestamp("us", tz=_ZONE)
    if isinstance(field, models.DateField):
        return pa.date32()
    if isinstance(field, models.DecimalField):
        return pa.decimal128(field.max_digits, field.decimal_places)
    if isinstance(field, models.BooleanField):
        return pa.bool_()
    if isinstance(field, models.IntegerField):
        return pa.int64()
    return pa.string()
