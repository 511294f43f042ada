"""Systems under maintenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.spans import unbroken, whole_day
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
    """系统维护数量: systems served and under a live contract on every day of the year (up to the day asked for).

    One agreement may follow another; each counts as long as it and its contract last. A system that came or went in
    the year was not under maintenance all year.
    """
    served = records.in_force("operations_system", "in_service_day", "retired_day")
    asked = records.asked
    stayed = served.retired_day.isnull() | (served.retired_day >= asked.last_day)
    served = served.filter((served.in_service_day <= asked.first_day) & stayed)
    days = {"first_day": whole_day(asked.first_day), "final_day": whole_day(asked.last_day)}
    rows = unbroken(served.mutate(key=served.id, **days), _contracted(records))
    return tally(rows.filter(rows.is_unbroken), "operations_system")


def _contracted(records: Records) -> ir.Table:
    """The days on which a system has an agreement whose contract is in force, keyed by system."""
    import ibis

    agreements = records.table("operations_agreement")
    agreements = agreements.select("system_id", "contract_id", agreed="starts_day", agreed_until="ends_day")
    contracts = records.table("contract")
    ended = ibis.least(contracts.ends_day, contracts.closed_day.coalesce(contracts.ends_day))
    contracts = contracts.select(of_contract="id", started="starts_day", ended=ended)
    rows = agreements.inner_join(contracts, agreements.contract_id == contracts.of_contract)
    rows = rows.select(
        key=rows.system_id,
        first_day=ibis.greatest(rows.agreed, rows.started),
        final_day=ibis.least(rows.agreed_until, rows.ended),
    )
    return rows.filter(rows.first_day <= rows.final_day)
