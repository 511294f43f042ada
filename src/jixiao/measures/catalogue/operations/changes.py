"""Changes of served systems (变更) and releases (发布)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.timing import first_of
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.operations import change_review_days

if TYPE_CHECKING:
    import ibis.expr.types as ir

CHANGE = "operations_change"
CHANGES = Predicates("engineering_changes")


def deployed(records: Records) -> ir.Table:
    """The changes that went live in the year, also those rolled back later."""
    return records.in_year(CHANGE, "deployed_day")


def approved_before_deployment(records: Records) -> Applied:
    """Every change that went live was approved before, by somebody named: an emergency is approved by word of mouth,
    and its moment recorded as it was."""
    rows = deployed(records)
    return Applied(rows, CHANGE, (rows.approved_at <= rows.deployed_at) & (rows.approved_by != ""))


@measure(
    "operations.change_discipline",
    "工程变更规范性",
    kind="checked",
    formula="变更管理检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.systems,
    checklist=CHANGES.name,
)
def change_discipline(records: Records) -> Population:
    """工程变更规范性: checks passed ÷ checks that apply, over changes deployed and releases made in the year.

    A change that never went live is no violation, whatever it lacks. With neither change nor release nothing applies.
    """
    return CHANGES.over(records)


CHANGES.answers("approved_before_deployment")(approved_before_deployment)


@CHANGES.answers("requested")
def _requested(records: Records) -> Applied:
    rows = deployed(records)
    return Applied(rows, CHANGE, rows.requested_by != "")


@CHANGES.answers("assessed")
def _assessed(records: Records) -> Applied:
    """Assessed no later than approved, or than deployed where nobody approved; emergencies too, afterwards is late."""
    rows = deployed(records)
    return Applied(rows, CHANGE, rows.assessed_at <= rows.approved_at.coalesce(rows.deployed_at))


@CHANGES.answers("approved_by_another")
def _approved_by_another(records: Records) -> Applied:
    """Applies where both names are recorded."""
    rows = deployed(records)
    rows = rows.filter((rows.requested_by != "") & (rows.approved_by != ""))
    return Applied(rows, CHANGE, rows.requested_by.strip() != rows.approved_by.strip())


@CHANGES.answers("tested")
def _tested(records: Records) -> Applied:
    """Applies to changes that are no emergency."""
    rows = deployed(records)
    rows = rows.filter(~rows.is_emergency)
    return Applied(rows, CHANGE, rows.tested_at <= rows.deployed_at)


@CHANGES.answers("has_a_way_back")
def _has_a_way_back(records: Records) -> Applied:
    rows = deployed(records)
    return Applied(rows, CHANGE, rows.rollback_plan != "")


@CHANGES.answers("reviewed")
def _reviewed(records: Records) -> Applied:
    """Applies to changes that were reviewed or rolled back, or whose days for it have run out."""
    days = change_review_days(first_of(records))
    rows = deployed(records)
    rows = rows.mutate(looked_at=rows.reviewed_day.coalesce(rows.rolled_back_day))
    run_out = rows.deployed_day + days < records.asked.last_day
    rows = rows.filter(run_out | (rows.looked_at <= records.asked.last_day))
    return Applied(rows, CHANGE, rows.looked_at <= rows.deployed_day + days)


@CHANGES.answers("releases_follow_changes")
def _releases_follow_changes(records: Records) -> Applied:
    """Applies to the releases of the year: each belongs to a change that was approved before it."""
    releases = records.in_year("operations_release", "released_day")
    approved = records.table(CHANGE).select(of_change="id", change_approved_at="approved_at")
    before = [releases.change_id == approved.of_change, approved.change_approved_at <= releases.released_at]
    rows = marked(releases, "id", releases.semi_join(approved, before), "id")
    return Applied(rows, "operations_release", rows.is_matched)
