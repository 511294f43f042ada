"""Inspections (巡检) and self-checks (自检)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, share, tally
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_INSPECTION = "operations_inspection"


def completed(records: Records, kind: str) -> ir.Table:
    """Inspections done in the year with every item of the checklist answered, a report and a signature."""
    done = records.in_year(_INSPECTION, "done_day")
    return done.filter((done.kind == kind) & done.is_completed)


@measure(
    "operations.inspections",
    "巡检次数",
    formula="当年完成的巡检",
    unit="次",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.inspections,
)
def inspections(records: Records) -> Population:
    """巡检次数: inspections completed in the year; one with an unanswered item or no signature is not completed."""
    return tally(completed(records, "inspection"), _INSPECTION)


@measure(
    "operations.self_checks",
    "系统自检次数",
    formula="当年完成的系统自检",
    unit="次",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.self_checks,
)
def self_checks(records: Records) -> Population:
    """系统自检次数: self-checks completed in the year."""
    return tally(completed(records, "self_check"), _INSPECTION)


@measure(
    "operations.self_check_pass_rate",
    "自检通过率",
    formula="通过的自检 ÷ 完成的自检",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.self_checks,
)
def self_check_pass_rate(records: Records) -> Population:
    """自检通过率: self-checks passed ÷ self-checks completed."""
    done = completed(records, "self_check")
    return share(done, _INSPECTION, done.result == "passed")
