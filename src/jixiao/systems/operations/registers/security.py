"""Security incidents and integrity checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import in_future, local_date, out_of_service
from jixiao.systems.operations.models import Incident, IntegrityCheck
from jixiao.systems.operations.registers.service import SYSTEM


def _check_incidents(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("occurred_at", "closed_on"))
    yield from out_of_service(register, rows, context, "system", "occurred_at")
    for row in rows:
        closed = row.values["closed_on"]
        if closed and row.values["is_confirmed"] is None:
            said, fix = "处置完成的事件要说明是否核实", "请填“是”或“否”"
            yield row.problem(register.kind, "is_confirmed", "operations.incident_undecided", said, fix)
        if closed and closed < local_date(row.values["occurred_at"]):
            yield row.problem(register.kind, "closed_on", "operations.backwards", "早于“发生时间”", "请核对两个时间")


def _check_integrity(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("checked_on",))
    yield from out_of_service(register, rows, context, "system", "checked_on")
    for row in rows:
        checked, missing, altered = (row.values[f"records_{each}"] for each in ("checked", "missing", "altered"))
        if missing + altered > checked:
            said = f"丢失 {missing} 条、被改动 {altered} 条，合计多于核查的 {checked} 条"
            fix = "请核对三个数；一条记录只计入一处"
            yield row.problem(register.kind, "records_checked", "operations.check_does_not_add_up", said, fix)


INCIDENTS = Register(
    name="security-incidents",
    title=gettext_noop("安全事件"),
    model=Incident,
    system=SYSTEM,
    about=gettext_noop("疑似和确认的安全事件，级别，何时处置完。"),
    fields=("number", "system", "occurred_at", "level", "is_confirmed", "closed_on"),
    identity=("number",),
    happened="occurred_at",
    stages=(
        Stage("report", gettext_noop("报告"), gettext_noop("处置中"), "occurred_at", "○"),
        Stage(
            "close", gettext_noop("处置完成"), gettext_noop("已处置"), "closed_on", "●", asks=("is_confirmed", "level")
        ),
    ),
    in_order=False,
    check=_check_incidents,
    searched=("number", "level"),
)

INTEGRITY_CHECKS = Register(
    name="integrity-checks",
    title=gettext_noop("重要信息核查"),
    model=IntegrityCheck,
    system=SYSTEM,
    about=gettext_noop("对重要信息的核查：查了多少条，缺多少、被改多少。"),
    fields=("number", "system", "checked_on", "records_checked", "records_missing", "records_altered", "evidence"),
    identity=("number",),
    happened="checked_on",
    check=_check_integrity,
    listed=("number", "system", "checked_on", "records_checked", "records_missing", "records_altered", "evidence"),
)

register(INCIDENTS, INTEGRITY_CHECKS)
