"""The states of an account as pages show them: a shape and a word."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from jixiao.foundation.people.models import Person
from jixiao.foundation.transitions import State

OPEN = State("open", gettext_noop("在用"), "●")
NEW = State("new", gettext_noop("待首次登录"), "○")
PAUSED = State("paused", gettext_noop("失败锁定"), "▲")
LOCKED = State("locked", gettext_noop("停用"), "■")


def state_of(person: Person, now: datetime) -> State:
    """Locked by hand, locked by failures for a while, waiting for its first password, or open."""
    if not person.is_active:
        return LOCKED
    if person.locked_until is not None and person.locked_until > now:
        return PAUSED
    return NEW if person.must_change_password else OPEN
