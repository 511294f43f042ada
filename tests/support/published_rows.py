"""Published tables made of a few rows by hand: what a row does not say is empty, and it holds now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from jixiao.measures.engines.reading import arrow_type
from jixiao.measures.tables import columns_of

Row = Mapping[str, Any]
_EPOCH = date(1970, 1, 1)
_RECORDED = datetime(2020, 1, 2, 9, 0)


def published_rows(table: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a published table with all its columns.

    ``opened_at`` or ``due_on`` bring their days (``opened_on``, ``opened_day``) along; ids count from 1; versions are
    recorded on 2020-01-02 unless they say otherwise.
    """
    columns = columns_of(table)
    filled = [_filled(number, row, columns) for number, row in enumerate(rows, 1)]
    for row in filled:
        unknown = row.keys() - columns.keys()
        assert not unknown, f"{table} publishes no {sorted(unknown)}"
    arrays = {name: pa.array([row.get(name) for row in filled], arrow_type(kind)) for name, kind in columns.items()}
    return pa.table(arrays)


def _filled(number: int, row: Row, columns: Mapping[str, str]) -> dict[str, Any]:
    filled = {"id": number, "recorded_at": _RECORDED, **row}
    if "number" in columns:
        filled.setdefault("number", str(filled["id"]))
    for name, value in row.items():
        if isinstance(value, date):
            _add_days(filled, name, value, columns)
    if "record_year" in columns:
        filled.setdefault("record_year", filled["recorded_at"].year)
    return {name: value for name, value in filled.items() if name in columns or name in row}


def _add_days(filled: dict[str, Any], name: str, value: date, columns: Mapping[str, str]) -> None:
    """The local day of a moment or of a date, as a date and as a number, where the table publishes it."""
    stem = name[:-3] if name.endswith(("_at", "_on")) else name
    day = value.date() if isinstance(value, datetime) else value
    if f"{stem}_on" in columns:
        filled.setdefault(f"{stem}_on", day)
    if f"{stem}_day" in columns:
        filled.setdefault(f"{stem}_day", (day - _EPOCH).days)
