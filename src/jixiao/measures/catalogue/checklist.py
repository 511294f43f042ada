"""Checklists of checked measures: which check asks what of which records.

What is checked, and by which rule, is data (``parameters/tree/checklists``); here each check's id names the function
that answers it. A check applies to the rows that its function gives; pairs to which it does not apply are not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jixiao.measures.population import Population, check, checks
from jixiao.measures.records import Records
from jixiao.parameters.checklists import checklist

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Applied:
    """A check over the records to which it applies: the rows, their published table, and whether each passes.

    An empty ``passes`` counts as failed: what is not known to hold is not proven.
    """

    rows: ir.Table
    source: str
    passes: ir.BooleanValue


Predicate = Callable[[Records], Applied]


class Predicates:
    """The functions that answer the checks of one checklist, by id."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._by_id: dict[str, Predicate] = {}

    def answers(self, check_id: str) -> Callable[[Predicate], Predicate]:
        """Marks the function that answers a check. Raises :class:`ValueError` for a second one."""

        def added(predicate: Predicate) -> Predicate:
            if check_id in self._by_id:
                raise ValueError(f"{self.name}: {check_id} is answered already")
            self._by_id[check_id] = predicate
            return predicate

        return added

    @property
    def ids(self) -> frozenset[str]:
        """The checks that are answered."""
        return frozenset(self._by_id)

    def over(self, records: Records) -> Population:
        """Every check in force on the first day of the year, over every record to which it applies."""
        in_force = checklist(self.name).in_force(date(records.asked.year, 1, 1))
        asked = ((each.id, self._by_id[each.id](records)) for each in in_force)
        return checks(*(check(each.rows, each.source, check_id, each.passes) for check_id, each in asked))


def marked(rows: ir.Table, column: str, others: ir.Table, other: str) -> ir.Table:
    """The rows with ``is_matched``: whether ``others`` has a row whose ``other`` is the row's ``column``."""
    keys = others.select(matched_key=others[other]).distinct()
    joined = rows.left_join(keys, rows[column] == keys.matched_key)
    return joined.mutate(is_matched=joined.matched_key.notnull())
