"""How the work of operations is done: as planned, complete, under control."""

from __future__ import annotations

from jixiao.measures.catalogue.checklist import Applied, Predicates
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.operations.changes import approved_before_deployment
from jixiao.measures.catalogue.operations.desk import tickets
from jixiao.measures.catalogue.operations.faults import faults
from jixiao.measures.catalogue.operations.people import engineers, required_days
from jixiao.measures.catalogue.spans import unbroken
from jixiao.measures.catalogue.timing import done_by_plan
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

DISCIPLINE = Predicates("system_operation")


@measure(
    "operations.operation_discipline",
    "系统运维规范性",
    kind="checked",
    formula="系统运维检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.systems,
    checklist=DISCIPLINE.name,
)
def operation_discipline(records: Records) -> Population:
    """系统运维规范性: checks passed ÷ checks that apply, over the year's records of operations.

    They are inspections, tickets, changes, faults, the rota and the engineers.

    Tickets are the most by far, so the share says little of the rest; the mandatory checks decide the band.
    """
    return DISCIPLINE.over(records)


DISCIPLINE.answers("changes_approved")(approved_before_deployment)


@DISCIPLINE.answers("inspections_as_planned")
def _inspections_as_planned(records: Records) -> Applied:
    """Applies to inspections and self-checks planned for the year."""
    rows, by_plan = done_by_plan(records, "operations_inspection", "done_day")
    return Applied(rows, "operations_inspection", by_plan & rows.is_completed)


@DISCIPLINE.answers("tickets_complete")
def _tickets_complete(records: Records) -> Applied:
    rows = tickets(records)
    return Applied(rows, "operations_ticket", rows.is_complete)


@DISCIPLINE.answers("faults_have_a_cause")
def _faults_have_a_cause(records: Records) -> Applied:
    """Applies to the year's faults that are closed."""
    rows = faults(records)
    rows = rows.filter(rows.closed_day <= records.asked.last_day)
    return Applied(rows, "operations_fault", rows.cause_id.notnull())


@DISCIPLINE.answers("rota_kept")
def _rota_kept(records: Records) -> Applied:
    """Applies to every working day on which an agreement asks for people; the record is the day itself (``day``)."""
    days = required_days(records)
    turns = records.table("operations_duty")
    turns = turns.group_by(duty_system=turns.system_id, duty_day=turns.day_day).aggregate(
        newest=turns.recorded_at.max()
    )
    joined = days.left_join(turns, [days.system_id == turns.duty_system, days.day == turns.duty_day])
    rows = joined.select("programme_id", "duty_day", id=joined.day, recorded_at=joined.newest)
    return Applied(rows, "working_day", rows.duty_day.notnull())


@DISCIPLINE.answers("engineers_sworn")
def _engineers_sworn(records: Records) -> Applied:
    """Applies to the engineers of the year: an undertaking holds on each of their days in it."""
    sworn = records.table("operations_undertaking")
    sworn = sworn.select(key="engineer_id", first_day="signed_day", final_day="valid_to_day")
    rows = unbroken(engineers(records), sworn)
    return Applied(rows, "operations_engineer", rows.is_unbroken)
