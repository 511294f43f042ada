"""Signed-in browsers: opened, listed, ended."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as
from jixiao.foundation.people import second_factor
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Person, SignInSession
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused
from jixiao.parameters.security import SecurityRules

_BROWSER_CHARACTERS = 300


class Unfinished(StrEnum):
    """What stands between the right password and the first business page."""

    CODE = "code"  # the code of the second factor
    PASSWORD = "password"  # noqa: S105  a password of one's own
    ENROLMENT = "enrolment"  # a second factor, where a role asks for one


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a browser asks from."""

    address: str | None
    browser: str


def key_digest(session_key: str) -> str:
    """What is kept of a session's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def open_session(person: Person, session_key: str, origin: Origin, now: datetime) -> SignInSession:
    """A session after the right password; the second factor is still to come. The caller acts as a system actor."""
    opened = SignInSession.objects.create(
        owner_id=person.owner_id,
        person=person,
        key_digest=key_digest(session_key),
        address=origin.address,
        browser=origin.browser[:_BROWSER_CHARACTERS],
        last_seen_at=now,
        happened_at=now,
    )
    note("sign-in.success", person, session=opened.pk, address=origin.address)
    return opened


def unfinished(
    session: SignInSession, held: frozenset[HeldRole], rules: SecurityRules, now: datetime
) -> Unfinished | None:
    """What this session must still do before it may ask for anything."""
    person = session.person
    if person.second_factor_secret and not session.second_factor:
        return Unfinished.CODE
    if person.must_change_password or _is_old(person, rules, now):
        return Unfinished.PASSWORD
    if second_factor.is_required(held) and not person.second_factor_secret:
        return Unfinished.ENROLMENT
    return None


def _is_old(person: Person, rules: SecurityRules, now: datetime) -> bool:
    changed = person.password_changed_at
    return changed is not None and (now - changed).days >= rules.password_days_max


def open_sessions(person: Person) -> QuerySet[SignInSession]:
    """The person's sessions that have not ended, the latest used first."""
    return SignInSession.objects.filter(person=person, ended_at__isnull=True).order_by("-last_seen_at")


def end(session_id: int, by: Person, now: datetime) -> None:
    """Ends one of one's own sessions."""
    with acting_as(on_the_word_of(by, "sessions")):
        found = SignInSession.objects.select_for_update().filter(pk=session_id, person=by).first()
        if found is None:
            raise Refused("session.unknown", _("没有这个会话。"), status=404)
        if found.ended_at is None:
            end_all(SignInSession.objects.filter(pk=found.pk), _("本人结束"), now)
            note("sign-in.end", by, session=found.pk)


def end_others(by: Person, current: int, now: datetime) -> int:
    """Ends all of one's sessions but the current one; says how many."""
    with acting_as(on_the_word_of(by, "sessions")):
        ended = end_all(open_sessions(by).exclude(pk=current), _("本人结束"), now)
        note("sign-in.end-others", by, sessions=ended)
        return ended


def end_all(sessions: QuerySet[SignInSession], reason: str, now: datetime) -> int:
    """Ends sessions; the caller acts as a system actor."""
    return sessions.filter(ended_at__isnull=True).order_by().update(ended_at=now, end_reason=reason)


def sign_out(session: SignInSession, now: datetime) -> None:
    """Ends the session at its person's wish."""
    with acting_as(on_the_word_of(session.person, "sign-in")):
        end_all(SignInSession.objects.filter(pk=session.pk), _("退出"), now)
        note("sign-in.sign-out", session.person, session=session.pk)
