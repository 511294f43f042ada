"""What a measure gives: the rows behind a number, and how the number is made of them.

Every number is an aggregate of rows that can be opened, so a measure never returns a number: it returns its rows. All
kinds share four columns: ``programme_id``, ``source`` (the published table), ``record_id`` and ``recorded_at``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: How the number is made: ``share`` hits ÷ rows · ``tally`` rows · ``distinct`` different keys · ``mean`` sum ÷ rows ·
#: ``total`` sum · ``ratio`` sum ÷ sum · ``least`` the smallest amount · ``checks`` passed ÷ applicable pairs.
Aggregate = Literal["share", "tally", "distinct", "mean", "total", "ratio", "least", "checks"]


@dataclass(frozen=True, slots=True)
class Population:
    """The rows behind a number. ``rows`` has the shared columns and those that its kind adds.

    ``share`` and ``checks`` add ``hit`` (boolean), ``checks`` also ``check_id``; ``mean``, ``total`` and ``least`` add
    ``amount``; ``ratio`` adds ``amount`` and ``base``; ``distinct`` adds ``key``.
    """

    aggregate: Aggregate
    rows: ir.Table


def share(rows: ir.Table, source: str, hit: ir.BooleanValue) -> Population:
    """The part of the rows for which ``hit`` is true; an empty ``hit`` counts as not hit."""
    return Population("share", _behind(rows, source, hit=hit.fill_null(False)))


def tally(rows: ir.Table, source: str) -> Population:
    """The number of rows."""
    return Population("tally", _behind(rows, source))


def distinct(rows: ir.Table, source: str, key: ir.Value) -> Population:
    """The number of different keys."""
    return Population("distinct", _behind(rows, source, key=key))


def mean(rows: ir.Table, source: str, amount: ir.IntegerValue) -> Population:
    """The sum of an exact amount over the rows, by their number."""
    return Population("mean", _behind(rows, source, amount=amount))


def total(rows: ir.Table, source: str, amount: ir.NumericValue) -> Population:
    """The sum of an exact amount."""
    return Population("total", _behind(rows, source, amount=amount))


def ratio(rows: ir.Table, source: str, amount: ir.NumericValue, base: ir.NumericValue) -> Population:
    """One sum by another."""
    return Population("ratio", _behind(rows, source, amount=amount, base=base))


def least(rows: ir.Table, source: str, amount: ir.IntegerValue) -> Population:
    """The smallest amount of any row."""
    return Population("least", _behind(rows, source, amount=amount))


def check(rows: ir.Table, source: str, check_id: str, hit: ir.BooleanValue) -> ir.Table:
    """One check of a checklist over every record to which it applies."""
    import ibis

    return _behind(rows, source, check_id=ibis.literal(check_id), hit=hit.fill_null(False))


def checks(*checked: ir.Table) -> Population:
    """A checklist: (check × record) pairs, made by :func:`check`."""
    import ibis

    return Population("checks", ibis.union(*checked) if len(checked) > 1 else checked[0])


def _behind(rows: ir.Table, source: str, **columns: ir.Value) -> ir.Table:
    import ibis

    shared = {
        "programme_id": rows.programme_id,
        "source": ibis.literal(source),
        "record_id": rows.id,
        "recorded_at": rows.recorded_at,
    }
    return rows.select(**shared, **columns)
