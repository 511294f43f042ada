"""Assets and facilities (配套设施), and the papers of the long run (长效管理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.spans import unbroken, whole_day
from jixiao.measures.catalogue.timing import at_year_end, first_of, one_a_programme
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records
from jixiao.parameters.operations import check_valid_days

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ASSET, _PAPER = "operations_asset", "operations_long_term_paper"
FACILITIES = Predicates("facilities")
LONG_TERM = Predicates("long_term_mechanism")


@measure(
    "operations.facilities",
    "配套设施完备性",
    kind="checked",
    formula="配套设施检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.assets,
    checklist=FACILITIES.name,
)
def facilities(records: Records) -> Population:
    """配套设施完备性: checks passed ÷ checks that apply, over the required assets, as they stand on the last day.

    An asset retired by then is not required any more; what replaced it has a record of its own.
    """
    return FACILITIES.over(records)


@FACILITIES.answers("in_service")
def _in_service(records: Records) -> Applied:
    rows = _required(records)
    return Applied(rows, _ASSET, rows.in_service_day <= records.asked.last_day)


@FACILITIES.answers("under_warranty_or_contract")
def _under_warranty_or_contract(records: Records) -> Applied:
    """One of the two still holds on the last day."""
    rows = _required(records)
    last = records.asked.last_day
    until = (rows.warranty_to_day.fill_null(0) >= last) | (rows.maintenance_to_day.fill_null(0) >= last)
    return Applied(rows, _ASSET, until)


@FACILITIES.answers("inspected")
def _inspected(records: Records) -> Applied:
    """An inspection holds for the parameter's days."""
    rows = _required(records)
    last = records.asked.last_day
    return Applied(rows, _ASSET, rows.inspected_day.between(last - check_valid_days(first_of(records)), last))


@measure(
    "operations.long_term_mechanism",
    "长效管理机制健全性",
    kind="checked",
    formula="长效管理检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.papers,
    checklist=LONG_TERM.name,
)
def long_term_mechanism(records: Records) -> Population:
    """长效管理机制健全性: checks passed ÷ checks that apply, each once to a programme with papers of the long run.

    The oldest paper's record stands for the programme.
    """
    return LONG_TERM.over(records)


@LONG_TERM.answers("plan_in_force")
def _plan_in_force(records: Records) -> Applied:
    """On every day of the year up to the day asked for; an approval does not reach back."""
    import ibis

    plans = _approved(records, "plan")
    held = plans.select(
        key="programme_id", first_day=ibis.greatest(plans.valid_from_day, plans.approved_day), final_day="valid_to_day"
    )
    rows = _programmes(records)
    asked = records.asked
    rows = rows.mutate(key=rows.programme_id, first_day=whole_day(asked.first_day), final_day=whole_day(asked.last_day))
    rows = unbroken(rows, held)
    return Applied(rows, _PAPER, rows.is_unbroken)


@LONG_TERM.answers("yearly_review")
def _yearly_review(records: Records) -> Applied:
    """A review was approved in the year; applies once it is over."""
    reviews = _approved(records, "review")
    reviews = reviews.filter(reviews.approved_day >= records.asked.first_day)
    rows = marked(at_year_end(records, _programmes(records)), "programme_id", reviews, "programme_id")
    return Applied(rows, _PAPER, rows.is_matched)


@LONG_TERM.answers("handover_ready")
def _handover_ready(records: Records) -> Applied:
    """Papers that hold on the last day."""
    papers = _approved(records, "handover")
    last = records.asked.last_day
    papers = papers.filter((papers.valid_from_day <= last) & (papers.valid_to_day.fill_null(last) >= last))
    rows = marked(_programmes(records), "programme_id", papers, "programme_id")
    return Applied(rows, _PAPER, rows.is_matched)


def _required(records: Records) -> ir.Table:
    """The required assets that are not retired on the last day."""
    rows = records.table(_ASSET)
    return rows.filter(rows.is_required & (rows.retired_day.isnull() | (rows.retired_day > records.asked.last_day)))


def _approved(records: Records, kind: str) -> ir.Table:
    papers = records.table(_PAPER)
    return papers.filter((papers.kind == kind) & (papers.approved_day <= records.asked.last_day))


def _programmes(records: Records) -> ir.Table:
    return one_a_programme(records.table(_PAPER))
