"""Whose records are kept: where they are, a count over nothing is zero; where they are not, nothing is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Where the meaning of these measures is written down.
SOURCE = "上海市2020年绩效目标表；运维指标口径"


def desk(records: Records) -> ir.Table:
    """Programmes whose service desk is kept: at least one ticket was opened in the year."""
    return _programmes(records.in_year("operations_ticket", "opened_day"))


def systems(records: Records) -> ir.Table:
    """Programmes with a served system in service in the year."""
    return _programmes(records.in_force("operations_system", "in_service_day", "retired_day"))


def agreements(records: Records) -> ir.Table:
    """Programmes with a service agreement that holds in the year."""
    return _programmes(records.in_force("operations_agreement", "starts_day", "ends_day"))


def rota(records: Records) -> ir.Table:
    """Programmes whose rota is kept: somebody was on duty in the year."""
    return _programmes(records.in_year("operations_duty", "day_day"))


def _programmes(rows: ir.Table) -> ir.Table:
    return rows.select("programme_id").distinct()
