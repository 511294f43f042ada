"""What follows from changes and emergencies: the state of the one, the times of the other, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from jixiao.foundation.registers.bulk import rewrite
from jixiao.rules.findings import Finding
from jixiao.rules.operations.changes import ChangeRecord, change_state, review_change
from jixiao.rules.operations.emergencies import EmergencyTimes, emergency_times
from jixiao.systems.operations.checking import local_date
from jixiao.systems.operations.models import DrillFinding, Emergency, Plan

_TIMES = tuple(field.name for field in fields(EmergencyTimes))
_BASIS = "应急预案管理的要求（本项目采用）"
_RELEASE_BASIS = "运维发布管理的要求（本项目采用）"
_ACCOUNT_BASIS = "账号管理的要求（本项目采用）"


def change_record(values: Any) -> ChangeRecord:
    """A change, saved or read from a row, as the rules take it: what is empty stays empty."""
    get = values.get if isinstance(values, dict) else lambda name: getattr(values, name)
    given: dict[str, Any] = {each.name: get(each.name) for each in fields(ChangeRecord)}
    texts: dict[str, Any] = {name: given[name] or "" for name in ("requested_by", "approved_by", "rollback_plan")}
    return ChangeRecord(**given | texts | {"is_emergency": bool(given["is_emergency"])})


def derive_changes(changes: Sequence[Any]) -> None:
    """Says of each change how far it has come."""
    for change in changes:
        change.state = change_state(change_record(change))


def review_of_change(change: Any) -> list[Finding]:
    """What should not have been done so."""
    return review_change(change_record(change))


def derive_emergencies(emergencies: Sequence[Any]) -> None:
    """Measures each emergency against its plan; the plans are fetched once for all."""
    plans = Plan.objects.in_bulk({each.plan_id for each in emergencies})
    for each in emergencies:
        plan = plans[each.plan_id]
        times = emergency_times(
            each.occurred_at,
            each.responded_at,
            each.restored_at,
            response_minutes=plan.response_minutes,
            restore_minutes=plan.restore_minutes,
        )
        for name in _TIMES:
            setattr(each, name, getattr(times, name))


def settle_plans(plans: Sequence[Any]) -> None:
    """Measures the emergencies of corrected plans anew: what the plan promised was written down wrongly before."""
    found = list(Emergency.objects.filter(plan__in=[plan.pk for plan in plans]))
    before = {each.pk: [getattr(each, name) for name in _TIMES] for each in found}
    derive_emergencies(found)
    changed = [each for each in found if [getattr(each, name) for name in _TIMES] != before[each.pk]]
    rewrite(Emergency, changed, _TIMES)


def review_of_emergency(emergency: Any) -> Iterator[Finding]:
    """Handled by a plan that was not in force, or not in time."""
    place, plan = f"应急事件 {emergency.number}", emergency.plan
    day = local_date(emergency.occurred_at)
    if not plan.valid_from <= day <= plan.valid_to or plan.approved_on is None or plan.approved_on > day:
        said = f"发生当日（{day}）预案“{plan.number}”没有批准或不在有效期内。"
        fix = "请核对预案；确无有效预案的，请补订并报批。"
        yield Finding("operations.plan_not_in_force", "warning", place, said, _BASIS, fix)
    if emergency.is_in_time is False:
        said = f"超过预案的时限（响应 {plan.response_minutes} 分钟，恢复 {plan.restore_minutes} 分钟）。"
        yield Finding(
            "operations.emergency_late", "warning", place, said, _BASIS, "请核对时间；确属超时的，请说明原因。"
        )


def review_of_drill(drill: Any) -> Iterator[Finding]:
    """Held without a report, or with findings that were never put right."""
    place = f"演练 {drill.number}"
    if drill.held_on and not drill.report:
        yield Finding("operations.drill_unreported", "warning", place, "还没有演练报告。", _BASIS, "请登记报告的文号。")
    open_findings = DrillFinding.objects.filter(drill=drill, closed_on=None, void_reason="").order_by("number")
    numbers = "、".join(open_findings.values_list("number", flat=True))
    if numbers:
        said = f"演练发现的问题（{numbers}）还没有整改完成。"
        yield Finding("operations.drill_findings_open", "review", place, said, _BASIS, "整改后请登记完成日。")


def review_of_release(release: Any) -> Iterator[Finding]:
    """A release by a change that had not been approved by then."""
    change = release.change
    if change is not None and (change.approved_at is None or change.approved_at > release.released_at):
        said = f"发布时变更“{change.number}”还没有批准。"
        fix = "请核对变更的批准时间；确属先发布的，请说明原因。"
        yield Finding(
            "operations.released_without_approval", "error", f"发布 {release.number}", said, _RELEASE_BASIS, fix
        )


def review_of_sign_in(sign_in: Any) -> Iterator[Finding]:
    """A sign-in by an account that had been disabled: a question of security, not a slip of the pen."""
    user = sign_in.user
    if user.disabled_on and local_date(sign_in.signed_in_at) > user.disabled_on:
        said = f"账号“{user.number}”已于 {user.disabled_on} 停用，之后仍有登录。"
        fix = "请核对停用日；确属停用后登录的，请按安全事件登记。"
        place = f"登录 {sign_in.number}"
        yield Finding("operations.signed_in_after_disabling", "error", place, said, _ACCOUNT_BASIS, fix)
