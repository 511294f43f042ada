"""The data catalogue, its interfaces, and requests to share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, before_whole, in_future, incomplete
from jixiao.systems.operations.models import CatalogueEntry, InterfaceCheck, SharingAnswer, SharingRequest
from jixiao.systems.operations.registers.service import SYSTEM


def _check_entries(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("published_on",))
    yield from backwards(register, rows, "published_on", "retired_on")


def _check_interfaces(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("checked_on",))
    yield from before_whole(register, rows, context, "entry", "published_on", ("checked_on",))


def _check_requests(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("asked_on", "answered_on"))
    yield from backwards(register, rows, "asked_on", "due_on")
    yield from backwards(register, rows, "asked_on", "answered_on")
    yield from incomplete(register, rows, "answered_on", "answer", "operations.answer_incomplete")
    for row in rows:
        if row.values["answer"] == SharingAnswer.REFUSED and not row.values["reason"]:
            said, fix = "不予提供的要有理由", "请写明依据，如涉密、非本部门掌握"
            yield row.problem(register.kind, "reason", "operations.refusal_without_reason", said, fix)


CATALOGUE = Register(
    name="catalogue-entries",
    title=gettext_noop("数据目录"),
    model=CatalogueEntry,
    system=SYSTEM,
    about=gettext_noop("系统对外共享的数据目录，何时发布。"),
    fields=("number", "system", "name", "published_on", "retired_on"),
    identity=("number",),
    happened="published_on",
    stages=(
        Stage("publish", gettext_noop("发布"), gettext_noop("已发布"), "published_on"),
        Stage("retire", gettext_noop("下架"), gettext_noop("已下架"), "retired_on", "●"),
    ),
    check=_check_entries,
    searched=("number", "name"),
)

INTERFACE_CHECKS = Register(
    name="interface-checks",
    title=gettext_noop("接口核查"),
    model=InterfaceCheck,
    system=SYSTEM,
    about=gettext_noop("某日共享接口是否可用。"),
    fields=("entry", "number", "checked_on", "is_up"),
    identity=("entry", "number"),
    happened="checked_on",
    check=_check_interfaces,
)

SHARING_REQUESTS = Register(
    name="sharing-requests",
    title=gettext_noop("共享申请"),
    model=SharingRequest,
    system=SYSTEM,
    about=gettext_noop("其他部门的共享申请，应答复日、答复日和结果。"),
    fields=("number", "entry", "department", "asked_on", "due_on", "answered_on", "answer", "reason"),
    identity=("number",),
    happened="asked_on",
    stages=(
        Stage("ask", gettext_noop("申请"), gettext_noop("待答复"), "asked_on", "○"),
        Stage("answer", gettext_noop("答复"), gettext_noop("已答复"), "answered_on", "●", asks=("answer", "reason")),
    ),
    check=_check_requests,
    listed=("number", "entry", "department", "asked_on", "due_on", "answered_on", "answer"),
    searched=("number", "department"),
)

register(CATALOGUE, INTERFACE_CHECKS, SHARING_REQUESTS)
