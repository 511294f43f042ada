"""The switches of language and of the unit of money."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jixiao.foundation.people.middleware import open_to_nobody
from jixiao.foundation.web import amounts

_A_YEAR = 365 * 24 * 3600


@open_to_nobody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Chinese or English for this browser."""
    chosen = request.POST.get("language", "")
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, chosen, frozenset(dict(settings.LANGUAGES)))


@require_POST
def unit(request: HttpRequest) -> HttpResponse:
    """元 or 万元 for this browser."""
    return _remembered(request, amounts.COOKIE, request.POST.get("unit", ""), frozenset(amounts.UNIT_WORDS))


def _remembered(request: HttpRequest, cookie: str, chosen: str, known: frozenset[str]) -> HttpResponse:
    """Back to the page one came from; only to a page of ours, and only with a choice that exists."""
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        following = "/"
    response = HttpResponseRedirect(following)
    if chosen in known:
        response.set_cookie(
            cookie, chosen, max_age=_A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
