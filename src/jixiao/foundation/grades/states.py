"""The life of one recorded grade."""

from __future__ import annotations

from jixiao.foundation.transitions import State, StateTable, Transition

ENTERED, ONCE, CONFIRMED, REJECTED = "entered", "once", "confirmed", "rejected"

GRADE = StateTable(
    "recorded_grade",
    (
        State(ENTERED, "待确认", "○"),
        State(ONCE, "一人已确认", "◔"),
        State(CONFIRMED, "两人已确认", "●"),
        State(REJECTED, "已退回", "–"),
    ),
    (
        Transition("confirm", "确认", frozenset({ENTERED}), ONCE),
        Transition("confirm_again", "第二人确认", frozenset({ONCE}), CONFIRMED),
        Transition("reject", "退回", frozenset({ENTERED, ONCE}), REJECTED, needs_reason=True),
    ),
)
