"""Opening and closing tasks: called by the actions of the systems, in their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import current
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.reminders import tell
from jixiao.foundation.people.roles import Role


def open_task(
    *,
    subject: str,
    subject_id: int,
    owner_id: int,
    what: str,
    title: str,
    path: str = "",
    person_id: int | None = None,
    role: Role | None = None,
    at_id: int | None = None,
    not_by: Iterable[int | None] = (),
    due_on: date | None = None,
) -> Task:
    """A task for a person, or for whoever holds ``role`` over the organisation ``at_id`` (then ``person_id`` is None).

    With person, role and place it waits for that person, and for the deputy in that role. ``not_by`` are people who may
    not do it in any role. The same task opened again gets the new words and the new day.
    """
    excluded = sorted({number for number in not_by if number is not None})
    task, made = Task.objects.get_or_create(
        subject=subject,
        subject_id=subject_id,
        what=what,
        person_id=person_id,
        role=role.value if role else "",
        at_id=at_id,
        done_at=None,
        defaults={
            "owner_id": owner_id,
            "title": title,
            "path": path,
            "not_by": excluded,
            "opened_by_id": current().person,
            "due_on": due_on,
            "happened_at": timezone.now(),
        },
    )
    if made:
        tell(task)
    else:
        task.title, task.path, task.not_by, task.due_on = title, path, excluded, due_on
        task.save(update_fields=["title", "path", "not_by", "due_on"])
    return task


def close_tasks(subject: str, subject_id: int, what: str | None = None, outcome: str = "") -> int:
    """Closes the open tasks of a subject (only those of one kind, when ``what`` says so); gives their number."""
    open_ones = Task.objects.filter(subject=subject, subject_id=subject_id, done_at__isnull=True)
    if what is not None:
        open_ones = open_ones.filter(what=what)
    return open_ones.update(done_at=timezone.now(), done_by_id=current().person, outcome=outcome)
