"""The life of a form as eight steps, from what was done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.states import (
    APPROVED,
    BLOCKED,
    DECLARED,
    DEPARTMENT_PASSED,
    DISCARDED,
    OPEN,
    PASSED,
    SUPERSEDED,
    VERSION,
)

_WORDS = (
    gettext_noop("申报"),
    gettext_noop("审核"),
    gettext_noop("批复"),
    gettext_noop("监控"),
    gettext_noop("自评"),
    gettext_noop("评价"),
    gettext_noop("应用"),
    gettext_noop("公开"),
)
_DECLARE, _REVIEW, _APPROVE = 0, 1, 2
#: state → the step it stands at.
_AT: Mapping[str, int] = {
    **dict.fromkeys(OPEN, _DECLARE),
    DISCARDED: _DECLARE,
    DECLARED: _REVIEW,
    DEPARTMENT_PASSED: _REVIEW,
    BLOCKED: _REVIEW,
    PASSED: _APPROVE,
    APPROVED: _APPROVE + 1,
    SUPERSEDED: _APPROVE + 1,
}
_STOPPED = frozenset({BLOCKED, DISCARDED})
_DONE_BY = {_DECLARE: "declare", _REVIEW: "pass_by_finance", _APPROVE: "approve"}


def life_of(version: FormVersion, steps: Sequence[Step], grade: str = "") -> list[dict[str, Any]]:
    """The eight steps with what is known of each: when it was done, what stands now."""
    at = _AT[version.state]
    done_on = {step.verb: timezone.localtime(step.happened_at).date().isoformat() for step in steps}
    made = []
    for number, word in enumerate(_WORDS):
        made.append({"word": word, "state": _state(number, at, version.state), "note": ""})
        if number < at and number in _DONE_BY:
            made[number]["note"] = done_on.get(_DONE_BY[number], "")
    if at <= _APPROVE:
        made[at]["note"] = str(_(VERSION.word(version.state)))
    if at > _REVIEW and grade:
        note, word = made[_REVIEW]["note"], str(_(grade))
        made[_REVIEW]["note"] = _("%s，%s") % (word, note) if note else word
    return made


def _state(number: int, at: int, state: str) -> str:
    if number < at:
        return "done"
    if number > at or at > _APPROVE:
        return "next"
    return "stopped" if state in _STOPPED else "now"
