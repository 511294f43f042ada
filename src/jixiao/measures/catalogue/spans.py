"""Terms that have to be covered without a gap, in whole days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import marked

if TYPE_CHECKING:
    import ibis.expr.types as ir


def whole_day(day: int) -> ir.IntegerValue:
    """A day as a column of its own."""
    import ibis

    return ibis.literal(day, "int64")


def unbroken(wanted: ir.Table, held: ir.Table) -> ir.Table:
    """The wanted terms with ``is_unbroken``: whether the held ones of the same key cover each of their days.

    Both have ``key``, ``first_day`` and ``final_day``, ends included; ``wanted`` has ``id`` too. A held term without a
    final day lasts. Held terms may overlap or follow each other. A gap begins on a term's first day or on the day
    after a held term, so only those days are looked at, however long the terms are.
    """
    points = _where_gaps_begin(wanted, held)
    covering = held.select(cover_key="key", cover_first="first_day", cover_final="final_day")
    met = [
        points.key == covering.cover_key,
        points.point >= covering.cover_first,
        covering.cover_final.isnull() | (points.point <= covering.cover_final),
    ]
    covered = points.inner_join(covering, met).select(covered_id="id", covered_point="point").distinct()
    same = [points.id == covered.covered_id, points.point == covered.covered_point]
    rows = marked(wanted, "id", points.anti_join(covered, same), "id")
    return rows.mutate(is_unbroken=~rows.is_matched)


def _where_gaps_begin(wanted: ir.Table, held: ir.Table) -> ir.Table:
    """The days (``point``) of each wanted term on which a gap could begin."""
    begins = wanted.select("id", "key", point=wanted.first_day)
    ends = held.select(end_key="key", point=held.final_day + 1)
    terms = wanted.select("id", "key", "first_day", "final_day")
    within = [terms.key == ends.end_key, ends.point > terms.first_day, ends.point <= terms.final_day]
    return begins.union(terms.inner_join(ends, within).select("id", "key", "point")).distinct()
