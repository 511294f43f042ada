"""Pages of signing in: name and password, the code, signing out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.foundation.people import sign_in as signing
from jixiao.foundation.people.addresses import readable
from jixiao.foundation.people.middleware import SESSION_KEY, open_to_nobody, part_of_sign_in, safe_next
from jixiao.foundation.people.sessions import Origin, Unfinished, sign_out
from jixiao.foundation.people.web.forms import CodeForm, SignInForm
from jixiao.foundation.transitions import Refused


def origin_of(request: Any) -> Origin:
    """Where the browser asks from: the other end of the connection, or what the configured header of our proxy says.

    Of a list of hops the last counts, which our own proxy added: what stands before it anybody may have written. Behind
    TLS without such a header the other end is the proxy, so that nothing is known of the browser.
    """
    if settings.ADDRESS_HEADER:
        said = request.headers.get(settings.ADDRESS_HEADER, "").split(",")[-1]
    else:
        said = "" if settings.BEHIND_TLS else request.META.get("REMOTE_ADDR") or ""
    return Origin(readable(said), request.headers.get("User-Agent", ""))


def page(
    request: Any, template: str, context: dict[str, Any], refused: Refused | None = None, *, wrong: bool = False
) -> HttpResponse:
    """A page, with the refusal on it and its status."""
    status = refused.status if refused else 422 if wrong else 200
    return render(request, template, context | {"refused": refused}, status=status)


@open_to_nobody
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Name and password."""
    form = SignInForm(request.POST or None)
    following = safe_next(request.POST.get("next") or request.GET.get("next"))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, **form.cleaned_data)
            return HttpResponseRedirect(following)
        except Refused as why:
            refused = why
            form = SignInForm(initial={"username": form.cleaned_data["username"]})
    context = {"form": form, "next": following, "idle": "idle" in request.GET}
    return page(request, "people/sign_in.html", context, refused, wrong=form.is_bound and not form.is_valid())


def _enter(request: Any, username: str, password: str) -> None:
    def new_key() -> str:
        request.session.flush()  # no key from before the sign-in lives on
        request.session.create()
        return str(request.session.session_key)

    session = signing.enter(username, password, new_key, origin_of(request), timezone.now())
    request.session[SESSION_KEY] = session.pk
    request.session.clear_expired()  # what browsers left behind
    rotate_token(request)


@part_of_sign_in(Unfinished.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Any) -> HttpResponse:
    """The code of the second factor."""
    form = CodeForm(request.POST or None)
    following = safe_next(request.POST.get("next") or request.GET.get("next"))
    refused = None
    if request.unfinished is not Unfinished.CODE:
        return HttpResponseRedirect(following)
    if request.method == "POST" and form.is_valid():
        try:
            now = timezone.now()
            signing.confirm_code(request.sign_in_session, form.cleaned_data["code"], origin_of(request), now)
            return HttpResponseRedirect(following)
        except Refused as why:
            refused, form = why, CodeForm()
    context = {"form": form, "next": following, "signing_in": request.sign_in_session.person}
    return page(request, "people/code.html", context, refused, wrong=form.is_bound and not form.is_valid())


@open_to_nobody
@require_POST
def sign_out_view(request: Any) -> HttpResponse:
    """Out."""
    if request.sign_in_session is not None:
        sign_out(request.sign_in_session, timezone.now())
    request.session.flush()
    return HttpResponseRedirect(reverse("people:sign-in"))
