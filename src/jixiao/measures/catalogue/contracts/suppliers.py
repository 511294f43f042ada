"""Suppliers: their qualifications (资质) and sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jixiao.measures.catalogue.contracts.scope as scope
from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.spans import unbroken
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_CONTRACT, _REQUIRED = "contract", "required_qualification"
QUALIFICATION = Predicates("supplier_qualification")


@measure(
    "contracts.supplier_qualification",
    "供应商资质符合程度",
    kind="checked",
    formula="供应商资质检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=scope.SOURCE,
    kept=scope.kept,
    checklist=QUALIFICATION.name,
)
def supplier_qualification(records: Records) -> Population:
    """供应商资质符合程度: checks passed ÷ checks that apply, over contracts and the qualifications that each asks for.

    Certificates and sanctions are those of the supplier's credit code, whichever unit recorded them; a supplier whose
    code nobody wrote is proven neither qualified nor free of sanctions. Where the award is not on record, the day of
    signing stands for it, and else the first day of the term.
    """
    return QUALIFICATION.over(records)


@QUALIFICATION.answers("supplier_identified")
def _supplier_identified(records: Records) -> Applied:
    rows = scope.contracts(records)
    return Applied(rows, _CONTRACT, rows.supplier_credit_code != "")


@QUALIFICATION.answers("qualified_at_award")
def _qualified_at_award(records: Records) -> Applied:
    rows = _required(records)
    rows = rows.mutate(first_day=rows.awarded, final_day=rows.awarded)
    rows = unbroken(rows, _certificates(records))
    return Applied(rows, _REQUIRED, rows.is_unbroken)


@QUALIFICATION.answers("qualified_throughout")
def _qualified_throughout(records: Records) -> Applied:
    """From the award to the end of the term, or to the day asked for; one certificate may follow another."""
    import ibis

    rows = _required(records)
    first = ibis.least(rows.awarded, rows.starts)
    rows = rows.mutate(first_day=first, final_day=ibis.least(rows.ends, records.asked.last_day))
    rows = unbroken(rows, _certificates(records))
    return Applied(rows, _REQUIRED, rows.is_unbroken)


@QUALIFICATION.answers("not_sanctioned_at_award")
def _not_sanctioned_at_award(records: Records) -> Applied:
    rows = _awarded(scope.contracts(records))
    return _not_sanctioned(records, rows.mutate(first_day=rows.awarded, final_day=rows.awarded))


@QUALIFICATION.answers("not_sanctioned_in_term")
def _not_sanctioned_in_term(records: Records) -> Applied:
    """On no day of the year, up to the day asked for, that lies in the term."""
    import ibis

    rows = scope.contracts(records)
    first = ibis.greatest(rows.starts_day, records.asked.first_day)
    return _not_sanctioned(
        records, rows.mutate(first_day=first, final_day=ibis.least(rows.ends_day, records.asked.last_day))
    )


def _not_sanctioned(records: Records, rows: ir.Table) -> Applied:
    """Whether no sanction of the supplier touches the days from ``first_day`` to ``final_day``."""
    barred = records.table("supplier_sanction")
    barred = barred.select(code="supplier_credit_code", barred_from="starts_day", barred_until="ends_day")
    within = [
        rows.supplier_credit_code == barred.code,
        barred.barred_from <= rows.final_day,
        barred.barred_until.isnull() | (barred.barred_until >= rows.first_day),
    ]
    rows = marked(rows, "id", rows.semi_join(barred, within), "id")
    return Applied(rows, _CONTRACT, (rows.supplier_credit_code != "") & ~rows.is_matched)


def _required(records: Records) -> ir.Table:
    """What contracts ask for, with the contract's days and what a certificate has to match (``key``)."""
    asking = _awarded(scope.contracts(records))
    asking = asking.select(
        asking="id", code="supplier_credit_code", awarded="awarded", starts="starts_day", ends="ends_day"
    )
    required = records.table(_REQUIRED)
    required = required.select("id", "programme_id", "recorded_at", "contract_id", "kind")
    rows = required.inner_join(asking, required.contract_id == asking.asking)
    return rows.mutate(key=rows.code + "|" + rows.kind)


def _certificates(records: Records) -> ir.Table:
    held = records.table("supplier_qualification")
    held = held.filter(held.supplier_credit_code != "")
    return held.select(
        key=held.supplier_credit_code + "|" + held.kind, first_day=held.valid_from_day, final_day=held.valid_to_day
    )


def _awarded(rows: ir.Table) -> ir.Table:
    return rows.mutate(awarded=rows.awarded_day.coalesce(rows.signed_day, rows.starts_day))
