"""From a measure to exact figures by programme, and to the rows behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.measures.asked import Asked
from jixiao.measures.measure import Measure
from jixiao.measures.population import Aggregate, Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jixiao.measures.engines.engine import Engine


@dataclass(frozen=True, slots=True)
class Figures:
    """What an engine says of one programme: exact sums and counts, never a ratio.

    ``part`` and ``whole`` are numerator and denominator (a share, a ratio, a checklist), or sum and count (a mean); a
    count, a sum or a smallest amount stands in ``part`` alone. With no records at all ``records`` is zero.
    """

    programme: int
    aggregate: Aggregate
    part: int | Decimal | None
    whole: int | Decimal | None
    records: int
    freshness: datetime | None  # local moment of the newest version among the rows


def figures(measure: Measure, engine: Engine, asked: Asked, programmes: Sequence[int] | None = None) -> list[Figures]:
    """The figures of every programme whose records are kept, or of those asked for; by programme."""
    expression, aggregate = expression_of(measure, engine, asked, programmes)
    return [_figures(row, aggregate) for row in engine.rows(expression)]


def expression_of(
    measure: Measure, engine: Engine, asked: Asked, programmes: Sequence[int] | None = None
) -> tuple[ir.Table, Aggregate]:
    """The one query of a measure: kept programmes, each with its aggregate or with none."""
    records = Records(engine.published, asked)
    population = measure.rows(records)
    summed = _summed(population)
    kept = measure.kept(records).select("programme_id").distinct()
    kept = kept.filter(kept.programme_id.notnull())
    if programmes is not None:
        kept = kept.filter(kept.programme_id.isin(list(programmes)))
    joined = kept.left_join(summed, kept.programme_id == summed.summed_programme_id)
    answer = joined.select("programme_id", "part", "whole", "records", "freshness").order_by("programme_id")
    return answer, population.aggregate


def rows_behind(
    measure: Measure, engine: Engine, asked: Asked, programme: int, *, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """The rows behind a programme's number, those that speak against it first, then by record."""
    population = measure.rows(Records(engine.published, asked))
    rows = population.rows
    own = rows.filter(rows.programme_id == programme)
    order = ["hit", "source", "record_id"] if "hit" in own.columns else ["source", "record_id"]
    return engine.rows(own.order_by(order).limit(limit, offset=offset))


def _summed(population: Population) -> ir.Table:
    rows = population.rows
    part, whole = _part_and_whole(population.aggregate, rows)
    summed = rows.group_by("programme_id").aggregate(
        part=part, whole=whole, records=rows.count(), freshness=rows.recorded_at.max()
    )
    return summed.rename(summed_programme_id="programme_id")


def _part_and_whole(aggregate: Aggregate, rows: ir.Table) -> tuple[ir.Value, ir.Value]:
    import ibis

    nothing = ibis.null().cast("int64")
    match aggregate:
        case "share" | "checks":
            return rows.count(where=rows.hit), rows.count()
        case "tally":
            return rows.count(), nothing
        case "distinct":
            return rows.key.nunique(), nothing
        case "mean":
            return rows.amount.sum(), rows.count()
        case "ratio":
            return rows.amount.sum(), rows.base.sum()
        case "total":
            return rows.amount.sum(), nothing
        case "least":
            return rows.amount.min(), nothing


def _figures(row: dict[str, Any], aggregate: Aggregate) -> Figures:
    return Figures(row["programme_id"], aggregate, row["part"], row["whole"], row["records"] or 0, row["freshness"])
