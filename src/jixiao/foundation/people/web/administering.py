"""What administrators do on the page of a person. Each view: one act, then the page again or the refusal on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.foundation.people import queries
from jixiao.foundation.people.actions import accounts, grants, personal
from jixiao.foundation.people.authority import require
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.web.directory import asker, person_page
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.people.web.forms import AccountForm, GrantForm
from jixiao.foundation.transitions import Refused


@sensitive_post_parameters("mobile", "identity_number")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """A new account; its one-time password is on the answer and nowhere else."""
    require(request.person, Role.SYSTEM_ADMINISTRATOR)
    form, refused = AccountForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            at = form.cleaned_data["organisation"].pk
            made, password = accounts.make(request.person, form.details(), at, timezone.now())
            return person_page(request, made.pk, one_time_password=password)
        except Refused as why:
            refused = why
    wrong = form.is_bound and not form.is_valid()
    return page(request, "people/account.html", {"form": form, "new": True}, refused, wrong=wrong)


@sensitive_post_parameters("mobile", "identity_number")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Any, number: int) -> HttpResponse:
    """Another name, place of work or number."""
    found = queries.profile(asker(request), number, timezone.now()).person
    require(request.person, Role.SYSTEM_ADMINISTRATOR)
    initial = {"name": found.name, "username": found.username, "organisation": found.owner_id, "email": found.email}
    form, refused = AccountForm(request.POST or None, initial=initial, present=found), None
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change(request.person, number, form.details(), form.cleaned_data["organisation"].pk)
            messages.success(request, _("已保存。"))
            return redirect("people:person", number)
        except Refused as why:
            refused = why
    wrong = form.is_bound and not form.is_valid()
    return page(request, "people/account.html", {"form": form, "changed": found}, refused, wrong=wrong)


def _acts(act: Callable[[Any, int], str]) -> Callable[[Any, int], HttpResponse]:
    """A view that lets ``act`` do its one thing to a person in sight and says what was done."""

    @require_POST
    def view(request: Any, number: int) -> HttpResponse:
        queries.profile(asker(request), number, timezone.now())  # 404 outside one's scope
        try:
            messages.success(request, act(request, number))
        except Refused as refused:
            return person_page(request, number, refused)
        return redirect("people:person", number)

    return view


def _reason(request: Any) -> str:
    return str(request.POST.get("reason", ""))[:200]


@_acts
def lock(request: Any, number: int) -> str:
    """Locks the account."""
    accounts.lock(request.person, number, _reason(request), timezone.now())
    return _("账号已停用，登录中的会话已结束。")


@_acts
def unlock(request: Any, number: int) -> str:
    """Opens the account again."""
    accounts.unlock(request.person, number, _reason(request))
    return _("账号已恢复使用。")


@_acts
def reset_second_factor(request: Any, number: int) -> str:
    """The next sign-in sets up a new second factor."""
    grants.reset_second_factor(request.person, number, _reason(request), timezone.now())
    return _("第二因素已重置，本人下次登录时重新设置。")


@require_POST
def reset_password(request: Any, number: int) -> HttpResponse:
    """A one-time password, on the answer and nowhere else."""
    queries.profile(asker(request), number, timezone.now())
    try:
        password = accounts.reset_password(request.person, number, _reason(request), timezone.now())
    except Refused as refused:
        return person_page(request, number, refused)
    return person_page(request, number, one_time_password=password)


@require_POST
def numbers(request: Any, number: int) -> HttpResponse:
    """The personal numbers in full, on the answer; the history knows who read them and why."""
    queries.profile(asker(request), number, timezone.now())
    try:
        revealed = personal.reveal(request.person, number, _reason(request))
    except Refused as refused:
        return person_page(request, number, refused)
    return person_page(request, number, revealed=revealed)


@require_POST
def grant(request: Any, number: int) -> HttpResponse:
    """A role."""
    queries.profile(asker(request), number, timezone.now())
    require(request.person, Role.SECURITY_ADMINISTRATOR)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return person_page(request, number, _incomplete(), grant_form=form)
    try:
        said = form.cleaned_data
        role, at = Role(said["role"]), said["organisation"].pk
        grants.grant(request.person, number, role, at, said["year"], timezone.now())
    except Refused as refused:
        return person_page(request, number, refused, grant_form=form)
    messages.success(request, _("角色已授予，下一次打开页面即生效。"))
    return redirect("people:person", number)


@require_POST
def end_grant(request: Any, number: int, grant_id: int) -> HttpResponse:
    """A role ends."""
    queries.profile(asker(request), number, timezone.now())
    try:
        grants.end(request.person, grant_id, _reason(request), timezone.now())
    except Refused as refused:
        return person_page(request, number, refused)
    messages.success(request, _("角色已结束。"))
    return redirect("people:person", number)


@require_POST
def carry_over(request: Any) -> HttpResponse:
    """This year's business roles for the next year too."""
    carried = grants.carry_over(request.person, timezone.localdate().year, timezone.now())
    messages.success(request, _("已为下一年度授予 %(n)d 项角色。") % {"n": carried})
    return redirect("people:people")


def _incomplete() -> Refused:
    return Refused("role.incomplete", _("请选择角色、单位和年度。"), status=422)
