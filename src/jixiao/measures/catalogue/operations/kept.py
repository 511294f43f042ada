"""Whose records are kept: where they are, a count over nothing is zero; where they are not, nothing is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Where the meaning of these measures is written down.
SOURCE = "上海市2020年绩效目标表；运维指标口径"


def desk(records: Records) -> ir.Table:
    """Programmes whose desk is kept: a ticket was opened or a fault occurred in the year, counted or not."""
    tickets = records.in_year("operations_ticket", "opened_day").select("programme_id")
    return _programmes(tickets.union(records.in_year("operations_fault", "occurred_day").select("programme_id")))


def inspections(records: Records) -> ir.Table:
    """Programmes that keep inspections: one was planned for the year."""
    return _planned(records, "inspection")


def self_checks(records: Records) -> ir.Table:
    """Programmes that keep self-checks: one was planned for the year."""
    return _planned(records, "self_check")


def department_use(records: Records) -> ir.Table:
    """Programmes that keep which department uses their systems: something was recorded for the year."""
    return _programmes(records.in_year("operations_department_use", "used_day"))


def sign_ins(records: Records) -> ir.Table:
    """Programmes that keep who signs in: somebody did in the year."""
    return _programmes(records.in_year("operations_sign_in", "signed_in_day"))


def integrity_checks(records: Records) -> ir.Table:
    """Programmes that check whether important records are whole: they did in the year."""
    return _programmes(records.in_year("operations_integrity_check", "checked_day"))


def systems(records: Records) -> ir.Table:
    """Programmes with a served system in service in the year."""
    return _programmes(records.in_force("operations_system", "in_service_day", "retired_day"))


def agreements(records: Records) -> ir.Table:
    """Programmes with a service agreement that holds in the year."""
    return _programmes(records.in_force("operations_agreement", "starts_day", "ends_day"))


def rota(records: Records) -> ir.Table:
    """Programmes whose rota is kept: somebody was on duty in the year."""
    return _programmes(records.in_year("operations_duty", "day_day"))


def engineering(records: Records) -> ir.Table:
    """Programmes that record what is built: features or tunings were planned or delivered, whenever."""
    return _programmes(_either(records, "operations_feature", "operations_tuning"))


def emergency_plans(records: Records) -> ir.Table:
    """Programmes that keep emergency plans: one was recorded, also when it has run out."""
    return _programmes(records.table("operations_plan"))


def trainings(records: Records) -> ir.Table:
    """Programmes that keep training: a plan for it was recorded, or somebody's training was."""
    return _programmes(_either(records, "operations_training_plan", "operations_training"))


def cooperation(records: Records) -> ir.Table:
    """Programmes that keep what they do with other departments: meetings or requests were recorded."""
    return _programmes(_either(records, "operations_meeting", "operations_cooperation_request"))


def assets(records: Records) -> ir.Table:
    """Programmes that keep their assets and facilities."""
    return _programmes(records.table("operations_asset"))


def catalogue(records: Records) -> ir.Table:
    """Programmes that keep a data catalogue."""
    return _programmes(records.table("operations_catalogue_entry"))


def papers(records: Records) -> ir.Table:
    """Programmes that keep papers of the long run."""
    return _programmes(records.table("operations_long_term_paper"))


def _planned(records: Records, kind: str) -> ir.Table:
    rows = records.in_year("operations_inspection", "planned_day")
    return _programmes(rows.filter(rows.kind == kind))


def _either(records: Records, some: str, others: str) -> ir.Table:
    return records.table(some).select("programme_id").union(records.table(others).select("programme_id"))


def _programmes(rows: ir.Table) -> ir.Table:
    return rows.select("programme_id").distinct()
