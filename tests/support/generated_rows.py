"""Rows of every published table, drawn from a seed: any value that a column may hold, whether or not it makes sense.

What measures are asked over these rows means nothing; that engines agree on it does. References lead to rows that are
there, words come from few so that rows meet, some versions are former ones, and some places are empty.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

from jixiao.measures.catalogue.panels import JUDGED, RECORDED
from jixiao.measures.tables import columns_of, published_tables
from tests.support.published_rows import published_rows

PROGRAMMES = 4
_FIRST = date(2019, 10, 1)
_DAYS = 470
#: What holds, in every second row, longer than any year that is asked for.
_LONG = dict.fromkeys(("starts_on", "valid_from", "in_service_on", "joined_on"), date(2018, 1, 1)) | dict.fromkeys(
    ("ends_on", "valid_to", "retired_on", "left_on", "closed_on"), date(2023, 12, 31)
)
_WORDS = ("甲", "乙", "丙", "丁", "")
#: Panels and outside grades are asked for by the very name of their indicator.
_JUDGED, _RECORDED = tuple(JUDGED.values()), tuple(RECORDED.values())


def generated_tables(seed: int, rows: int) -> dict[str, pa.Table]:
    """Every published table with so many rows."""
    random = Random(seed)
    return {table: _table(random, table, rows) for table in sorted(published_tables())}


def _table(random: Random, table: str, rows: int) -> pa.Table:
    columns, model = columns_of(table), _model(table)
    kinds = {name: kind for name, kind in columns.items() if not _is_derived(name, columns)}
    drawn = []
    for number in range(1, rows + 1):
        lasts = random.random() < 0.5
        row = {name: _value(random, name, kind, model, rows, lasts) for name, kind in kinds.items()}
        if "id" in columns:
            row["id"] = number
        drawn.append(_with_versions(random, row, columns))
    return published_rows(table, drawn)


def _with_versions(random: Random, row: dict[str, Any], columns: Any) -> dict[str, Any]:
    """A row's two moments: recorded some time, and by chance replaced later."""
    if "recorded_at" in columns:
        row["recorded_at"] = _moment(random)
        later = timedelta(days=random.randrange(1, 200))
        row["superseded_at"] = row["recorded_at"] + later if random.random() < 0.2 else None
    return row


def _is_derived(name: str, columns: Any) -> bool:
    """``opened_on`` and ``opened_day`` follow from ``opened_at``, ``due_day`` from ``due_on``."""
    stem = name.rsplit("_", 1)[0]
    if name in ("record_year", "id", "recorded_at", "superseded_at"):
        return True
    of_a_moment = name.endswith("_on") and f"{stem}_at" in columns
    of_a_day = name.endswith("_day") and any(each in columns for each in (f"{stem}_on", f"{stem}_at", stem))
    return of_a_moment or of_a_day


def _value(random: Random, name: str, kind: str, model: Any, rows: int, lasts: bool) -> Any:
    field = model.get(name)
    if (field is None or field.null) and name != "programme_id" and random.random() < 0.15:
        return None
    if name == "programme_id":
        return random.randint(1, PROGRAMMES)
    if field is not None and field.blank and kind == "text" and random.random() < 0.4:
        return ""
    if field is not None and field.choices:
        return random.choice([value for value, _ in field.flatchoices])
    if name == "indicator":
        return random.choice(_RECORDED if "wanted" in model else _JUDGED)
    if kind == "bigint":
        return _whole(random, name, rows)
    if kind.startswith("numeric"):
        scale = int(kind.rstrip(")").split(",")[1])
        return Decimal(random.randrange(10**7)).scaleb(-scale)
    if kind == "boolean":
        return random.random() < 0.7
    if kind == "date" and name in _LONG and lasts:
        return _LONG[name]
    if kind == "date":
        return _FIRST + timedelta(days=random.randrange(_DAYS))
    return _moment(random) if kind.startswith("timestamp") else random.choice(_WORDS)


def _whole(random: Random, name: str, rows: int) -> int:
    if name.endswith("_id"):
        return random.randint(1, rows)
    if name == "year":
        return random.choice((2019, 2020))
    if name == "day" or name.endswith("_day"):
        return (_FIRST - date(1970, 1, 1)).days + random.randrange(_DAYS)
    return random.choice((random.randrange(12), random.randrange(400), random.randrange(200_000)))


def _moment(random: Random) -> datetime:
    return datetime(_FIRST.year, _FIRST.month, _FIRST.day) + timedelta(seconds=random.randrange(_DAYS * 86_400))


def _model(table: str) -> dict[str, Any]:
    """A table's fields by column, where a model keeps it."""
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.db_table == table:
            return {field.column: field for field in model._meta.concrete_fields}
    return {}
