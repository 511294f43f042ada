"""Systems under maintenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, tally
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    "operations.systems_maintained",
    "系统维护数量",
    "系统运维数量",
    formula="全年每一天都有运维合同的系统",
    unit="套",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.systems,
)
def systems_maintained(records: Records) -> Population:
    """系统维护数量: systems under an agreement with a contract on every day of the year (up to the day asked for)."""
    covered = _days_covered(records)
    systems = records.in_force("operations_system", "in_service_day", "retired_day")
    joined = systems.inner_join(covered, systems.id == covered.covered_system)
    asked = records.asked.last_day - records.asked.first_day + 1
    rows = joined.filter(joined.days == asked).select("programme_id", "id", "recorded_at")
    return tally(rows, "operations_system")


def _days_covered(records: Records) -> ir.Table:
    """How many days of the year each system has an agreement with a contract; agreements never overlap."""
    import ibis

    agreements = records.in_force("operations_agreement", "starts_day", "ends_day")
    agreements = agreements.filter(agreements.contract_id.notnull())
    first = ibis.greatest(agreements.starts_day, records.asked.first_day)
    last = ibis.least(agreements.ends_day, records.asked.last_day)
    held = agreements.select(covered_system=agreements.system_id, held=last - first + 1)
    return held.group_by("covered_system").aggregate(days=held.held.sum())
