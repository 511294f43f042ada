"""Emergency plans, who is called, drills, and emergencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Integer
from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, before_whole, in_future, out_of_service, referred
from jixiao.systems.operations.derivations import (
    derive_emergencies,
    review_of_drill,
    review_of_emergency,
    settle_plans,
)
from jixiao.systems.operations.models import Drill, DrillFinding, Emergency, Plan, PlanContact
from jixiao.systems.operations.registers.service import SYSTEM

#: A year of minutes: no plan promises less than that.
_MINUTES = Integer(least=1, most=366 * 24 * 60)


def _check_plans(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("approved_on",))
    yield from backwards(register, rows, "valid_from", "valid_to")


def _check_contacts(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("checked_on",))


def _check_drills(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("held_on",))
    for row in rows:
        if row.values["report"] and not row.values["held_on"]:
            said, fix = "还没有演练，不会有演练报告", "请补填演练日"
            yield row.problem(register.kind, "report", "operations.drill_not_held", said, fix)


def _check_findings(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("closed_on",))
    yield from before_whole(register, rows, context, "drill", "held_on", ("due_on", "closed_on"))


def _check_emergencies(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("occurred_at", "responded_at", "restored_at"))
    yield from out_of_service(register, rows, context, "system", "occurred_at")
    systems = referred(register, rows, context, "system")
    plans = referred(register, rows, context, "plan")
    for row in rows:
        system, plan = systems.get(row.values["system"]), plans.get(row.values["plan"])
        if system and plan and system.programme_id != plan.programme_id:
            said = f"预案“{plan.number}”不是系统“{system.number}”所属项目的"
            fix = "请选同一项目的预案"
            yield row.problem(register.kind, "plan", "operations.plan_of_another_programme", said, fix)


PLANS = Register(
    name="emergency-plans",
    title=gettext_noop("应急预案"),
    model=Plan,
    system=SYSTEM,
    about=gettext_noop("更正时限之后，这一预案的应急事件按新的时限重新判断是否按时。"),
    fields=(
        "number", "programme", "name", "approved_on", "valid_from", "valid_to", "response_minutes", "restore_minutes",
    ),
    identity=("number",),
    happened="valid_from",
    stages=(Stage("approve", gettext_noop("批准"), gettext_noop("已批准"), "approved_on", "●"),),
    check=_check_plans,
    settle=settle_plans,
    readers={"response_minutes": _MINUTES, "restore_minutes": _MINUTES},
    searched=("number", "name"),
)  # fmt: skip

CONTACTS = Register(
    name="plan-contacts",
    title=gettext_noop("应急联系人"),
    model=PlanContact,
    system=SYSTEM,
    about=gettext_noop("预案里的联系人和职责，最近一次核对。"),
    fields=("plan", "number", "name", "duty", "checked_on", "is_valid"),
    identity=("plan", "number"),
    happened=("checked_on", "plan__valid_from"),
    check=_check_contacts,
    searched=("number", "duty"),
)

DRILLS = Register(
    name="drills",
    title=gettext_noop("应急演练"),
    model=Drill,
    system=SYSTEM,
    about=gettext_noop("按预案计划和实际进行的演练，演练报告。"),
    fields=("number", "plan", "planned_on", "held_on", "report"),
    identity=("number",),
    happened=("held_on", "planned_on"),
    stages=(Stage("hold", gettext_noop("演练"), gettext_noop("已演练"), "held_on", "●", asks=("report",)),),
    check=_check_drills,
    review=review_of_drill,
)

DRILL_FINDINGS = Register(
    name="drill-findings",
    title=gettext_noop("演练问题"),
    model=DrillFinding,
    system=SYSTEM,
    about=gettext_noop("演练发现的问题，何时应改、何时改完。"),
    fields=("drill", "number", "content", "due_on", "closed_on"),
    identity=("drill", "number"),
    happened=("drill__held_on", "drill__planned_on"),
    stages=(Stage("close", gettext_noop("整改完成"), gettext_noop("已整改"), "closed_on", "●"),),
    check=_check_findings,
    searched=("number", "content"),
)

EMERGENCIES = Register(
    name="emergencies",
    title=gettext_noop("应急事件"),
    model=Emergency,
    system=SYSTEM,
    about=gettext_noop("实际发生的应急事件，响应和恢复的时刻；是否按时由系统判断。"),
    fields=("number", "system", "plan", "occurred_at", "responded_at", "restored_at"),
    identity=("number",),
    happened="occurred_at",
    stages=(
        Stage("occur", gettext_noop("发生"), gettext_noop("待响应"), "occurred_at", "○"),
        Stage("respond", gettext_noop("响应"), gettext_noop("处置中"), "responded_at"),
        Stage("restore", gettext_noop("恢复"), gettext_noop("已恢复"), "restored_at", "●"),
    ),
    check=_check_emergencies,
    derive=derive_emergencies,
    review=review_of_emergency,
    derived=("response_seconds", "restore_seconds", "is_in_time"),
)

register(PLANS, CONTACTS, DRILLS, DRILL_FINDINGS, EMERGENCIES)
