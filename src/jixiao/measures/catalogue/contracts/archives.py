"""The archive (档案): whether what happened has its file. Contracts keep it, also for the work of operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates
from jixiao.measures.catalogue.contracts.scope import SOURCE, contracts, filed
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FILE = "archive_file"
ARCHIVES = Predicates("archive_management")


def kept(records: Records) -> ir.Table:
    """Programmes whose archive is kept: something was filed by the day asked for."""
    files = records.table(_FILE)
    return files.filter(files.filed_day <= records.asked.last_day).select("programme_id").distinct()


@measure(
    "contracts.archive_management",
    "档案管理机制",
    kind="checked",
    formula="档案管理检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=SOURCE,
    kept=kept,
    checklist=ARCHIVES.name,
)
def archive_management(records: Records) -> Population:
    """档案管理机制: checks passed ÷ checks that apply, over what has to be filed and over the files.

    A file names what it is about by its number, parts of a contract as 合同编号/编号, in the same unit and programme.
    It has to be there by the day asked for: no rule that was read says within how many days.
    """
    return ARCHIVES.over(records)


@ARCHIVES.answers("contracts_filed")
def _contracts_filed(records: Records) -> Applied:
    """Applies to the signed contracts of the year."""
    rows = contracts(records)
    rows = rows.filter(rows.signed_day <= records.asked.last_day)
    return _has_file(records, rows, "contract", "contract")


@ARCHIVES.answers("contract_changes_filed")
def _contract_changes_filed(records: Records) -> Applied:
    """Applies to changes of contracts that came into effect in the year."""
    rows = _numbered(records, records.in_year("contract_change", "effective_day"))
    return _has_file(records, rows, "contract_change", "change")


@ARCHIVES.answers("system_changes_filed")
def _system_changes_filed(records: Records) -> Applied:
    """Applies to changes of systems that were deployed in the year."""
    return _has_file(records, records.in_year("operations_change", "deployed_day"), "operations_change", "change")


@ARCHIVES.answers("acceptances_filed")
def _acceptances_filed(records: Records) -> Applied:
    """Applies to acceptances concluded in the year."""
    rows = _numbered(records, records.in_year("acceptance", "concluded_day"))
    return _has_file(records, rows, "acceptance", "acceptance")


@ARCHIVES.answers("inspections_filed")
def _inspections_filed(records: Records) -> Applied:
    """Applies to inspections on site completed in the year, not to what a system checks of itself."""
    rows = records.in_year("operations_inspection", "done_day")
    rows = rows.filter((rows.kind == "inspection") & rows.is_completed)
    return _has_file(records, rows, "operations_inspection", "inspection")


@ARCHIVES.answers("complete")
def _complete(records: Records) -> Applied:
    """Applies to what was filed in the year."""
    rows = records.in_year(_FILE, "filed_day")
    return Applied(rows, _FILE, rows.is_complete)


@ARCHIVES.answers("retention_set")
def _retention_set(records: Records) -> Applied:
    """Applies to what was filed in the year."""
    rows = records.in_year(_FILE, "filed_day")
    return Applied(rows, _FILE, rows.retention != "")


@ARCHIVES.answers("kept_fifteen_years")
def _kept_fifteen_years(records: Records) -> Applied:
    """Applies to files of awarded contracts, filed in the year; among the retentions, ten years is too short."""
    awarded = records.table("contract")
    awarded = awarded.filter(awarded.awarded_day.notnull() | (awarded.procurement_number != ""))
    awarded = awarded.select(award_owner="owner_id", award_programme="programme_id", award_number="number")
    files = records.in_year(_FILE, "filed_day")
    files = files.filter(files.about_kind == "contract")
    same = [
        files.owner_id == awarded.award_owner,
        files.programme_id == awarded.award_programme,
        files.about_number == awarded.award_number,
    ]
    rows = files.semi_join(awarded, same)
    return Applied(rows, _FILE, rows.retention.isin(["years30", "permanent"]))


def _has_file(records: Records, rows: ir.Table, source: str, kind: str) -> Applied:
    rows = filed(records, rows, kind)
    return Applied(rows, source, rows.is_filed)


def _numbered(records: Records, rows: ir.Table) -> ir.Table:
    """Parts of contracts with the number by which the archive names them."""
    named = records.table("contract").select(of_contract="id", contract_number="number")
    joined = rows.inner_join(named, rows.contract_id == named.of_contract)
    return joined.mutate(number=joined.contract_number + "/" + joined.number)
