"""Faults (故障)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, share
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FAULT = "operations_fault"


def faults(records: Records) -> ir.Table:
    """The faults of the year that count: tests, planned work and force majeure are excluded."""
    occurred = records.in_year(_FAULT, "occurred_day")
    return occurred.filter(occurred.exclusion == "")


@measure(
    "operations.fault_resolution_rate",
    "故障处理率",
    "系统故障排除率",
    formula="截止日前已排除的故障 ÷ 当年发生的故障",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.desk,
)
def fault_resolution_rate(records: Records) -> Population:
    """故障处理率: faults resolved by the cut-off (year's end, or the day asked for) ÷ faults that occurred in it."""
    occurred = faults(records)
    return share(occurred, _FAULT, occurred.resolved_day <= records.asked.last_day)


@measure(
    "operations.fault_timeliness",
    "故障处理及时率",
    formula="时限内排除的故障 ÷ 已到期的故障",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.desk,
)
def fault_timeliness(records: Records) -> Population:
    """故障处理及时率: faults resolved within the limit of their severity ÷ faults that are due.

    Due is what was resolved, or whose limit has passed; a fault for which the contract promises no limit is not.
    """
    due = faults(records).filter(lambda fault: fault.resolution_is_met.notnull())
    return share(due, _FAULT, due.resolution_is_met)


@measure(
    "operations.fault_repeat_rate",
    "故障重复发生率",
    formula="重复发生的故障 ÷ 当年发生的故障",
    unit="ratio",
    direction="lower",
    source=kept.SOURCE,
    kept=kept.desk,
)
def fault_repeat_rate(records: Records) -> Population:
    """故障重复发生率: faults that repeat an earlier resolved one ÷ faults that occurred in the year; lower is better.

    A repeat has the same configuration item and the same root cause within the parameter's days; what it repeats may
    lie in the year before. A fault whose cause is unknown counts below, not above: it is not proven to repeat.
    """
    occurred = faults(records)
    return share(occurred, _FAULT, occurred.recurrence == "repeat")
