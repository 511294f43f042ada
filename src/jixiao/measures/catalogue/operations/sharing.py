"""The data catalogue (数据目录) and what others ask of it (共享)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.timing import at_year_end, done_by_due
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ENTRY, _CHECK = "operations_catalogue_entry", "operations_interface_check"
SHARING = Predicates("data_sharing")


@measure(
    "operations.data_sharing",
    "信息共享情况",
    kind="checked",
    formula="信息共享检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.catalogue,
    checklist=SHARING.name,
)
def data_sharing(records: Records) -> Population:
    """信息共享情况: checks passed ÷ checks that apply, over requests due in the year, the catalogue and its interfaces.

    A refusal in time is an answer: what may be shared is another question than whether a request is dealt with.
    """
    return SHARING.over(records)


@SHARING.answers("requests_answered")
def _requests_answered(records: Records) -> Applied:
    return done_by_due(records, "operations_sharing_request", "answered_day")


@SHARING.answers("catalogue_published")
def _catalogue_published(records: Records) -> Applied:
    rows = _entries(records)
    return Applied(rows, _ENTRY, rows.published_day <= records.asked.last_day)


@SHARING.answers("interfaces_checked")
def _interfaces_checked(records: Records) -> Applied:
    """Applies to published entries, once the year is over."""
    rows = at_year_end(records, _entries(records))
    rows = rows.filter(rows.published_day <= records.asked.last_day)
    rows = marked(rows, "id", records.in_year(_CHECK, "checked_day"), "entry_id")
    return Applied(rows, _ENTRY, rows.is_matched)


@SHARING.answers("interfaces_up")
def _interfaces_up(records: Records) -> Applied:
    """Applies to every check of the year."""
    rows = records.in_year(_CHECK, "checked_day")
    return Applied(rows, _CHECK, rows.is_up)


def _entries(records: Records) -> ir.Table:
    """Entries that were not retired before the year."""
    rows = records.table(_ENTRY)
    return rows.filter(rows.retired_day.isnull() | (rows.retired_day >= records.asked.first_day))
