"""What was due, and whether it was done by then, in whole days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jixiao.measures.asked import Asked
from jixiao.measures.catalogue.checklist import Applied
from jixiao.measures.records import Records
from jixiao.parameters.operations import plan_days_late

if TYPE_CHECKING:
    import ibis.expr.types as ir


def first_of(records: Records) -> date:
    """The first day of the year: parameters are those in force on it."""
    return date(records.asked.year, 1, 1)


def year_end(records: Records) -> int:
    """The last day of the whole year, whatever day is asked for, as days since 1970-01-01."""
    return Asked(records.asked.year).last_day


def at_year_end(records: Records, rows: ir.Table) -> ir.Table:
    """The rows once the year is over, none before: what is due once a year is not due sooner."""
    import ibis

    return rows if records.asked.last_day == year_end(records) else rows.filter(ibis.literal(False))


def done_by_due(records: Records, table: str, done: str, due: str = "due_day") -> Applied:
    """What was due in the year, by the day asked for; passes what was done on the due day or before."""
    rows = records.in_year(table, due)
    return Applied(rows, table, rows[done] <= rows[due])


def done_by_plan(records: Records, table: str, done: str) -> tuple[ir.Table, ir.BooleanValue]:
    """What was planned for the year and is due or done, and whether it was done by plan.

    The parameter's days late still count as by plan, but never into the next year, so that late December is judged too.
    """
    import ibis

    rows = records.in_year(table, "planned_day")
    late = rows.planned_day + plan_days_late(first_of(records))
    rows = rows.mutate(due_at_last=ibis.least(late, year_end(records)))
    asked = records.asked.last_day
    rows = rows.filter((rows.due_at_last <= asked) | (rows[done] <= asked))
    return rows, rows[done] <= rows.due_at_last


def put_right(records: Records, findings: ir.Table, table: str, of_year: ir.BooleanValue) -> Applied:
    """Findings due in the year, and those of the year that have no due day; passes what was closed by then."""
    last = records.asked.last_day
    is_due = findings.due_day.between(records.asked.first_day, last)
    rows = findings.filter(is_due | (findings.due_day.isnull() & of_year))
    return Applied(rows, table, rows.closed_day <= rows.due_day.fill_null(last))


def one_a_programme(rows: ir.Table) -> ir.Table:
    """One row for each programme among the rows, standing for it: its oldest record."""
    return rows.group_by("programme_id").aggregate(id=rows.id.min(), recorded_at=rows.recorded_at.max())
