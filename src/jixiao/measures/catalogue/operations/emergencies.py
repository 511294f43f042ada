"""Emergencies (应急): the plan, those to be called, drills, and how it went when it mattered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.spans import unbroken
from jixiao.measures.catalogue.timing import done_by_plan, first_of, put_right, year_end
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.operations import check_valid_days

if TYPE_CHECKING:
    import ibis.expr.types as ir

_EMERGENCY, _PLAN, _CONTACT = "operations_emergency", "operations_plan", "operations_plan_contact"
_DRILL, _FINDING, _SYSTEM = "operations_drill", "operations_drill_finding", "operations_system"
TIMELINESS = Predicates("emergency_timeliness")
MECHANISM = Predicates("emergency_mechanism")


@measure(
    "operations.emergency_timeliness",
    "应急处理及时性",
    kind="checked",
    formula="在预案时限内响应、恢复的应急事件 ÷ 已到期的应急事件",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.emergency_plans,
    checklist=TIMELINESS.name,
)
def emergency_timeliness(records: Records) -> Population:
    """应急处理及时性: emergencies of the year responded to and restored within the times of their plan, each counted.

    Emergencies know no working hours: the time is wall time. A year without one proves nothing and is not applicable.
    """
    return TIMELINESS.over(records)


@TIMELINESS.answers("responded_in_time")
def _responded_in_time(records: Records) -> Applied:
    return _within(records, "response_seconds", "response_minutes")


@TIMELINESS.answers("restored_in_time")
def _restored_in_time(records: Records) -> Applied:
    return _within(records, "restore_seconds", "restore_minutes")


@measure(
    "operations.emergency_mechanism",
    "应急响应机制健全性",
    "应急响应机制",
    kind="checked",
    formula="应急机制检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.emergency_plans,
    checklist=MECHANISM.name,
)
def emergency_mechanism(records: Records) -> Population:
    """应急响应机制健全性: checks passed ÷ checks that apply, over systems, plans in force, contacts and drills.

    Reported where a plan was ever recorded; one that ran out leaves its systems without.
    """
    return MECHANISM.over(records)


@MECHANISM.answers("plan_in_force")
def _plan_in_force(records: Records) -> Applied:
    """Applies to served systems: on each of their days in the year an approved plan holds. An approval does not reach
    back, so a plan counts from its approval where that is later than its first day."""
    import ibis

    plans = records.table(_PLAN)
    plans = plans.filter(plans.approved_day <= records.asked.last_day)
    held = plans.select(
        key="programme_id", first_day=ibis.greatest(plans.valid_from_day, plans.approved_day), final_day="valid_to_day"
    )
    rows = unbroken(_served(records), held)
    return Applied(rows, _SYSTEM, rows.is_unbroken)


@MECHANISM.answers("contacts_listed")
def _contacts_listed(records: Records) -> Applied:
    rows = marked(_plans(records), "id", records.table(_CONTACT), "plan_id")
    return Applied(rows, _PLAN, rows.is_matched)


@MECHANISM.answers("contacts_valid")
def _contacts_valid(records: Records) -> Applied:
    """Applies to the contacts of plans in force; a check holds for the parameter's days."""
    plans = _plans(records).select(plan="id")
    contacts = records.table(_CONTACT)
    rows = contacts.semi_join(plans, contacts.plan_id == plans.plan)
    last = records.asked.last_day
    checked = rows.checked_day.between(last - check_valid_days(first_of(records)), last)
    return Applied(rows, _CONTACT, rows.is_valid & checked)


@MECHANISM.answers("drill_planned")
def _drill_planned(records: Records) -> Applied:
    """A drill of the plan is planned for the year, or was held in it."""
    drills = records.table(_DRILL)
    asked = records.asked
    planned = drills.planned_day.between(asked.first_day, year_end(records))
    held = drills.held_day.between(asked.first_day, asked.last_day)
    rows = marked(_plans(records), "id", drills.filter(planned | held), "plan_id")
    return Applied(rows, _PLAN, rows.is_matched)


@MECHANISM.answers("drills_held")
def _drills_held(records: Records) -> Applied:
    """Applies to drills planned for the year that are due or held."""
    rows, by_plan = done_by_plan(records, _DRILL, "held_day")
    return Applied(rows, _DRILL, by_plan & (rows.report != ""))


@MECHANISM.answers("findings_closed")
def _findings_closed(records: Records) -> Applied:
    """Applies to findings due in the year, and to those without a due day of drills held in it."""
    held = records.in_year(_DRILL, "held_day")
    findings = marked(records.table(_FINDING), "drill_id", held, "id")
    return put_right(records, findings, _FINDING, findings.is_matched)


def _plans(records: Records) -> ir.Table:
    """The approved plans that hold on some day of the year."""
    plans = records.in_force(_PLAN, "valid_from_day", "valid_to_day")
    return plans.filter(plans.approved_day <= records.asked.last_day)


def _served(records: Records) -> ir.Table:
    """Served systems with their days in the year, keyed by programme."""
    import ibis

    rows = records.in_force(_SYSTEM, "in_service_day", "retired_day")
    asked = records.asked
    first = ibis.greatest(rows.in_service_day, asked.first_day)
    last = ibis.least(rows.retired_day.fill_null(asked.last_day), asked.last_day)
    return rows.mutate(key=rows.programme_id, first_day=first, final_day=last)


def _within(records: Records, seconds: str, minutes: str) -> Applied:
    """Applies to emergencies that are over this step, or that began before the day asked for."""
    plans = records.table(_PLAN)
    plans = plans.select(of_plan="id", limit_minutes=minutes)
    rows = records.in_year(_EMERGENCY, "occurred_day")
    rows = rows.filter(rows[seconds].notnull() | (rows.occurred_day < records.asked.last_day))
    joined = rows.inner_join(plans, rows.plan_id == plans.of_plan)
    return Applied(joined, _EMERGENCY, joined[seconds] <= joined.limit_minutes * 60)
