"""The life of one panel."""

from __future__ import annotations

from jixiao.foundation.transitions import State, StateTable, Transition

PREPARING, JUDGING, OPENED, CANCELLED = "preparing", "judging", "opened", "cancelled"

PANEL = StateTable(
    "panel",
    (
        State(PREPARING, "待抽取", "○"),
        State(JUDGING, "独立评判中", "◔"),
        State(OPENED, "已开启", "●"),
        State(CANCELLED, "已终止", "–"),
    ),
    (
        Transition("draw", "抽取评判人", frozenset({PREPARING}), JUDGING),
        Transition("open", "开启意见", frozenset({JUDGING}), OPENED),
        Transition("cancel", "终止", frozenset({PREPARING, JUDGING}), CANCELLED, needs_reason=True),
    ),
)
