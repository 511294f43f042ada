"""From a measure to exact figures by programme, and to the rows behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jixiao.measures.asked import Asked
from jixiao.measures.engines.query import Query, made_ready
from jixiao.measures.measure import Measure
from jixiao.measures.population import Aggregate
from jixiao.measures.records import Records
from jixiao.measures.tables import published

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
    asking = asking_for(measure, engine.name, asked, tuple(programmes) if programmes is not None else None)
    return [_figures(row, asking.aggregate) for row in engine.run(asking.query)]


@dataclass(frozen=True, slots=True)
class Asking:
    """A measure's query made ready, and how its number is made."""

    query: Query
    aggregate: Aggregate


@lru_cache(maxsize=1024)
def asking_for(measure: Measure, engine: str, asked: Asked, programmes: tuple[int, ...] | None = None) -> Asking:
    """The query of a measure for an engine, made once: making it takes longer than running it over a small year."""
    expression, aggregate = expression_of(measure, asked, programmes)
    return Asking(made_ready(expression, engine), aggregate)


def expression_of(
    measure: Measure, asked: Asked, programmes: Sequence[int] | None = None
) -> tuple[ir.Table, Aggregate]:
    """The one expression of a measure: kept programmes, each with its aggregate or with none."""
    records = Records(published, asked)
    population = measure.rows(records)
    rows, kept = population.rows, measure.kept(records).select("programme_id")
    kept = kept.filter(kept.programme_id.notnull())
    if programmes is not None:
        rows = rows.filter(rows.programme_id.isin(list(programmes)))
        kept = kept.filter(kept.programme_id.isin(list(programmes)))
    kept, summed = kept.distinct(), _summed(rows, population.aggregate)
    joined = kept.left_join(summed, kept.programme_id == summed.summed_programme_id)
    answer = joined.select("programme_id", "part", "whole", "records", "freshness").order_by("programme_id")
    return answer, population.aggregate


def rows_behind(
    measure: Measure, engine: Engine, asked: Asked, programme: int, *, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """The rows behind a programme's number, those that speak against it first, then by record."""
    return engine.run(_asking_for_rows(measure, engine.name, asked, programme, limit, offset))


@lru_cache(maxsize=256)
def _asking_for_rows(measure: Measure, engine: str, asked: Asked, programme: int, limit: int, offset: int) -> Query:
    rows = measure.rows(Records(published, asked)).rows
    own = rows.filter(rows.programme_id == programme)
    first = [name for name in ("hit", "source", "record_id") if name in own.columns]
    order = [*first, *(name for name in own.columns if name not in first)]  # pages of one list never overlap
    return made_ready(own.order_by(order).limit(limit, offset=offset), engine)


def changes_since(
    measure: Measure, engine: Engine, asked: Asked, programme: int, *, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """What is behind a programme's number now and was not on the day asked for (``came``), or no longer is (``left``).

    A record that was corrected in between is both: its former row left, its present one came.
    """
    return engine.run(_asking_for_changes(measure, engine.name, asked, programme, limit, offset))


@lru_cache(maxsize=256)
def _asking_for_changes(measure: Measure, engine: str, asked: Asked, programme: int, limit: int, offset: int) -> Query:
    import ibis

    then, now = (
        rows.filter(rows.programme_id == programme)
        for rows in (measure.rows(Records(published, each)).rows for each in (asked, Asked(asked.year)))
    )
    came = now.difference(then).mutate(change=ibis.literal("came"))
    left = then.difference(now).mutate(change=ibis.literal("left"))
    both = came.union(left)
    first = ["source", "record_id", "change"]
    order = [*first, *(name for name in both.columns if name not in first)]
    return made_ready(both.order_by(order).limit(limit, offset=offset), engine)


def _summed(rows: ir.Table, aggregate: Aggregate) -> ir.Table:
    part, whole = _part_and_whole(aggregate, rows)
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
