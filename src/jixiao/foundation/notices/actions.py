"""Writing notices into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.notices.models import Notice
from jixiao.foundation.notices.setting import notices_are_wanted


def notify(
    people: Iterable[int],
    *,
    owner_id: int,
    kind: str,
    subject: str,
    subject_id: int,
    day: date,
    title: str,
    text: str,
    path: str = "",
) -> int:
    """Tells each of the people once that day; nothing when notices are off. Gives the number asked for."""
    recipients = sorted(set(people))
    if not recipients or not notices_are_wanted():
        return 0
    now = timezone.now()
    with acting_as(system_actor("notices")):
        Notice.objects.bulk_create(
            (
                Notice(
                    owner_id=owner_id,
                    person_id=person,
                    kind=kind,
                    subject=subject,
                    subject_id=subject_id,
                    day=day,
                    title=title,
                    text=text,
                    path=path,
                    next_attempt_at=now,
                    happened_at=now,
                )
                for person in recipients
            ),
            ignore_conflicts=True,
        )
    return len(recipients)
