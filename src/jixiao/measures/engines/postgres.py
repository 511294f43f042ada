"""PostgreSQL, live: the published views on the connection of whoever asks, so that row security answers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from jixiao.measures.engines.query import Query, answered, made_ready
from jixiao.measures.tables import published

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Connection(Protocol):
    """An open connection (Django's, or a driver's): its transaction carries the identity."""

    def cursor(self) -> AbstractContextManager[Any]:
        """A cursor to execute with and to fetch from."""


class Postgres:
    """The live records, as the identity of the running transaction sees them; no connection of its own."""

    name = "postgres"
    is_unchanging = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def published(self, table: str) -> ir.Table:
        """A published view."""
        return published(table)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return self.run(made_ready(expression, self.name))

    def query(self, expression: ir.Table) -> str:
        """The query in PostgreSQL's SQL."""
        return made_ready(expression, self.name).sql

    def run(self, query: Query) -> list[dict[str, Any]]:
        """The rows of a query made ready."""
        with self._connection.cursor() as cursor:
            cursor.execute(query.sql)
            return answered(query, cursor.fetchall())

    def close(self) -> None:
        """Nothing to let go of: the connection is the caller's."""
