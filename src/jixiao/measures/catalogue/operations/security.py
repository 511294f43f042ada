"""Security incidents and the integrity of important records."""

from __future__ import annotations

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, ratio, tally
from jixiao.measures.records import Records


@measure(
    "operations.security_incidents",
    "安全事故发生率",
    formula="当年发生并经核实的安全事件",
    unit="起",
    direction="lower",
    source=kept.SOURCE,
    kept=kept.desk,
)
def security_incidents(records: Records) -> Population:
    """安全事故发生率: confirmed security incidents of the year, as a number. Zero only where the desk is kept."""
    occurred = records.in_year("operations_incident", "occurred_day")
    return tally(occurred.filter(occurred.is_confirmed), "operations_incident")


@measure(
    "operations.important_records_lost",
    "重要信息存储丢失率",
    formula="核查中丢失或被改动的记录 ÷ 核查的记录",
    unit="ratio",
    direction="lower",
    source=kept.SOURCE,
    kept=kept.integrity_checks,
)
def important_records_lost(records: Records) -> Population:
    """重要信息存储丢失率: important records missing or altered at the year's integrity checks ÷ records checked."""
    checked = records.in_year("operations_integrity_check", "checked_day")
    lost = checked.records_missing + checked.records_altered
    return ratio(checked, "operations_integrity_check", lost, checked.records_checked)
