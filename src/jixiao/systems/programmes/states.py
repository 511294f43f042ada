"""The life of one version of a target form, from draft to approval."""

from __future__ import annotations

from jixiao.foundation.transitions import State, StateTable, Transition

DRAFT, DECLARED, DEPARTMENT_PASSED = "draft", "declared", "department_passed"
AMENDING, RETURNED, PASSED, BLOCKED = "amending", "returned", "passed", "blocked"
APPROVED, SUPERSEDED, DISCARDED = "approved", "superseded", "discarded"

#: States in which the drafter may write.
OPEN = frozenset({DRAFT, AMENDING, RETURNED})

VERSION = StateTable(
    "form_version",
    (
        State(DRAFT, "编制中", "◔"),
        State(DECLARED, "已申报", "◑"),
        State(DEPARTMENT_PASSED, "部门已审", "◕"),
        State(AMENDING, "按意见修改", "▲"),
        State(RETURNED, "已退回", "▲"),
        State(PASSED, "审核通过", "●"),
        State(BLOCKED, "不予通过", "■"),
        State(APPROVED, "已批复", "●"),
        State(SUPERSEDED, "已被新版本取代", "–"),
        State(DISCARDED, "回收站", "–"),
    ),
    (
        Transition("declare", "申报", OPEN, DECLARED),
        Transition("withdraw", "撤回", frozenset({DECLARED}), DRAFT, needs_reason=True),
        Transition("pass_by_department", "部门审核通过", frozenset({DECLARED}), DEPARTMENT_PASSED, needs_reason=True),
        Transition("amend", "商定修改", frozenset({DECLARED, DEPARTMENT_PASSED}), AMENDING, needs_reason=True),
        Transition("return", "退回", frozenset({DECLARED, DEPARTMENT_PASSED}), RETURNED, needs_reason=True),
        Transition("block", "不予通过", frozenset({DECLARED, DEPARTMENT_PASSED}), BLOCKED, needs_reason=True),
        Transition("pass_by_finance", "财政审核通过", frozenset({DEPARTMENT_PASSED}), PASSED, needs_reason=True),
        Transition("approve", "批复", frozenset({PASSED}), APPROVED),
        Transition("supersede", "由新版本取代", frozenset({APPROVED}), SUPERSEDED),
        Transition("discard", "移入回收站", OPEN, DISCARDED),
        Transition("restore", "从回收站恢复", frozenset({DISCARDED}), DRAFT),
    ),
)
