"""Changes and releases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.rules.operations.changes import CHANGE_MOMENTS, change_faults
from jixiao.systems.operations.checking import in_future, of_another_system, out_of_service
from jixiao.systems.operations.derivations import change_record, derive_changes, review_of_change, review_of_release
from jixiao.systems.operations.models import Change, Release
from jixiao.systems.operations.registers.service import SYSTEM


def _check_changes(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, CHANGE_MOMENTS)
    yield from out_of_service(register, rows, context, "system", "deployed_at")
    yield from of_another_system(register, rows, context, ("item",))
    for row in rows:
        for fault in change_faults(change_record(dict(row.values))):
            yield row.problem(register.kind, fault.column, fault.code, fault.message, fault.fix)


def _check_releases(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("released_at",))
    yield from out_of_service(register, rows, context, "system", "released_at")
    yield from of_another_system(register, rows, context, ("change",))


CHANGES = Register(
    name="changes",
    title=gettext_noop("变更"),
    model=Change,
    system=SYSTEM,
    about=gettext_noop("按申请、评估、批准、准备、测试、上线、回顾办理；未经批准已上线的，照实登记，记录上会标明。"),
    fields=(
        "number", "system", "item", "title", "risk", "is_emergency", "requested_by", "requested_at", "assessed_at",
        "approved_at", "approved_by", "built_at", "tested_at", "deployed_at", "reviewed_at", "rolled_back_at",
        "rollback_plan",
    ),
    identity=("number",),
    happened=("deployed_at", "requested_at"),
    stages=(
        Stage("request", gettext_noop("申请"), gettext_noop("已申请"), "requested_at", "○"),
        Stage("assess", gettext_noop("评估"), gettext_noop("已评估"), "assessed_at", "◔", optional=True),
        Stage("approve", gettext_noop("批准"), gettext_noop("已批准"), "approved_at", asks=("approved_by",)),
        Stage("build", gettext_noop("准备"), gettext_noop("已准备"), "built_at", optional=True),
        Stage("test", gettext_noop("测试"), gettext_noop("已测试"), "tested_at", optional=True),
        Stage("deploy", gettext_noop("上线"), gettext_noop("已上线"), "deployed_at", "◕", asks=("rollback_plan",)),
        Stage("roll-back", gettext_noop("回退"), gettext_noop("已回退"), "rolled_back_at", "↶", optional=True),
        Stage("review", gettext_noop("回顾"), gettext_noop("已回顾"), "reviewed_at", "●"),
    ),
    in_order=False,
    check=_check_changes,
    derive=derive_changes,
    review=review_of_change,
    derived=("state",),
    listed=("number", "system", "title", "risk", "approved_at", "deployed_at", "rolled_back_at"),
    searched=("number", "title"),
)  # fmt: skip

RELEASES = Register(
    name="releases",
    title=gettext_noop("发布"),
    model=Release,
    system=SYSTEM,
    about=gettext_noop("上线的版本，对应哪次变更，谁批准。"),
    fields=("number", "system", "change", "version", "released_at", "approved_by"),
    identity=("number",),
    happened="released_at",
    check=_check_releases,
    review=review_of_release,
    searched=("number", "version"),
)

register(CHANGES, RELEASES)
