"""Supervision (监理) of what contractors do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.contracts.scope import SOURCE, contracts, parts
from jixiao.measures.catalogue.timing import put_right
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SUPERVISION, _REPORT, _FINDING = "supervision", "supervision_report", "supervision_finding"
SUPERVISION = Predicates("supervision")


def kept(records: Records) -> ir.Table:
    """Programmes with a supervision of a contract of the year: without one there is nothing that could be in order."""
    return parts(records, _SUPERVISION).select("programme_id").distinct()


@measure(
    "contracts.supervision_discipline",
    "监理规范性",
    kind="checked",
    formula="监理检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=SOURCE,
    kept=kept,
    checklist=SUPERVISION.name,
)
def supervision_discipline(records: Records) -> Population:
    """监理规范性: checks passed ÷ checks that apply, over supervisions of the year's contracts.

    A report that is due and not there is a record without a day of submission, so it fails; a programme that has no
    supervision on record is not reported, whatever its target says.
    """
    return SUPERVISION.over(records)


@SUPERVISION.answers("appointed_before_work")
def _appointed_before_work(records: Records) -> Applied:
    rows = parts(records, _SUPERVISION)
    return Applied(rows, _SUPERVISION, rows.appointed_day <= rows.work_started_day)


@SUPERVISION.answers("independent")
def _independent(records: Records) -> Applied:
    """The supervisor bears another name than the supplier."""
    suppliers = contracts(records).select(supervised="id", supplier="supplier_name")
    rows = parts(records, _SUPERVISION)
    rows = rows.inner_join(suppliers, rows.contract_id == suppliers.supervised)
    return Applied(rows, _SUPERVISION, rows.supervisor_name.strip() != rows.supplier.strip())


@SUPERVISION.answers("reported")
def _reported(records: Records) -> Applied:
    """A report was submitted whose period touches the year."""
    reports = records.in_force(_REPORT, "period_from_day", "period_to_day")
    reports = reports.filter(reports.submitted_day <= records.asked.last_day)
    rows = marked(parts(records, _SUPERVISION), "id", reports, "supervision_id")
    return Applied(rows, _SUPERVISION, rows.is_matched)


@SUPERVISION.answers("reports_on_time")
def _reports_on_time(records: Records) -> Applied:
    """Applies to reports due in the year."""
    rows = records.in_year(_REPORT, "due_day")
    return Applied(rows, _REPORT, (rows.submitted_day <= rows.due_day) & (rows.document != ""))


@SUPERVISION.answers("findings_closed")
def _findings_closed(records: Records) -> Applied:
    """Applies to findings due in the year, and to those raised in it without a due day."""
    findings = records.table(_FINDING)
    raised = findings.raised_day.between(records.asked.first_day, records.asked.last_day)
    return put_right(records, findings, _FINDING, raised)
