"""The life of one import."""

from __future__ import annotations

from jixiao.foundation.transitions import State, StateTable, Transition

PREVIEWED, DONE, DROPPED, UNDONE = "previewed", "done", "dropped", "undone"

IMPORT = StateTable(
    "data_import",
    (
        State(PREVIEWED, "待确认", "◔"),
        State(DONE, "已导入", "●"),
        State(DROPPED, "已放弃", "–"),
        State(UNDONE, "已整批撤销", "–"),
    ),
    (
        Transition("confirm", "导入", frozenset({PREVIEWED}), DONE),
        Transition("drop", "放弃", frozenset({PREVIEWED}), DROPPED),
        Transition("undo", "撤销导入", frozenset({DONE}), UNDONE, needs_reason=True),
    ),
)
