"""Working with other departments (跨部门沟通协作)."""

from __future__ import annotations

from jixiao.measures.catalogue.checklist import Applied, Predicates
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.timing import done_by_due, done_by_plan
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

_MEETING = "operations_meeting"
COOPERATION = Predicates("cooperation_mechanism")


@measure(
    "operations.cooperation_mechanism",
    "跨部门沟通协作机制健全性",
    "跨部门沟通协作机制",
    kind="checked",
    formula="沟通协作检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.cooperation,
    checklist=COOPERATION.name,
)
def cooperation_mechanism(records: Records) -> Population:
    """跨部门沟通协作机制健全性: checks passed ÷ checks that apply, over meetings, action items and requests."""
    return COOPERATION.over(records)


@COOPERATION.answers("meetings_held")
def _meetings_held(records: Records) -> Applied:
    """Applies to meetings planned for the year that are due or held."""
    rows, by_plan = done_by_plan(records, _MEETING, "held_day")
    return Applied(rows, _MEETING, by_plan)


@COOPERATION.answers("minutes_kept")
def _minutes_kept(records: Records) -> Applied:
    """Applies to meetings held in the year."""
    rows = records.in_year(_MEETING, "held_day")
    return Applied(rows, _MEETING, rows.minutes != "")


@COOPERATION.answers("action_items_closed")
def _action_items_closed(records: Records) -> Applied:
    return done_by_due(records, "operations_action_item", "closed_day")


@COOPERATION.answers("requests_answered")
def _requests_answered(records: Records) -> Applied:
    return done_by_due(records, "operations_cooperation_request", "answered_day")
