"""A checked measure check by check: how many records each check applies to, and how many pass it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.measures.asked import Asked
from jixiao.measures.engines.engine import Engine
from jixiao.measures.engines.query import Query, made_ready
from jixiao.measures.measure import Measure
from jixiao.measures.records import Records
from jixiao.measures.tables import published


@dataclass(frozen=True, slots=True)
class CheckCount:
    """One check over a programme's records; ``applicable`` is never zero, a check without records is not listed."""

    check: str
    passed: int
    applicable: int


def counts_by_check(
    measure: Measure, engine: Engine, asked: Asked, programmes: Sequence[int]
) -> dict[int, list[CheckCount]]:
    """The counts of every check, by programme; in the order of the checks' ids."""
    found: dict[int, list[CheckCount]] = {}
    for row in engine.run(_query(measure, engine.name, asked, tuple(programmes))):
        found.setdefault(row["programme_id"], []).append(CheckCount(row["check_id"], row["passed"], row["applicable"]))
    return found


@lru_cache(maxsize=256)
def _query(measure: Measure, engine: str, asked: Asked, programmes: tuple[int, ...]) -> Query:
    rows = measure.rows(Records(published, asked)).rows
    own = rows.filter(rows.programme_id.isin(list(programmes)))
    counted = own.group_by("programme_id", "check_id").aggregate(
        passed=own.count(where=own.hit), applicable=own.count()
    )
    return made_ready(counted.order_by("programme_id", "check_id"), engine)
