"""From a measure to exact figures by programme, and to the rows behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from jixiao.measures.asked import Asked
from jixiao.measures.engines.query import Query, made_ready
from jixiao.measures.measure import Kept, Measure
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


#: What was found once over records that do not change: the programmes whose records are kept, by what was asked.
_remembered: WeakKeyDictionary[Engine, dict[tuple[Any, ...], frozenset[int]]] = WeakKeyDictionary()


def figures(measure: Measure, engine: Engine, asked: Asked, programmes: Sequence[int] | None = None) -> list[Figures]:
    """The figures of every programme whose records are kept, or of those asked for; by programme."""
    chosen = tuple(programmes) if programmes is not None else None
    asking = asking_for(measure, engine.name, asked, chosen)
    found = {row["programme_id"]: row for row in engine.run(asking.query)}
    kept = sorted(kept_programmes(measure.kept, engine, asked, chosen))
    return [_figures(programme, found.get(programme), asking.aggregate) for programme in kept]


def kept_programmes(kept: Kept, engine: Engine, asked: Asked, programmes: tuple[int, ...] | None) -> frozenset[int]:
    """The programmes whose records are kept, of those asked for.

    Many measures share what they mean by it: over records that do not change it is asked once for all programmes.
    """
    if not engine.is_unchanging:
        return _kept(kept, engine, asked, programmes)
    known = _remembered.setdefault(engine, {})
    if (kept, asked) not in known:
        known[kept, asked] = _kept(kept, engine, asked, None)
    every = known[kept, asked]
    return every if programmes is None else every & frozenset(programmes)


def _kept(kept: Kept, engine: Engine, asked: Asked, programmes: tuple[int, ...] | None) -> frozenset[int]:
    query = _asking_for_kept(kept, engine.name, asked, programmes)
    return frozenset(row["programme_id"] for row in engine.run(query))


@lru_cache(maxsize=256)
def _asking_for_kept(kept: Kept, engine: str, asked: Asked, programmes: tuple[int, ...] | None) -> Query:
    rows = kept(Records(published, asked)).select("programme_id").distinct()
    rows = rows.filter(rows.programme_id.notnull())
    return made_ready(_of(rows, programmes), engine)


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
    """The one expression of a measure: programmes with rows, each with its aggregate."""
    population = measure.rows(Records(published, asked))
    return _summed(_of(population.rows, programmes), population.aggregate), population.aggregate


def _of(rows: ir.Table, programmes: Sequence[int] | None) -> ir.Table:
    return rows if programmes is None else rows.filter(rows.programme_id.isin(list(programmes)))


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
    order = [own[name] for name in (*first, *(name for name in own.columns if name not in first))]
    if "hit" in first and measure.direction == "lower":
        order[0] = own.hit.desc()  # a repeated fault speaks against the number
    return made_ready(own.order_by(order).limit(limit, offset=offset), engine)  # pages of one list never overlap


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
    return summed.order_by("programme_id")


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


def _figures(programme: int, row: dict[str, Any] | None, aggregate: Aggregate) -> Figures:
    if row is None:
        return Figures(programme, aggregate, None, None, 0, None)
    return Figures(programme, aggregate, row["part"], row["whole"], row["records"], row["freshness"])
