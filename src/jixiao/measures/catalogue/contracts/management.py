"""How contracts are managed: signed, complete, paid as agreed, changed on paper, filed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.contracts.scope import SOURCE, contracts, filed, kept, parts
from jixiao.measures.catalogue.timing import first_of
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.contracts import limits_on, required_clauses
from jixiao.rules.contracts import Limits

if TYPE_CHECKING:
    import ibis.expr.types as ir

_CONTRACT, _MILESTONE, _CHANGE = "contract", "contract_milestone", "contract_change"
MANAGEMENT = Predicates("contract_management")


@measure(
    "contracts.management_completeness",
    "合同管理完备性",
    kind="checked",
    formula="合同管理检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=SOURCE,
    kept=kept,
    checklist=MANAGEMENT.name,
)
def management_completeness(records: Records) -> Population:
    """合同管理完备性: checks passed ÷ checks that apply, over contracts of the year, their milestones and changes.

    A contract counts when its term touches the year, also an old one: what was wrong at its signing stays wrong. What
    happened after the day asked for has not happened.
    """
    return MANAGEMENT.over(records)


@MANAGEMENT.answers("signed")
def _signed(records: Records) -> Applied:
    rows = contracts(records)
    return Applied(rows, _CONTRACT, rows.signed_day <= records.asked.last_day)


@MANAGEMENT.answers("parties_signed")
def _parties_signed(records: Records) -> Applied:
    """Both a buyer and a seller who signed."""
    parties = parts(records, "contract_party")
    both = parties.filter(parties.role.isin(["buyer", "seller"]) & (parties.signed_day <= records.asked.last_day))
    counted = both.group_by("contract_id").aggregate(roles=both.role.nunique())
    rows = marked(contracts(records), "id", counted.filter(counted.roles == 2), "contract_id")
    return Applied(rows, _CONTRACT, rows.is_matched)


@MANAGEMENT.answers("signed_before_start")
def _signed_before_start(records: Records) -> Applied:
    """Signed on the first day of the term at the latest; not signed yet is late."""
    rows = contracts(records)
    return Applied(rows, _CONTRACT, rows.signed_day <= rows.starts_day)


@MANAGEMENT.answers("signed_in_time")
def _signed_in_time(records: Records) -> Applied:
    """Applies to awarded contracts that are signed, or whose days for signing have run out."""
    days = _limits(records).signing_days or 0
    rows = contracts(records)
    run_out = rows.awarded_day + days < records.asked.last_day
    rows = rows.filter(rows.awarded_day.notnull() & (rows.signed_day.notnull() | run_out))
    return Applied(rows, _CONTRACT, rows.signed_day.between(rows.awarded_day, rows.awarded_day + days))


@MANAGEMENT.answers("clauses_complete")
def _clauses_complete(records: Records) -> Applied:
    """Every kind of clause that the parameter asks for is there."""
    kinds = required_clauses(first_of(records))
    clauses = parts(records, "contract_clause")
    clauses = clauses.filter(clauses.kind.isin(kinds))
    counted = clauses.group_by("contract_id").aggregate(kinds=clauses.kind.nunique())
    rows = marked(contracts(records), "id", counted.filter(counted.kinds == len(kinds)), "contract_id")
    return Applied(rows, _CONTRACT, rows.is_matched)


@MANAGEMENT.answers("milestones_planned")
def _milestones_planned(records: Records) -> Applied:
    rows = marked(contracts(records), "id", records.table(_MILESTONE), "contract_id")
    return Applied(rows, _CONTRACT, rows.is_matched)


@MANAGEMENT.answers("milestones_dated")
def _milestones_dated(records: Records) -> Applied:
    rows = parts(records, _MILESTONE)
    return Applied(rows, _MILESTONE, rows.due_day.notnull())


@MANAGEMENT.answers("milestones_add_up")
def _milestones_add_up(records: Records) -> Applied:
    """Applies to contracts with milestones; one milestone without an amount leaves the sum unproven."""
    milestones = parts(records, _MILESTONE)
    summed = milestones.group_by("contract_id").aggregate(
        planned=milestones.amount_yuan.sum(), unnamed=milestones.count(where=milestones.amount_yuan.isnull())
    )
    summed = summed.rename(planned_for="contract_id")
    changed = _in_effect(records)
    changed = changed.group_by("contract_id").aggregate(changed=changed.amount_change_yuan.sum())
    changed = changed.rename(changed_for="contract_id")
    owed = contracts(records)
    owed = owed.inner_join(summed, owed.id == summed.planned_for)
    rows = owed.left_join(changed, owed.id == changed.changed_for)
    due = rows.amount_yuan + rows.changed.fill_null(Decimal(0))
    return Applied(rows, _CONTRACT, (rows.unnamed == 0) & (rows.planned == due))


@MANAGEMENT.answers("paid_after_reached")
def _paid_after_reached(records: Records) -> Applied:
    """Applies to milestones that are paid."""
    rows = parts(records, _MILESTONE)
    rows = rows.filter(rows.paid_day <= records.asked.last_day)
    return Applied(rows, _MILESTONE, rows.reached_day <= rows.paid_day)


@MANAGEMENT.answers("changes_papered")
def _changes_papered(records: Records) -> Applied:
    """Applies to changes in effect."""
    rows = _in_effect(records)
    papered = (rows.approved_day <= rows.effective_day) & (rows.approved_by != "") & (rows.document != "")
    return Applied(rows, _CHANGE, papered)


@MANAGEMENT.answers("supplement_within_share")
def _supplement_within_share(records: Records) -> Applied:
    """Applies to contracts with additions in effect; what is taken away makes no room for more."""
    top, bottom = (_limits(records).supplement_share or Decimal(0)).as_integer_ratio()
    changes = _in_effect(records)
    changes = changes.filter(changes.amount_change_yuan > 0)
    added = changes.group_by("contract_id").aggregate(added=changes.amount_change_yuan.sum())
    rows = contracts(records)
    rows = rows.inner_join(added, rows.id == added.contract_id)
    return Applied(rows, _CONTRACT, rows.added * bottom <= rows.amount_yuan * top)


@MANAGEMENT.answers("filed")
def _filed(records: Records) -> Applied:
    """Applies to signed contracts."""
    rows = contracts(records)
    rows = filed(records, rows.filter(rows.signed_day <= records.asked.last_day), _CONTRACT)
    return Applied(rows, _CONTRACT, rows.is_filed)


def _in_effect(records: Records) -> ir.Table:
    """The changes that are in effect by the day asked for."""
    changes = parts(records, _CHANGE)
    return changes.filter(changes.effective_day <= records.asked.last_day)


def _limits(records: Records) -> Limits:
    return limits_on(first_of(records))
