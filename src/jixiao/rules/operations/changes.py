"""Changes (变更) in production: how far one has come, what cannot be, and what should not have been.

A change deployed without approval is a violation, not an impossibility: it is recorded as it happened and found here.
Only what cannot have happened at all (a roll-back of what was never deployed) is kept out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from jixiao.rules.findings import Finding

_BASIS = "运维变更管理的要求（本项目采用）：先评估、批准、测试，后上线，有回退方案"
#: The moments of a change in the order in which they should come, with the state that each leads to.
_LIFE = (
    ("requested_at", "requested"),
    ("assessed_at", "assessed"),
    ("approved_at", "approved"),
    ("built_at", "built"),
    ("tested_at", "tested"),
    ("deployed_at", "deployed"),
    ("reviewed_at", "reviewed"),
    ("rolled_back_at", "rolled_back"),
)
CHANGE_MOMENTS = tuple(moment for moment, _state in _LIFE)
#: What there is to do only to a change that was deployed.
_AFTER_DEPLOYMENT = (("reviewed_at", "回顾"), ("rolled_back_at", "回退"))
_LOW_RISK = "low"


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change as its record says it."""

    number: str
    risk: str
    requested_at: datetime
    requested_by: str = ""
    assessed_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str = ""
    built_at: datetime | None = None
    tested_at: datetime | None = None
    deployed_at: datetime | None = None
    reviewed_at: datetime | None = None
    rolled_back_at: datetime | None = None
    rollback_plan: str = ""
    is_emergency: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What a record cannot say: the column, a stable code, what is wrong, what to do."""

    column: str
    code: str
    message: str
    fix: str


def change_state(change: ChangeRecord) -> str:
    """How far a change has come; one that was rolled back stays so, whatever was noted afterwards."""
    return [state for moment, state in _LIFE if getattr(change, moment) is not None][-1]


def change_faults(change: ChangeRecord) -> Iterator[Fault]:
    """What cannot be: moments before the request, an end of what was not begun, an approval by nobody or by oneself."""
    for moment in CHANGE_MOMENTS[1:]:
        value = getattr(change, moment)
        if value is not None and value < change.requested_at:
            fix = "先做后补的变更，申请时间填口头提出的时间，并标明紧急变更"
            yield Fault(moment, "operations.before_request", "早于申请时间", fix)
    for moment, word in _AFTER_DEPLOYMENT:
        value = getattr(change, moment)
        if value is None:
            continue
        if change.deployed_at is None:
            yield Fault(moment, "operations.not_deployed", f"还没有上线，不能{word}", "请补填上线时间")
        elif value < change.deployed_at:
            yield Fault(moment, "operations.before_deployment", f"{word}早于上线", "请核对两个时间")
    yield from _approver_faults(change)


def _approver_faults(change: ChangeRecord) -> Iterator[Fault]:
    if change.approved_at is not None and not change.approved_by:
        yield Fault("approved_by", "operations.approver_missing", "有批准时间而没有批准人", "请填写批准人")
    if change.approved_by and change.approved_by == change.requested_by:
        fix = "申请和批准应是两个人，请核对"
        yield Fault("approved_by", "operations.approved_by_requester", "申请人批准了自己的变更", fix)


def review_change(change: ChangeRecord) -> list[Finding]:
    """What should not have been, in the order of a change's life; nothing before it is deployed."""
    if change.deployed_at is None:
        return []
    checks = (_approval, _assessment, _test, _way_back, _review)
    return [finding for check in checks for finding in check(change, change.deployed_at)]


def _approval(change: ChangeRecord, deployed_at: datetime) -> Iterator[Finding]:
    if change.approved_at is None:
        said, fix = "未经批准就已上线。", "请按程序补办批准或回退；补办之后仍记为先上线后批准。"
        yield _found(change, "operations.deployed_without_approval", "error", said, fix)
    elif change.approved_at > deployed_at:
        said, fix = "上线之后才批准。", "请核对两个时间；确属先上线的，请说明原因。"
        yield _found(change, "operations.approved_after_deployment", "error", said, fix)


def _assessment(change: ChangeRecord, deployed_at: datetime) -> Iterator[Finding]:
    if change.is_emergency:
        return
    if change.assessed_at is None or change.assessed_at > (change.approved_at or deployed_at):
        said, fix = "批准之前没有评估风险和影响。", "请核对评估时间；没有评估的，请在回顾时补作说明。"
        yield _found(change, "operations.not_assessed", "warning", said, fix)


def _test(change: ChangeRecord, deployed_at: datetime) -> Iterator[Finding]:
    if change.tested_at is None or change.tested_at > deployed_at:
        said, fix = "上线之前没有测试通过。", "请核对测试时间；没有测试的，请在回顾时说明上线后的核验。"
        yield _found(change, "operations.deployed_untested", "warning", said, fix)


def _way_back(change: ChangeRecord, deployed_at: datetime) -> Iterator[Finding]:
    if change.risk != _LOW_RISK and not change.rollback_plan:
        said, fix = "中、高风险的变更没有回退方案。", "请补填回退方案。"
        yield _found(change, "operations.no_way_back", "warning", said, fix)


def _review(change: ChangeRecord, deployed_at: datetime) -> Iterator[Finding]:
    if change.is_emergency and change.reviewed_at is None:
        said, fix = "紧急变更上线后还没有回顾。", "请组织回顾并登记时间。"
        yield _found(change, "operations.emergency_not_reviewed", "warning", said, fix)


def _found(change: ChangeRecord, code: str, severity: str, said: str, fix: str) -> Finding:
    return Finding(code, severity, f"变更 {change.number}", said, _BASIS, fix)  # type: ignore[arg-type]
