"""The published tables as the contract names them, and as expressions begin with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: The schema of the database in which the views are.
SCHEMA = "published"
_CONTRACT = Path(__file__).with_name("published.yaml")

#: The database's types, and those of expressions.
_IBIS = {
    "bigint": "int64",
    "boolean": "boolean",
    "text": "string",
    "date": "date",
    "timestamp without time zone": "timestamp",
}


class NotPublished(KeyError):
    """A table that no system publishes, or whose type engines do not share."""


@cache
def published_tables() -> Mapping[str, Mapping[str, str]]:
    """Every published table with its columns and their types in the database's words."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tables: Mapping[str, Mapping[str, str]] = yaml.load(_CONTRACT.read_text(encoding="utf-8"), loader)  # noqa: S506 (a safe loader)
    return tables


def columns_of(table: str) -> Mapping[str, str]:
    """A published table's columns. Raises :class:`NotPublished`."""
    try:
        return published_tables()[table]
    except KeyError:
        raise NotPublished(f"{table} is not in {_CONTRACT.name}; python -m tools.published_tables renews it") from None


@cache
def published(table: str) -> ir.Table:
    """A published table, bound to no engine. Raises :class:`NotPublished`."""
    import ibis

    schema = {column: expression_type(kind) for column, kind in columns_of(table).items()}
    return ibis.table(schema, name=table, database=SCHEMA)


def expression_type(kind: str) -> str:
    """The type that expressions have for one of the database's. Raises :class:`NotPublished`."""
    if kind.startswith("numeric("):
        return kind.replace("numeric", "decimal")
    try:
        return _IBIS[kind]
    except KeyError:
        raise NotPublished(f"{kind} is no type that every engine has") from None
