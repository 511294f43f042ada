"""The verbs of a programme's life, one function each: lock, policy, transition, step, in one transaction.

All of them take an :class:`~jixiao.systems.programmes.policies.Asker` first, run inside ``acting_as(identity)``, and
raise :class:`~jixiao.foundation.transitions.Refused` with a stable code and a Chinese message.
"""

from jixiao.systems.programmes.actions.approving import approve
from jixiao.systems.programmes.actions.binding import bind, bind_suggested
from jixiao.systems.programmes.actions.copying import copy_to_year, start_change
from jixiao.systems.programmes.actions.declaring import declare, missing_in, withdraw
from jixiao.systems.programmes.actions.drafting import (
    Saved,
    create_department_form,
    create_programme,
    discard,
    restore,
    save_draft,
)
from jixiao.systems.programmes.actions.ex_ante import record_ex_ante
from jixiao.systems.programmes.actions.reading import confirm, let_go, read_file
from jixiao.systems.programmes.actions.reviewing import Answer, decide, grade, save_review, verb_after

__all__ = [
    "Answer",
    "Saved",
    "approve",
    "bind",
    "bind_suggested",
    "confirm",
    "copy_to_year",
    "create_department_form",
    "create_programme",
    "decide",
    "declare",
    "discard",
    "grade",
    "let_go",
    "missing_in",
    "read_file",
    "record_ex_ante",
    "restore",
    "save_draft",
    "save_review",
    "start_change",
    "verb_after",
    "withdraw",
]
