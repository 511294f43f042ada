"""Meetings with other departments, what was agreed, and requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, before_whole, in_future
from jixiao.systems.operations.models import ActionItem, CooperationRequest, Meeting
from jixiao.systems.operations.registers.service import SYSTEM


def _check_meetings(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("held_on",))
    for row in rows:
        if row.values["minutes"] and not row.values["held_on"]:
            said, fix = "还没有召开，不会有会议纪要", "请补填召开日"
            yield row.problem(register.kind, "minutes", "operations.meeting_not_held", said, fix)


def _check_items(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("closed_on",))
    yield from before_whole(register, rows, context, "meeting", "held_on", ("due_on", "closed_on"))


def _check_requests(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("asked_on", "answered_on"))
    yield from backwards(register, rows, "asked_on", "due_on")
    yield from backwards(register, rows, "asked_on", "answered_on")


MEETINGS = Register(
    name="meetings",
    title=gettext_noop("协调会议"),
    model=Meeting,
    system=SYSTEM,
    about=gettext_noop("跨部门协调会：计划哪天开，实际哪天开，纪要文号。"),
    fields=("number", "programme", "planned_on", "held_on", "minutes", "departments"),
    identity=("number",),
    happened=("held_on", "planned_on"),
    stages=(
        Stage("hold", gettext_noop("召开"), gettext_noop("已召开"), "held_on", "●", asks=("departments", "minutes")),
    ),
    check=_check_meetings,
    searched=("number", "departments"),
)

ACTION_ITEMS = Register(
    name="action-items",
    title=gettext_noop("议定事项"),
    model=ActionItem,
    system=SYSTEM,
    about=gettext_noop("会上议定的事，谁办，何时应办结、何时办结。"),
    fields=("meeting", "number", "content", "department", "due_on", "closed_on"),
    identity=("meeting", "number"),
    happened=("meeting__held_on", "meeting__planned_on"),
    stages=(Stage("close", gettext_noop("办结"), gettext_noop("已办结"), "closed_on", "●"),),
    check=_check_items,
    searched=("number", "content", "department"),
)

COOPERATION_REQUESTS = Register(
    name="cooperation-requests",
    title=gettext_noop("协作请求"),
    model=CooperationRequest,
    system=SYSTEM,
    about=gettext_noop("其他部门提出的协作请求，应答复日和答复日。"),
    fields=("number", "programme", "department", "content", "asked_on", "due_on", "answered_on"),
    identity=("number",),
    happened="asked_on",
    stages=(Stage("answer", gettext_noop("答复"), gettext_noop("已答复"), "answered_on", "●"),),
    check=_check_requests,
    searched=("number", "department", "content"),
)

register(MEETINGS, ACTION_ITEMS, COOPERATION_REQUESTS)
