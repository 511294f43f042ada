"""What is built during maintenance."""

from __future__ import annotations

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, share
from jixiao.measures.records import Records


@measure(
    "operations.feature_acceptance_rate",
    "系统功能开发验收通过率",
    formula="验收通过的功能 ÷ 当年交付的功能",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.systems,
)
def feature_acceptance_rate(records: Records) -> Population:
    """系统功能开发验收通过率: features accepted ÷ features delivered in the year; one still open is not accepted."""
    delivered = records.in_year("operations_feature", "delivered_day")
    return share(delivered, "operations_feature", delivered.is_accepted)
