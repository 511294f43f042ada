"""Emptying the outbox: called again and again by the server's background process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.notices.channels import Undeliverable, send
from jixiao.foundation.notices.models import Notice
from jixiao.foundation.notices.setting import NoticeSetting, notice_setting
from jixiao.parameters import parameter

_ERROR_CHARACTERS_MAX = 300


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one emptying did."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def deliver(now: datetime | None = None, limit: int = 100) -> Delivered:
    """Hands over what is due, one transaction a notice; nothing when notices are off. Several at once do no harm.

    A notice may arrive twice when the process dies between handing it over and writing so; its number tells.
    """
    setting = notice_setting()
    counted = {"sent": 0, "put_off": 0, "given_up": 0}
    for _ in range(limit if setting.channel else 0):
        done = _deliver_next(now or timezone.now(), setting)
        if done is None:
            break
        counted[done] += 1
    return Delivered(**counted)


def _deliver_next(now: datetime, setting: NoticeSetting) -> str | None:
    with acting_as(system_actor("notices")):
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person")
            .filter(sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now)
            .order_by("next_attempt_at", "id")
            .first()
        )
        if notice is None:
            return None
        notice.attempts += 1
        done = _attempt(notice, now, setting)
        notice.save(update_fields=["attempts", "next_attempt_at", "sent_at", "given_up_at", "last_error"])
        return done


def _attempt(notice: Notice, now: datetime, setting: NoticeSetting) -> str:
    waits = [int(minutes) for minutes in parameter("notices.retry").on(timezone.localdate(now)).value]
    try:
        send(notice, setting)
    except Undeliverable as never:
        notice.given_up_at, notice.last_error = now, str(never)
        return "given_up"
    except Exception as failure:  # whatever the other side does, the outbox goes on
        notice.last_error = f"{type(failure).__name__}: {failure}"[:_ERROR_CHARACTERS_MAX]
        if notice.attempts > len(waits):
            notice.given_up_at = now
            return "given_up"
        notice.next_attempt_at = now + timedelta(minutes=waits[notice.attempts - 1])
        return "put_off"
    notice.sent_at, notice.last_error = now, ""
    return "sent"
