"""Who is signed in, found out before the business transaction opens; and nobody else gets further than the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import SignInSession
from jixiao.foundation.people.scope import held_roles, identity_of
from jixiao.foundation.people.sessions import Unfinished, end_all, key_digest, unfinished
from jixiao.parameters.security import SecurityRules, security_rules

SESSION_KEY = "sign_in"
_SEEN_EVERY = timedelta(minutes=1)
_STEPS = {
    Unfinished.CODE: "people:code",
    Unfinished.PASSWORD: "people:password",
    Unfinished.ENROLMENT: "people:second-factor",
}

View = Callable[..., HttpResponseBase]


def open_to_nobody(view: View) -> View:
    """Marks a view that needs no sign-in: the sign-in itself, and what is published."""
    view.open_to_nobody = True  # type: ignore[attr-defined]
    return view


def part_of_sign_in(*steps: Unfinished) -> Callable[[View], View]:
    """Marks a view that somebody reaches who has given a password but not finished signing in."""

    def mark(view: View) -> View:
        view.sign_in_steps = frozenset(steps)  # type: ignore[attr-defined]
        return view

    return mark


def safe_next(address: str | None) -> str:
    """A page of this installation to go on to, or the first page."""
    if address and address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return "/"


class SignedInMiddleware:
    """Sets ``request.person``, ``request.held_roles``, ``request.roles``, ``request.identity``, ``sign_in_session``.

    A session that has not finished signing in (second factor, first password) has no person and no identity: only
    ``request.unfinished`` and its session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.person = None
        request.held_roles = frozenset()
        request.roles = frozenset()
        request.sign_in_session = None
        request.unfinished = None
        number = request.session.get(SESSION_KEY)
        if number is not None:
            self._look_up(request, number, timezone.now())
        return self.get_response(request)

    def process_view(self, request: Any, view: View, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Sends whoever has not (fully) signed in to the step that is missing, and back afterwards."""
        if request.person is not None or getattr(view, "open_to_nobody", False):
            return None
        if request.unfinished is None:
            return _go(request, reverse("people:sign-in"))
        if request.unfinished in getattr(view, "sign_in_steps", frozenset()):
            return None
        return _go(request, reverse(_STEPS[request.unfinished]))

    def _look_up(self, request: Any, number: int, now: datetime) -> None:
        rules = security_rules(timezone.localdate(now))
        with acting_as(system_actor("sign-in")):
            session = (
                SignInSession.objects.select_related("person__owner").filter(pk=number, ended_at__isnull=True).first()
            )
            if not _is_this_browser(session, request.session.session_key):
                request.session.flush()
            elif _is_idle(session, rules, now):
                end_all(SignInSession.objects.filter(pk=number), "长时间没有操作", now)
                request.session.flush()
                request.timed_out = True
            else:
                if now - session.last_seen_at > _SEEN_EVERY:
                    SignInSession.objects.filter(pk=number).update(last_seen_at=now)
                _admit(request, session, rules, now)


def _is_this_browser(session: SignInSession | None, key: str) -> bool:
    return session is not None and session.person.is_active and session.key_digest == key_digest(key)


def _is_idle(session: SignInSession, rules: SecurityRules, now: datetime) -> bool:
    return now - session.last_seen_at > rules.idle


def _admit(request: Any, session: SignInSession, rules: SecurityRules, now: datetime) -> None:
    held = held_roles(session.person, timezone.localdate(now))
    request.sign_in_session = session
    request.unfinished = unfinished(session, held, rules, now)
    if request.unfinished is None:
        request.person = session.person
        request.held_roles = held
        request.roles = frozenset(each.role for each in held)
        request.identity = identity_of(session.person, held)


def _go(request: HttpRequest, step: str) -> HttpResponseBase:
    """To the step, remembering the page; what was being sent is asked for again from the page it came from."""
    page = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of(request)
    if request.headers.get("HX-Request"):
        page = urlsplit(request.headers.get("HX-Current-URL", "/")).path or "/"
    query = {"next": safe_next(page)} if page not in ("/", step) else {}
    if getattr(request, "timed_out", False):
        query["idle"] = "1"
    target = f"{step}?{urlencode(query)}" if query else step
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _page_of(request: HttpRequest) -> str:
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc and referer.netloc != request.get_host():
        return "/"
    return f"{referer.path}?{referer.query}" if referer.query else referer.path or "/"
