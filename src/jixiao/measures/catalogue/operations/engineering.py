"""What is built during maintenance."""

from __future__ import annotations

from jixiao.measures.catalogue.checklist import Applied, Predicates
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.timing import done_by_due
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, share
from jixiao.measures.records import Records

FEATURES = Predicates("feature_timeliness")
TUNINGS = Predicates("tuning_timeliness")


@measure(
    "operations.feature_acceptance_rate",
    "系统功能开发验收通过率",
    formula="验收通过的功能 ÷ 当年交付的功能",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.engineering,
)
def feature_acceptance_rate(records: Records) -> Population:
    """系统功能开发验收通过率: features accepted ÷ features delivered in the year; one still open is not accepted."""
    delivered = records.in_year("operations_feature", "delivered_day")
    return share(delivered, "operations_feature", delivered.is_accepted)


@measure(
    "operations.feature_timeliness",
    "系统功能开发完工及时性",
    kind="checked",
    formula="按计划日交付的功能 ÷ 当年应交付的功能",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.engineering,
    checklist=FEATURES.name,
)
def feature_timeliness(records: Records) -> Population:
    """系统功能开发完工及时性: features delivered on the planned day or before ÷ features planned for the year."""
    return FEATURES.over(records)


@FEATURES.answers("delivered_by_plan")
def _delivered_by_plan(records: Records) -> Applied:
    return done_by_due(records, "operations_feature", "delivered_day", due="planned_day")


@measure(
    "operations.tuning_timeliness",
    "系统性能调优完工及时性",
    kind="checked",
    formula="按计划日完成的调优 ÷ 当年应完成的调优",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.engineering,
    checklist=TUNINGS.name,
)
def tuning_timeliness(records: Records) -> Population:
    """系统性能调优完工及时性: tunings completed on the planned day or before ÷ tunings planned for the year."""
    return TUNINGS.over(records)


@TUNINGS.answers("completed_by_plan")
def _completed_by_plan(records: Records) -> Applied:
    return done_by_due(records, "operations_tuning", "completed_day", due="planned_day")
