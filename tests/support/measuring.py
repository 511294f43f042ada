"""Asks a measure over a few records made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.measures.asked import Asked
from jixiao.measures.engines.duckdb import DuckDB
from jixiao.measures.evaluate import figures, rows_behind
from jixiao.measures.measure import catalogue
from jixiao.measures.tables import columns_of
from tests.support.published_rows import Row, published_rows

Tables = Mapping[str, Sequence[Row]]
_YEAR = 2020
_PROGRAMME = 1
#: What records without their own word say: one unit, one programme, which is all that most cases need.
_EVERYWHERE: dict[str, Any] = {"owner_id": 1, "programme_id": _PROGRAMME}


def over(tables: Tables) -> DuckDB:
    """An engine over hand-made tables; published tables that are not among them are empty."""
    return DuckDB.over(
        {name: published_rows(name, [_filled(name, row) for row in rows]) for name, rows in tables.items()}
    )


def figures_of(
    measure_id: str, tables: Tables, *, as_of: date | None = None, year: int = _YEAR, programme: int = _PROGRAMME
) -> tuple[int | Decimal | None, int | Decimal | None] | None:
    """Part and whole of a measure for one programme; None where its records are not kept."""
    found = figures(catalogue()[measure_id], over(tables), Asked(year, as_of), [programme])
    return (found[0].part, found[0].whole) if found else None


def pairs(
    measure_id: str, tables: Tables, check_id: str, *, as_of: date | None = None, year: int = _YEAR
) -> list[tuple[int, bool]]:
    """The records to which a check applies, and whether each passes it."""
    rows = rows_behind(catalogue()[measure_id], over(tables), Asked(year, as_of), _PROGRAMME, limit=10_000)
    return sorted((row["record_id"], row["hit"]) for row in rows if row["check_id"] == check_id)


def hits(
    measure_id: str, tables: Tables, *, as_of: date | None = None, year: int = _YEAR
) -> list[tuple[str, int | None, bool]]:
    """The rows behind a share: table, record, and whether each speaks for it."""
    rows = rows_behind(catalogue()[measure_id], over(tables), Asked(year, as_of), _PROGRAMME, limit=10_000)
    return sorted((row["source"], row["record_id"], row["hit"]) for row in rows)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def working_days(*days: date, is_current: bool = True) -> list[Row]:
    """Working days as they are published, under one version of the calendar."""
    return [
        {"year": day.year, "day_on": day, "day": day_number(day), "ordinal": ordinal, "is_current": is_current}
        for ordinal, day in enumerate(days, start=1)
    ]


def _filled(table: str, row: Row) -> Row:
    columns = columns_of(table)
    return {name: value for name, value in _EVERYWHERE.items() if name in columns} | dict(row)
