"""DuckDB over the Parquet files of a snapshot: the default for scoring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis

from jixiao.measures.snapshot.manifest import Manifest

if TYPE_CHECKING:
    import ibis.expr.types as ir


class DuckDB:
    """An in-memory DuckDB that reads a snapshot's files."""

    name = "duckdb"

    def __init__(self, store: Path, snapshot: Manifest) -> None:
        self._store = store
        self._snapshot = snapshot
        self._connection = ibis.duckdb.connect()
        self._tables: dict[str, ir.Table] = {}

    def published(self, table: str) -> ir.Table:
        """A published table of the snapshot, all years together."""
        if table not in self._tables:
            files = [str(file) for file in self._snapshot.files(self._store, table)]
            self._tables[table] = self._connection.read_parquet(files, table_name=table)
        return self._tables[table]

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        answer = self._connection.con.execute(self.query(expression))
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def query(self, expression: ir.Table) -> str:
        """The query in DuckDB's SQL."""
        return str(ibis.to_sql(expression, dialect="duckdb"))

    def close(self) -> None:
        """Closes the connection."""
        self._connection.disconnect()
