"""Records for the benchmark of measures: seeded by arithmetic, written by DuckDB as a snapshot's files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from jixiao.measures.snapshot.manifest import Manifest, Part, write
from jixiao.measures.tables import columns_of

#: How many times the size of one bureau-year.
FACTORS = (1, 10, 30)
#: The first day of 2020 as days since 1970-01-01.
DAY = 18_262
PROGRAMMES = 200
_USERS = 50_000

#: Rows at 1×, and what stands in the columns that the measures look at; ``i`` is the row, ``r(k)`` a number for it.
_TABLES: dict[str, tuple[int, dict[str, str]]] = {
    "operations_system": (PROGRAMMES, {"programme_id": "i % 200 + 1", "in_service_day": f"{DAY - 400}"}),
    "operations_department_use": (
        2_000_000,
        {"department": "'部门' || r(1) % 160", "used_day": f"{DAY} + r(2) % 366", "transactions": "r(3) % 50"},
    ),
    "operations_user": (
        _USERS,
        {"enabled_day": f"{DAY} - r(1) % 900", "disabled_day": f"CASE WHEN r(2) % 20 = 0 THEN {DAY} + r(3) % 366 END"},
    ),
    "operations_sign_in": (2_000_000, {"user_id": "r(1) % {users} + 1", "signed_in_day": f"{DAY} + r(2) % 366"}),
    "operations_ticket": (
        200_000,
        {
            "opened_day": f"{DAY} + r(1) % 366",
            "is_test": "r(2) % 200 = 0",
            "is_handled": "r(3) % 50 <> 0",
            "response_business_seconds": "CASE WHEN r(4) % 40 <> 0 THEN r(5) % 9000 END",
            "response_absolute_seconds": "CASE WHEN r(4) % 40 <> 0 THEN r(5) % 9000 + r(6) % 90000 END",
        },
    ),
    "operations_integrity_check": (
        300_000,
        {
            "checked_day": f"{DAY} + r(1) % 366",
            "records_checked": "r(2) % 1000 + 20",
            "records_missing": "CASE WHEN r(3) % 900 = 0 THEN r(4) % 5 ELSE 0 END",
            "records_altered": "CASE WHEN r(5) % 900 = 0 THEN r(6) % 5 ELSE 0 END",
        },
    ),
    "operations_fault": (
        20_000,
        {
            "occurred_day": f"{DAY} + r(1) % 366",
            "exclusion": "CASE r(2) % 30 WHEN 0 THEN 'test' WHEN 1 THEN 'planned' ELSE '' END",
            "recurrence": "CASE WHEN r(3) % 100 = 0 THEN 'repeat' ELSE 'first' END",
        },
    ),
    "operations_inspection": (
        20_000,
        {
            "planned_day": f"{DAY} + r(1) % 366",
            "done_day": f"{DAY} + r(1) % 366",
            "kind": "CASE r(2) % 2 WHEN 0 THEN 'self_check' ELSE 'inspection' END",
            "is_completed": "r(3) % 30 <> 0",
            "result": "CASE WHEN r(4) % 25 = 0 THEN 'failed' ELSE 'passed' END",
        },
    ),
}


def make(store: Path, size: float) -> Manifest:
    """Writes the tables at ``size`` times one bureau-year, and the manifest that names them."""
    connection = duckdb.connect(":memory:")
    connection.execute("CREATE MACRO r(i, k) AS (hash(i * 31 + k) >> 8)::bigint")
    (store / "parts").mkdir(parents=True, exist_ok=True)
    parts = [_written(connection, store, table, size) for table in _TABLES]
    connection.close()
    made = Manifest(parts=tuple(parts), columns={table: dict(columns_of(table)) for table in _TABLES})
    write(store, made)
    return made


def _written(connection: duckdb.DuckDBPyConnection, store: Path, table: str, size: float) -> Part:
    count, given = _TABLES[table]
    rows = PROGRAMMES if table == "operations_system" else max(1, round(count * size))
    given = {
        "id": "i + 1",
        "programme_id": "r(0) % 200 + 1",
        "record_year": "2020",
        "recorded_at": "TIMESTAMP '2020-01-02' + to_seconds(r(9) % 31536000)",
        **given,
    }
    users = max(1, round(_USERS * size))
    shown = ", ".join(
        f"({given.get(name, 'NULL').replace('r(', 'r(i, ').format(users=users)})::{kind} AS {name}"
        for name, kind in columns_of(table).items()
    )
    part = Part(table, 2020, rows, f"{table}-{rows}")
    connection.execute(f"COPY (SELECT {shown} FROM range({rows}) t(i)) TO '{store / part.file}' (FORMAT parquet)")
    return part
