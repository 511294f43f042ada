"""DuckDB over the Parquet files of a snapshot: the default for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.measures.engines.query import Query, answered, made_ready
from jixiao.measures.snapshot.manifest import Manifest
from jixiao.measures.tables import columns_of, published

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_SETTINGS: dict[str, Any] = {
    # An extension would be a download.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "false",
}


class DuckDB:
    """An in-memory DuckDB that reads a snapshot's files; ``threads`` 0 is as many as there are processors."""

    name = "duckdb"
    is_unchanging = True

    def __init__(self, store: Path, snapshot: Manifest, *, threads: int = 0) -> None:
        import duckdb

        self._store = store
        self._snapshot = snapshot
        self._connection = duckdb.connect(":memory:", config=_SETTINGS | ({"threads": threads} if threads else {}))
        self._connection.execute("CREATE SCHEMA published")
        self._shown: set[str] = set()

    @classmethod
    def over(cls, tables: Mapping[str, pa.Table]) -> DuckDB:
        """A DuckDB over Arrow tables in memory; published tables that are not among them are empty."""
        engine = cls(Path(), Manifest())
        for table, rows in tables.items():
            engine._connection.register(f"given_{table}", rows)
            engine._show(table, f"given_{table}")
        return engine

    def published(self, table: str) -> ir.Table:
        """A published table of the snapshot, all years together."""
        return published(table)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return self.run(made_ready(expression, self.name))

    def query(self, expression: ir.Table) -> str:
        """The query in DuckDB's SQL."""
        return made_ready(expression, self.name).sql

    def run(self, query: Query) -> list[dict[str, Any]]:
        """The rows of a query made ready."""
        for table in query.tables:
            if table not in self._shown:
                self._show_files(table)
        return answered(query, self._connection.execute(query.sql).fetchall())

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def _show_files(self, table: str) -> None:
        """A view of the table's files; a snapshot taken before the table was published has none, and no rows."""
        files = [str(file) for file in self._snapshot.files(self._store, table)]
        if files:
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            self._show(table, f"read_parquet([{listed}])")
        else:
            nothing = ", ".join(f'NULL AS "{column}"' for column in columns_of(table))
            self._show(table, f"(SELECT {nothing} WHERE false)")

    def _show(self, table: str, source: str) -> None:
        columns = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in columns_of(table).items())
        self._connection.execute(f'CREATE VIEW published."{table}" AS SELECT {columns} FROM {source}')  # noqa: S608 (names of the contract)
        self._shown.add(table)
