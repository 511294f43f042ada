"""What every engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jixiao.measures.engines.query import Query


class Engine(Protocol):
    """Runs expressions over published tables and gives exact values.

    Expressions begin with :func:`jixiao.measures.tables.published`, which is bound to no engine, so that one query
    that was made ready serves every engine of the same dialect.
    """

    name: str
    is_unchanging: bool  # over a snapshot: what was found once stays true

    def published(self, table: str) -> ir.Table:
        """A published table with every version of its records."""

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression: integers as int, exact decimals as Decimal, local moments as naive datetime."""

    def query(self, expression: ir.Table) -> str:
        """The query as the engine gets it, for whoever wants to run it again."""

    def run(self, query: Query) -> list[dict[str, Any]]:
        """The rows of a query made ready in this engine's dialect; as :meth:`rows`, without making it again."""

    def close(self) -> None:
        """Lets go of what the engine holds."""
