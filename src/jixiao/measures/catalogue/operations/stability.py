"""Whether a service runs, and whether it is mended in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.operations.faults import faults
from jixiao.measures.catalogue.timing import first_of
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.operations import availability_min, service_hours
from jixiao.rules.operations import seconds_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OUTAGE, _FAULT, _SYSTEM = "operations_outage", "operations_fault", "operations_system"
_WORKING_HOURS, _DAY_HOURS, _DAY_SECONDS = "5*8", 8, 86_400
STABILITY = Predicates("service_stability")
TIMELINESS = Predicates("maintenance_timeliness")


@measure(
    "operations.service_stability",
    "会计信息化检测软件运行稳定性",
    kind="checked",
    formula="运行稳定性检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.agreements,
    checklist=STABILITY.name,
)
def service_stability(records: Records) -> Population:
    """会计信息化检测软件运行稳定性: whether each served system was available enough, and each outage was explained.

    Available is what unplanned outages leave of the service hours of its agreements; planned work takes nothing away.
    """
    return STABILITY.over(records)


@STABILITY.answers("available_enough")
def _available_enough(records: Records) -> Applied:
    """Applies to systems with an agreement in the year. An outage that has not ended leaves it unproven."""
    import ibis

    may_be_down = 1 - availability_min(first_of(records))
    top, bottom = may_be_down.as_integer_ratio()
    due = _service_seconds(records)
    down = _unplanned(records)
    down = down.group_by(down_system=down.system_id).aggregate(
        down=down.business_seconds.sum(), unknown=down.count(where=down.business_seconds.isnull())
    )
    systems = records.in_force(_SYSTEM, "in_service_day", "retired_day")
    promised = systems.inner_join(due, systems.id == due.due_system)
    rows = promised.left_join(down, promised.id == down.down_system)
    known = rows.unknown.fill_null(0) == 0
    bottom_seconds = rows.down.fill_null(0).cast("int64") * ibis.literal(bottom, "int64")
    return Applied(rows, _SYSTEM, known & (bottom_seconds <= rows.due * top))


@STABILITY.answers("outages_explained")
def _outages_explained(records: Records) -> Applied:
    """Applies to the year's unplanned outages."""
    rows = _unplanned(records)
    return Applied(rows, _OUTAGE, rows.fault_id.notnull())


@measure(
    "operations.maintenance_timeliness",
    "会计信息化检测软件维护及时性",
    kind="checked",
    formula="维护及时性检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.agreements,
    checklist=TIMELINESS.name,
)
def maintenance_timeliness(records: Records) -> Population:
    """会计信息化检测软件维护及时性: the year's faults answered and resolved within what the agreement promises.

    A fault for which nothing is promised, or that is not due yet, does not count.
    """
    return TIMELINESS.over(records)


@TIMELINESS.answers("responded_in_time")
def _responded_in_time(records: Records) -> Applied:
    """Applies to faults with a ticket: the ticket's first response is the fault's."""
    answered = records.table("operations_ticket")
    answered = answered.filter(answered.response_is_met.notnull())
    answered = answered.select(of_ticket="id", is_answered="response_is_met")
    occurred = faults(records)
    rows = occurred.inner_join(answered, occurred.ticket_id == answered.of_ticket)
    return Applied(rows, _FAULT, rows.is_answered)


@TIMELINESS.answers("resolved_in_time")
def _resolved_in_time(records: Records) -> Applied:
    rows = faults(records)
    rows = rows.filter(rows.resolution_is_met.notnull())
    return Applied(rows, _FAULT, rows.resolution_is_met)


def _unplanned(records: Records) -> ir.Table:
    rows = records.in_year(_OUTAGE, "began_day")
    return rows.filter(~rows.is_planned)


def _service_seconds(records: Records) -> ir.Table:
    """Seconds of service (``due``) that each system's agreements promise in the year, up to the day asked for."""
    import ibis

    agreements = records.in_force("operations_agreement", "starts_day", "ends_day")
    agreements = agreements.mutate(
        first_day=ibis.greatest(agreements.starts_day, records.asked.first_day),
        final_day=ibis.least(agreements.ends_day, records.asked.last_day),
    )
    always = agreements.filter(agreements.window != _WORKING_HOURS)
    always = always.select("system_id", seconds=(always.final_day - always.first_day + 1) * _DAY_SECONDS)
    working = agreements.filter(agreements.window == _WORKING_HOURS)
    days = records.working_days().select("day")
    worked = working.inner_join(days, [days.day >= working.first_day, days.day <= working.final_day])
    a_day = seconds_of(service_hours(first_of(records))[_DAY_HOURS])
    worked = worked.select("system_id", seconds=ibis.literal(a_day, "int64"))
    promised = always.union(worked)
    return promised.group_by(due_system=promised.system_id).aggregate(due=promised.seconds.sum().cast("int64"))
