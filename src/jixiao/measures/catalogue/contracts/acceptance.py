"""Acceptance (验收) of what contracts deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.contracts.scope import SOURCE, contracts, kept, parts
from jixiao.measures.catalogue.timing import first_of
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.contracts import acceptance_members_min

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ACCEPTANCE, _MEMBER, _CRITERION = "acceptance", "acceptance_member", "acceptance_criterion"
ACCEPTANCE = Predicates("project_acceptance")


@measure(
    "contracts.acceptance_discipline",
    "项目验收规范性",
    kind="checked",
    formula="验收检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=SOURCE,
    kept=kept,
    checklist=ACCEPTANCE.name,
)
def acceptance_discipline(records: Records) -> Population:
    """项目验收规范性: checks passed ÷ checks that apply, over the acceptances held in the year.

    Contracts without any acceptance are seen by two checks: a term that ended, and a final payment that was made.
    """
    return ACCEPTANCE.over(records)


@ACCEPTANCE.answers("accepted_at_end")
def _accepted_at_end(records: Records) -> Applied:
    """Applies to contracts whose term ended before the day asked for: on its last day there is still time."""
    rows = contracts(records)
    rows = rows.filter(rows.ends_day < records.asked.last_day)
    rows = marked(rows, "id", _passed(records), "contract_id")
    return Applied(rows, "contract", rows.is_matched)


@ACCEPTANCE.answers("accepted_before_final_payment")
def _accepted_before_final_payment(records: Records) -> Applied:
    """Applies to final payments; the acceptance is that of the milestone or of the whole contract."""
    rows = parts(records, "contract_milestone")
    rows = rows.filter(rows.is_final & (rows.paid_day <= records.asked.last_day))
    passed = _passed(records).select(in_contract="contract_id", of_milestone="milestone_id", passed_day="passed_day")
    before = [
        rows.contract_id == passed.in_contract,
        passed.of_milestone.isnull() | (passed.of_milestone == rows.id),
        passed.passed_day <= rows.paid_day,
    ]
    rows = marked(rows, "id", rows.semi_join(passed, before), "id")
    return Applied(rows, "contract_milestone", rows.is_matched)


@ACCEPTANCE.answers("planned")
def _planned(records: Records) -> Applied:
    rows = _held(records)
    return Applied(rows, _ACCEPTANCE, (rows.plan_document != "") & (rows.planned_day <= rows.held_day))


@ACCEPTANCE.answers("panel_complete")
def _panel_complete(records: Records) -> Applied:
    members = records.table(_MEMBER)
    counted = members.group_by("acceptance_id").aggregate(members=members.count())
    enough = counted.filter(counted.members >= acceptance_members_min(first_of(records)))
    rows = marked(_held(records), "id", enough, "acceptance_id")
    return Applied(rows, _ACCEPTANCE, rows.is_matched)


@ACCEPTANCE.answers("panel_independent")
def _panel_independent(records: Records) -> Applied:
    """Applies to each member: whoever delivers does not judge what is delivered."""
    rows = _parts_held(records, _MEMBER)
    return Applied(rows, _MEMBER, rows.is_independent)


@ACCEPTANCE.answers("panel_signed")
def _panel_signed(records: Records) -> Applied:
    rows = _parts_held(records, _MEMBER)
    return Applied(rows, _MEMBER, rows.signed)


@ACCEPTANCE.answers("minutes_kept")
def _minutes_kept(records: Records) -> Applied:
    rows = _held(records)
    return Applied(rows, _ACCEPTANCE, rows.minutes_document != "")


@ACCEPTANCE.answers("criteria_listed")
def _criteria_listed(records: Records) -> Applied:
    rows = marked(_held(records), "id", records.table(_CRITERION), "acceptance_id")
    return Applied(rows, _ACCEPTANCE, rows.is_matched)


@ACCEPTANCE.answers("criteria_answered")
def _criteria_answered(records: Records) -> Applied:
    """Applies to each criterion: a word on what was seen, and whether it is met."""
    rows = _parts_held(records, _CRITERION)
    return Applied(rows, _CRITERION, (rows.result != "") & rows.is_met.notnull())


@ACCEPTANCE.answers("conclusion_follows")
def _conclusion_follows(records: Records) -> Applied:
    """Applies to acceptances concluded as passed: a criterion that is not met, or not answered, stands against it."""
    held = _held(records)
    criteria = records.table(_CRITERION)
    unmet = criteria.filter(~criteria.is_met.fill_null(False))
    rows = marked(held.filter(held.conclusion == "passed"), "id", unmet, "acceptance_id")
    return Applied(rows, _ACCEPTANCE, ~rows.is_matched)


@ACCEPTANCE.answers("rectified")
def _rectified(records: Records) -> Applied:
    """Applies to acceptances that passed on condition."""
    held = _held(records)
    rows = held.filter(held.conclusion == "conditional")
    return Applied(rows, _ACCEPTANCE, rows.rectified_day <= records.asked.last_day)


def _held(records: Records) -> ir.Table:
    """The acceptance meetings of the year."""
    return records.in_year(_ACCEPTANCE, "held_day")


def _parts_held(records: Records, table: str) -> ir.Table:
    held = _held(records).select(held_id="id")
    rows = records.table(table)
    return rows.semi_join(held, rows.acceptance_id == held.held_id)


def _passed(records: Records) -> ir.Table:
    """Acceptances passed by the day asked for (``passed_day``): on conclusion, or once put right on condition."""
    import ibis

    rows = records.table(_ACCEPTANCE)
    day = ibis.cases(
        (rows.conclusion == "passed", rows.concluded_day), (rows.conclusion == "conditional", rows.rectified_day)
    )
    rows = rows.mutate(passed_day=day)
    return rows.filter(rows.passed_day <= records.asked.last_day)
