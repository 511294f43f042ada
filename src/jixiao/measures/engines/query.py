"""From an expression to a query in an engine's words, and from what the engine answers to exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir

_COMPILERS = {"postgres": "PostgresCompiler", "duckdb": "DuckDBCompiler", "spark": "PySparkCompiler"}

#: How a column's values come out: whole numbers as int, decimals at the scale of their type, the rest as they are.
Exact = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Query:
    """A query made ready: its words, the published tables it reads, its columns and how their values come out."""

    sql: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    exact: tuple[Exact | None, ...]


def made_ready(expression: ir.Table, engine: str) -> Query:
    """The query of an expression for an engine (``postgres``, ``duckdb``, ``spark``).

    Only Ibis' compilers are used, not its backends: those bring pandas, and open connections of their own.
    """
    import sqlglot.expressions as sg

    compiler = _compiler(engine)
    tree = compiler.to_sqlglot(expression.unbind())
    tables = {table.name for table in tree.find_all(sg.Table) if table.db}
    if engine == "spark":  # its views of a session are in no schema
        for table in tree.find_all(sg.Table):
            table.set("db", None)
    schema = expression.schema()
    exact = tuple(_exact(kind) for kind in schema.types)
    return Query(tree.sql(dialect=compiler.dialect), tuple(sorted(tables)), tuple(schema.names), exact)


def answered(query: Query, rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """An engine's rows with exact values, alike whatever the engine calls them."""
    return [
        {
            name: value if exact is None or value is None else exact(value)
            for name, exact, value in zip(query.columns, query.exact, row, strict=True)
        }
        for row in rows
    ]


@cache
def _compiler(engine: str) -> Any:
    from ibis.backends.sql import compilers

    return getattr(compilers, _COMPILERS[engine])()


def _exact(kind: Any) -> Exact | None:
    if kind.is_integer():
        return int
    if kind.is_decimal():
        step = Decimal(1).scaleb(-(kind.scale or 0))
        return lambda value: Decimal(value).quantize(step)
    return None
