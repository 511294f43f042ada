"""The three engines over the same rows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pyarrow as pa
import pytest

from jixiao.foundation.database.embedded import ADMINISTRATOR, EmbeddedServer
from jixiao.measures.engines.postgres import Postgres
from jixiao.measures.snapshot.manifest import Manifest
from jixiao.measures.snapshot.taking import Moment, take
from jixiao.measures.tables import columns_of
from tests.support import installation

_DATABASE = "rows_of_all_tables"


class Given:
    """A source of tables at hand."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = tables

    def moment(self) -> Moment:
        """A moment that means nothing."""
        return Moment("2021-01-04T00:00:00Z", 1, 1, "1")

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The tables at hand, as the contract has them."""
        return {table: columns_of(table) for table in self._tables}

    def definitions(self) -> Mapping[str, str]:
        """None."""
        return {}

    def changed_since(self, era: int, since: str) -> frozenset[str]:
        """All of them."""
        return frozenset(self._tables)

    def read(self, table: str) -> pa.RecordBatchReader:
        """A table by year."""
        rows = self._tables[table]
        return rows.sort_by("record_year").to_reader() if "record_year" in rows.column_names else rows.to_reader()


def snapshot_of(tables: Mapping[str, pa.Table], store: Path) -> Manifest:
    """A snapshot with these tables."""
    return take(Given(tables), store)


@contextmanager
def postgres_with(tables: Mapping[str, pa.Table]) -> Iterator[Postgres]:
    """PostgreSQL with these rows as tables of the schema ``published``, in a database of their own."""
    server = EmbeddedServer(installation.installation())
    with psycopg.connect(server.address(ADMINISTRATOR, "postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0")
    with psycopg.connect(server.address(ADMINISTRATOR, _DATABASE)) as connection:
        connection.execute("CREATE SCHEMA published")
        for table, rows in tables.items():
            _fill(connection, table, rows)
        yield Postgres(connection)


def _fill(connection: psycopg.Connection, table: str, rows: pa.Table) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in columns_of(table).items())
    connection.execute(f'CREATE TABLE published."{table}" ({columns})')
    with connection.cursor() as cursor, cursor.copy(f'COPY published."{table}" FROM STDIN') as copy:
        for row in rows.to_pylist():
            copy.write_row(tuple(row[name] for name in columns_of(table)))


def needs_spark() -> None:
    """Skips the test where Java or Spark is missing; in CI a missing part fails."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        missing = "pyspark is not installed (extra spark)"
    else:
        missing = "" if shutil.which("java") or os.environ.get("JAVA_HOME") else "Java is not installed"
    if missing and os.environ.get("CI"):
        pytest.fail(f"{missing}, and CI needs it")
    if missing:
        pytest.skip(f"{missing}; CI runs this test")
