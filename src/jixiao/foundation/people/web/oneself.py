"""Pages about oneself: roles, password, second factor, sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.foundation.people import queries, second_factor, sessions
from jixiao.foundation.people import sign_in as signing
from jixiao.foundation.people.middleware import part_of_sign_in, safe_next
from jixiao.foundation.people.sealing import seal, unseal
from jixiao.foundation.people.sessions import Unfinished
from jixiao.foundation.people.web.entrance import origin_of, page
from jixiao.foundation.people.web.forms import CodeForm, PasswordForm
from jixiao.foundation.transitions import Refused

_CANDIDATE = "second_factor_candidate"


@require_safe
def me(request: Any) -> HttpResponse:
    """Oneself."""
    today = timezone.localdate()
    context = {
        "grants": queries.own_roles(request.person, today),
        "deputies": queries.own_deputies(request.person, today),
        "required": second_factor.is_required(request.held_roles),
    }
    return page(request, "people/me.html", context)


@part_of_sign_in(Unfinished.PASSWORD)
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Any) -> HttpResponse:
    """A new password; the first one is forced."""
    form = PasswordForm(request.POST or None)
    following = safe_next(request.POST.get("next") or request.GET.get("next"))
    now, refused = timezone.now(), None
    if request.method == "POST" and form.is_valid():
        try:
            signing.change_password(request.sign_in_session, **form.cleaned_data, origin=origin_of(request), now=now)
            messages.success(request, _("密码已修改，其他地方的登录已经结束。"))
            return HttpResponseRedirect(following if request.unfinished else "/me/")
        except Refused as why:
            refused, form = why, PasswordForm()
    context = {
        "form": form,
        "next": following,
        "whose": request.sign_in_session.person,
        "rules": signing.rules_of(now),
        "forced": request.unfinished is Unfinished.PASSWORD,
        "first": request.sign_in_session.person.must_change_password,
    }
    return page(request, "people/password.html", context, refused, wrong=form.is_bound and not form.is_valid())


@part_of_sign_in(Unfinished.ENROLMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_view(request: Any) -> HttpResponse:
    """Setting up the second factor: begin, scan, confirm by a code."""
    session = request.sign_in_session
    following = safe_next(request.POST.get("next") or request.GET.get("next"))
    if request.method == "POST" and "begin" in request.POST:
        request.session[_CANDIDATE] = seal(second_factor.new_secret(), f"session:{session.pk}")
        return HttpResponseRedirect(request.get_full_path())
    sealed = request.session.get(_CANDIDATE)
    form = CodeForm(request.POST or None) if sealed else CodeForm()
    refused = None
    if sealed and request.method == "POST" and form.is_valid():
        try:
            secret = unseal(sealed, f"session:{session.pk}")
            signing.enrol(session, secret, form.cleaned_data["code"], timezone.now())
            del request.session[_CANDIDATE]
            messages.success(request, _("第二因素已设置，以后登录都要输入验证码。"))
            return HttpResponseRedirect(following if request.unfinished else "/me/")
        except Refused as why:
            refused, form = why, CodeForm()
    context = {"form": form, "next": following, "owner_of_phone": session.person}
    context["forced"] = request.unfinished is Unfinished.ENROLMENT
    context["present"] = bool(session.person.second_factor_secret)
    if sealed and not context["present"]:
        secret = unseal(sealed, f"session:{session.pk}")
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        context["picture"] = mark_safe(second_factor.picture(secret, session.person))  # noqa: S308  our own SVG
    return page(request, "people/second_factor.html", context, refused, wrong=form.is_bound and not form.is_valid())


@require_safe
def my_sessions(request: Any) -> HttpResponse:
    """Where one is signed in."""
    context = {"sessions": sessions.open_sessions(request.person), "current": request.sign_in_session.pk}
    return page(request, "people/sessions.html", context)


@require_POST
def end_session(request: Any, number: int) -> HttpResponse:
    """Ends one session."""
    try:
        sessions.end(number, request.person, timezone.now())
        messages.success(request, _("会话已结束。"))
    except Refused as refused:
        context = {"sessions": sessions.open_sessions(request.person), "current": request.sign_in_session.pk}
        return page(request, "people/sessions.html", context, refused)
    return redirect("people:sessions")


@require_POST
def end_other_sessions(request: Any) -> HttpResponse:
    """Ends all sessions but this one."""
    ended = sessions.end_others(request.person, request.sign_in_session.pk, timezone.now())
    messages.success(request, _("已结束其他 %(n)d 个会话。") % {"n": ended})
    return redirect("people:sessions")
