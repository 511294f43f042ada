"""Who is signed in, found out before the business transaction opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import SignInSession
from jixiao.foundation.people.scope import held_roles, identity_of

SESSION_KEY = "sign_in"
IDLE = timedelta(minutes=30)
_SEEN_EVERY = timedelta(minutes=1)


class SignedInMiddleware:
    """Sets ``request.person``, ``request.held_roles``, ``request.roles`` and ``request.identity``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.person = None  # type: ignore[attr-defined]
        request.held_roles = frozenset()  # type: ignore[attr-defined]
        request.roles = frozenset()  # type: ignore[attr-defined]
        number = request.session.get(SESSION_KEY)
        if number is not None:
            self._look_up(request, number)
        return self.get_response(request)

    def _look_up(self, request: HttpRequest, number: int) -> None:
        now = timezone.now()
        with acting_as(system_actor("sign-in")):
            session = SignInSession.objects.select_related("person").filter(pk=number, ended_at__isnull=True).first()
            if session is None or not session.person.is_active:
                request.session.flush()
                return
            if now - session.last_seen_at > IDLE:
                SignInSession.objects.filter(pk=number).update(ended_at=now, end_reason="长时间没有操作")
                request.session.flush()
                request.timed_out = True  # type: ignore[attr-defined]
                return
            if now - session.last_seen_at > _SEEN_EVERY:
                SignInSession.objects.filter(pk=number).update(last_seen_at=now)
            held = held_roles(session.person, timezone.localdate())
            request.person = session.person  # type: ignore[attr-defined]
            request.held_roles = held  # type: ignore[attr-defined]
            request.roles = frozenset(each.role for each in held)  # type: ignore[attr-defined]
            request.identity = identity_of(session.person, held)  # type: ignore[attr-defined]
            request.sign_in_session = session  # type: ignore[attr-defined]
