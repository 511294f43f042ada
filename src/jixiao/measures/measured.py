"""A measured value, in the stable shape that commands print and programmes keep."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from jixiao.measures.asked import Asked
from jixiao.measures.engines.engine import Engine
from jixiao.measures.evaluate import Figures, asking_for, figures
from jixiao.measures.measure import Measure
from jixiao.rules.measurement import NoValue, Value, value_of
from jixiao.rules.scoring.rounding import plain

#: Places after the point of a value that has no end (a third): ours; the exact parts stand beside it.
_PLACES_MAX = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure gave for one programme: figures, the value they make, and how to get them again.

    ``snapshot`` is the root of the snapshot, empty for live records; ``seconds`` is how long the query took, which
    answered all its programmes at once.
    """

    measure: Measure
    figures: Figures
    value: Value | NoValue
    asked: Asked
    engine: str
    seconds: Decimal
    query: str
    computed_at: datetime
    snapshot: str = ""

    def to_json(self, programme: str = "", indicator: str = "") -> dict[str, Any]:
        """The stable shape; an absent part is null. Without an indicator that is bound to it, the measure's name."""
        numerator, denominator, summed, count = _parts(self.figures)
        exact = self.value.exact if isinstance(self.value, Value) else None
        return {
            "programme": programme or str(self.figures.programme),
            "indicator": indicator or self.measure.name,
            "measure": self.measure.id,
            "version": self.measure.version,
            "numerator": _said(numerator),
            "denominator": _said(denominator),
            "sum": _said(summed),
            "count": _said(count),
            "records": self.figures.records,
            "value": None if exact is None else plain(exact, _PLACES_MAX),
            "unit": self.measure.unit,
            "freshness": self.figures.freshness and self.figures.freshness.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "engine": self.engine,
            "seconds": str(self.seconds),
            "query": self.query,
            "snapshot": self.snapshot or None,
            "programme_id": self.figures.programme,
            "year": self.asked.year,
            "as_of": self.asked.as_of and self.asked.as_of.isoformat(),
            "why": self.value.why if isinstance(self.value, NoValue) else None,
        }


def measured(
    measure: Measure,
    engine: Engine,
    asked: Asked,
    computed_at: datetime,
    programmes: Sequence[int] | None = None,
    snapshot: str = "",
) -> list[Measured]:
    """The values of every programme whose records are kept, or of those asked for; ``computed_at`` is the caller's."""
    begun = time.perf_counter()
    found = figures(measure, engine, asked, programmes)
    seconds = Decimal(round((time.perf_counter() - begun) * 1000)).scaleb(-3)
    query = asking_for(measure, engine.name, asked, tuple(programmes) if programmes is not None else None).query.sql
    return [
        Measured(measure, each, _value(measure, each), asked, engine.name, seconds, query, computed_at, snapshot)
        for each in found
    ]


def _value(measure: Measure, found: Figures) -> Value | NoValue:
    return value_of(found.aggregate, found.part, found.whole, found.records, divisor=measure.divisor)


def _parts(found: Figures) -> tuple[Any, Any, Any, Any]:
    """Numerator, denominator, sum and count: those that a kind of number has."""
    shown: Mapping[str, tuple[Any, Any, Any, Any]] = {
        "mean": (None, None, found.part, found.whole),
        "total": (None, None, found.part, None),
        "tally": (None, None, None, found.part),
        "distinct": (None, None, None, found.part),
        "least": (None, None, None, None),
    }
    return shown.get(found.aggregate, (found.part, found.whole, None, None))


def _said(number: int | Decimal | None) -> int | str | None:
    return number if number is None or isinstance(number, int) else str(number)
