"""Faults and outages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, in_future, of_another_system, out_of_service
from jixiao.systems.operations.clocks import derive_faults, derive_outages, settle_faults
from jixiao.systems.operations.models import Fault, Outage
from jixiao.systems.operations.registers.service import SYSTEM


def _check_faults(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("occurred_at", "resolved_at", "closed_at"))
    yield from out_of_service(register, rows, context, "item", "occurred_at")
    for row in rows:
        if row.values["closed_at"] and not row.values["cause"]:
            said = "关闭故障之前必须查明根因"
            yield row.problem(register.kind, "cause", "operations.cause_missing", said, "请先登记根因，再填写它的编号")
    yield from of_another_system(register, rows, context, ("item", "ticket"))


def _check_outages(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from backwards(register, rows, "began_at", "ended_at")
    yield from in_future(register, rows, context, ("began_at", "ended_at"))
    yield from out_of_service(register, rows, context, "system", "began_at")
    yield from of_another_system(register, rows, context, ("fault",))


FAULTS = Register(
    name="faults",
    title=gettext_noop("故障"),
    model=Fault,
    system=SYSTEM,
    about=gettext_noop("系统出过的故障、根因和恢复时间；是否重复由系统判断。"),
    fields=(
        "number", "system", "item", "ticket", "severity", "symptom", "cause", "occurred_at", "resolved_at",
        "closed_at", "exclusion", "business_impact",
    ),
    identity=("number",),
    happened="occurred_at",
    stages=(
        Stage("raise", gettext_noop("发生"), gettext_noop("处理中"), "occurred_at", "○"),
        Stage("resolve", gettext_noop("排除"), gettext_noop("已解决"), "resolved_at", "◕"),
        Stage("close", gettext_noop("关闭"), gettext_noop("已关闭"), "closed_at", "●", asks=("cause",)),
    ),
    check=_check_faults,
    derive=derive_faults,
    settle=settle_faults,
    listed=("number", "system", "item", "severity", "symptom", "occurred_at"),
    searched=("number", "symptom"),
    derived=(
        "recurrence", "repeats", "resolution_absolute_seconds", "resolution_business_seconds",
        "resolution_limit_seconds", "resolution_is_met", "resolution_due_at", "calendar_version",
    ),
)  # fmt: skip

OUTAGES = Register(
    name="outages",
    title=gettext_noop("停机"),
    model=Outage,
    system=SYSTEM,
    about=gettext_noop("系统停机的起止时刻，是否计划内。"),
    fields=("number", "system", "began_at", "ended_at", "is_planned", "fault"),
    identity=("number",),
    happened="began_at",
    check=_check_outages,
    derive=derive_outages,
    derived=("business_seconds", "calendar_version"),
)

register(FAULTS, OUTAGES)
