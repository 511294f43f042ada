"""Dress rehearsals of a version's targets: each over the records of the three years before, as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db import connection

from jixiao.measures.asked import Asked
from jixiao.parameters.checklists import checklist
from jixiao.rules.judgement.rehearsal import FormerYear, Rehearsal, rehearsed
from jixiao.rules.measurement import Value
from jixiao.rules.values import ParsedTarget, TargetValue
from jixiao.systems.programmes.judging import Promise, direction_known, judged
from jixiao.systems.programmes.measuring import Suggestion, measure_of, named, suggested
from jixiao.systems.programmes.models import FormVersion, TargetIndicator

if TYPE_CHECKING:
    from jixiao.measures.measure import Measure

#: How many years before the form's own are looked at: ours.
YEARS = 3


def rehearsals(version: FormVersion, rows: list[TargetIndicator]) -> dict[int, Rehearsal]:
    """The rehearsal of every indicator that a measure answers, by its number, in the scope of whoever asks.

    One query a measure and year, and one more for each checklist: asked for by a person, never made with the page.
    """
    bound = dict(version.bindings.values_list("indicator", "measure"))
    found = {}
    for row in rows:
        measure = measure_of(bound.get(named(row.level3), _exact(suggested(row.level3, version.form.framework))))
        if measure is not None and version.form.programme_id is not None:
            target = ParsedTarget(row.target_text, tuple(TargetValue.from_label(label) for label in row.parsed))
            years = list(_years(version, row, measure, version.form.programme_id))
            found[row.number] = rehearsed(target, direction_known(row, measure), years)
    return found


def _exact(near: Suggestion | None) -> str:
    return near.measure.id if near is not None and near.is_exact else ""


def _years(version: FormVersion, row: TargetIndicator, measure: Measure, programme: int) -> Iterator[FormerYear]:
    """The former years, newest first, judged by the rules that hold for the form's own year."""
    from jixiao.measures.by_check import counts_by_check
    from jixiao.measures.engines.postgres import Postgres
    from jixiao.measures.measured import measured

    engine, now, due = Postgres(connection), datetime.now(UTC), date(version.form.year, 12, 31)
    for year in range(version.form.year - 1, version.form.year - 1 - YEARS, -1):
        asked, found, checks = Asked(year), None, []
        if not measure.checklist or checklist(measure.checklist).in_force(date(year, 1, 1)):
            found = next(iter(measured(measure, engine, asked, now, [programme])), None)
        if found is not None and measure.kind == "checked":
            checks = counts_by_check(measure, engine, asked, [programme]).get(programme, [])
        exact = found.value.exact if found is not None and isinstance(found.value, Value) else None
        yield FormerYear(year, exact, judged(Promise(row, year, due), measure, found, checks, due))
