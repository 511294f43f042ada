"""Published views out of PostgreSQL as Arrow: one connection, one consistent moment, one named identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

import pyarrow as pa

from jixiao.measures.snapshot.taking import Moment

#: The database's types, and those of the files. Numerics come as text and become exact decimals.
_ARROW = {
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp without time zone": pa.timestamp("us"),
}

#: A view's order where its rows are versions of records.
_ORDER = ("record_year", "id", "recorded_at", "superseded_at")

_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'published' AND c.relkind = 'v' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.relname, a.attnum
"""

_DEFINITIONS = "SELECT viewname, md5(definition) FROM pg_views WHERE schemaname = 'published'"

#: The published views that read a table of which the history knows an entry of a later or then open transaction, or of
#: which it keeps none.
_CHANGED = """
SELECT DISTINCT v.relname
FROM pg_class v JOIN pg_namespace n ON n.oid = v.relnamespace AND n.nspname = 'published'
JOIN pg_rewrite r ON r.ev_class = v.oid
JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace s ON s.oid = t.relnamespace AND s.nspname = 'public'
WHERE 'public.' || t.relname IN
      (SELECT subject FROM history.entry WHERE (era = $1 AND xid >= $2::text::xid8) OR era > $1)
   OR NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname = 'history_insert')
"""

_MOMENT = """
SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       (SELECT coalesce(max(number), 0) FROM history.seal), (SELECT max(number) FROM history.era),
       pg_snapshot_xmin(pg_current_snapshot())::text
"""


class Published:
    """The published views as the database shows them to one identity. Use as a context manager."""

    def __init__(self, uri: str, identity: Sequence[tuple[str, str]], simulated: str = "", code: str = "") -> None:
        import adbc_driver_postgresql.dbapi as postgresql

        self._simulated, self._code = simulated, code
        self._connection = postgresql.connect(uri)  # a transaction begins with the first statement
        self._cursor = self._connection.cursor()
        self._do("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for name, value in identity:
            self._cursor.execute("SELECT set_config($1, $2, true)", (name, value))
            self._cursor.fetchall()

    def __enter__(self) -> Published:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cursor.close()
        self._connection.rollback()
        self._connection.close()

    def moment(self) -> Moment:
        """The moment of this transaction."""
        ((taken_at, sealed, era, since),) = self._fetched(_MOMENT)
        return Moment(taken_at, int(sealed), int(era), since, self._simulated, self._code)

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The published views, their columns and the database's types."""
        tables: dict[str, dict[str, str]] = {}
        for table, column, kind in self._fetched(_COLUMNS):
            tables.setdefault(table, {})[column] = kind
        return tables

    def changed_since(self, era: int, since: str) -> frozenset[str]:
        """The views that may say something else than in a transaction in which ``since`` was the oldest one open."""
        return frozenset(table for (table,) in self._fetched(_CHANGED, (era, since)))

    def read(self, table: str) -> pa.RecordBatchReader:
        """A view in batches, ordered by year, record and version; read it to its end before anything else."""
        columns = self.tables()[table]
        shown = ", ".join(
            f'"{name}"::text' if kind.startswith("numeric") else f'"{name}"' for name, kind in columns.items()
        )
        order = ", ".join(f'"{name}"' for name in _ORDER if name in columns) if "id" in columns else _every(columns)
        self._do(f'SELECT {shown} FROM published."{table}" ORDER BY {order}')  # noqa: S608 (names out of the catalogue)
        schema = pa.schema([(name, arrow_type(kind)) for name, kind in columns.items()])
        return pa.RecordBatchReader.from_batches(schema, _cast(self._cursor.fetch_record_batch(), schema))

    def definitions(self) -> Mapping[str, str]:
        """A hash of each view's definition."""
        return dict(self._fetched(_DEFINITIONS))

    def _do(self, statement: str) -> None:
        self._cursor.execute(statement)

    def _fetched(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        self._cursor.execute(statement, values or None)
        return list(self._cursor.fetchall())


def _cast(read: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for batch in read:
        arrays = [column.cast(kind) for column, kind in zip(batch.columns, schema.types, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


def _every(columns: Mapping[str, str]) -> str:
    """An order by all columns, the same whatever language the database sorts in."""
    return ", ".join(f'"{name}" COLLATE "C"' if kind == "text" else f'"{name}"' for name, kind in columns.items())


def arrow_type(kind: str) -> pa.DataType:
    """The type of a file's column for one of the database. Raises :class:`KeyError` for one that is not published."""
    if kind.startswith("numeric("):
        precision, scale = kind.removeprefix("numeric(").removesuffix(")").split(",")
        return pa.decimal128(int(precision), int(scale))
    return _ARROW[kind]
