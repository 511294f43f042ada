"""What waits for whom after a step: the tasks of the inbox follow the state of a version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from jixiao.foundation.inbox.actions import close_tasks, open_task
from jixiao.foundation.inbox.deadlines import deadline, due_after
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.parameters import parameter
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Chain, Facts
from jixiao.systems.programmes.states import (
    AMENDING,
    DECLARED,
    DEPARTMENT_PASSED,
    DRAFT,
    PASSED,
    RETURNED,
    VERSION,
)


@dataclass(frozen=True, slots=True)
class _Waits:
    """What is to be done in a state, by which role, and its word."""

    what: str
    role: Role
    word: str


_WAITS = {
    DRAFT: _Waits("declare", Role.DRAFTER, gettext_noop("编制并申报")),
    DECLARED: _Waits("department_review", Role.DEPARTMENT_REVIEWER, gettext_noop("部门审核")),
    DEPARTMENT_PASSED: _Waits("finance_review", Role.FINANCE_REVIEWER, gettext_noop("财政审核")),
    AMENDING: _Waits("amend", Role.DRAFTER, gettext_noop("按审核意见修改")),
    RETURNED: _Waits("mend_returned", Role.DRAFTER, gettext_noop("修改退回的目标表")),
    PASSED: _Waits("approve", Role.APPROVER, gettext_noop("批复")),
}


def tasks_follow(version: FormVersion, facts: Facts, today: date, outcome: str = "") -> None:
    """Closes what waited, and opens what waits in the version's state now."""
    close_tasks(VERSION.subject, version.pk, outcome=outcome)
    words = _words(version, facts.chain, facts.writers, today)
    if words is not None:
        open_task(**words)


def waiting_task(version: FormVersion, chain: Chain, writers: Iterable[int], today: date) -> Task | None:
    """The task that waits in the version's state, not saved: for versions that are made in bulk."""
    words = _words(version, chain, writers, today)
    return None if words is None else Task(**words | {"role": words["role"].value, "happened_at": timezone.now()})


def _words(version: FormVersion, chain: Chain, writers: Iterable[int], today: date) -> dict[str, Any] | None:
    waits = _WAITS.get(version.state)
    if waits is None:
        return None
    places = {Role.DRAFTER: chain.owner.pk, Role.DEPARTMENT_REVIEWER: chain.department.pk}
    return {
        "subject": VERSION.subject,
        "subject_id": version.pk,
        "owner_id": version.owner_id,
        "what": waits.what,
        "title": f"{waits.word}：{version.project_name}（{version.form.year}年度）",
        "path": f"/programmes/versions/{version.pk}/",
        "role": waits.role,
        "at_id": places.get(waits.role, chain.bureau),
        "not_by": [] if waits.role is Role.DRAFTER else sorted(writers),
        "due_on": version.due_on or usual_deadline(waits.what, today),
    }


def usual_deadline(what: str, today: date) -> date | None:
    """The usual day for a task; none while next year's holidays are not known, so that work goes on."""
    try:
        return deadline(what, today)
    except Refused:
        return None


def resubmit_by(today: date) -> date:
    """The day by which a form graded 中 has to come back. Raises :class:`Refused` where no calendar covers it."""
    return due_after(int(parameter("review.resubmit_working_days").on(today).value), today)
