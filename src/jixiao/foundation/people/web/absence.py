"""The page of one's absences: who stands in for oneself, and for whom one stands in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.foundation.people import queries
from jixiao.foundation.people.actions import deputies as acts
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.people.web.forms import DeputyForm
from jixiao.foundation.transitions import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: Any) -> HttpResponse:
    """Appoints a deputy, and shows those there are."""
    form, refused = _form(request, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            acts.appoint(
                request.person,
                said["grant"],
                said["person"],
                said["first_day"],
                said["last_day"],
                said["reason"],
                timezone.now(),
            )
            messages.success(request, _("代理已设置，到期自动结束。"))
            return redirect("people:deputies")
        except Refused as why:
            refused = why
    return _page(request, form, refused)


@require_POST
def end_deputy(request: Any, number: int) -> HttpResponse:
    """Back earlier."""
    try:
        acts.end(request.person, number, timezone.now())
    except Refused as refused:
        return _page(request, _form(request, None), refused)
    messages.success(request, _("代理已结束。"))
    return redirect("people:deputies")


def _form(request: Any, said: Any) -> DeputyForm:
    today = timezone.localdate()
    own = queries.own_roles(request.person, today)
    others = queries.colleagues(request.person, [Role(each.role) for each in own], today)
    return DeputyForm(said, grants=own, people=others, initial={"first_day": today, "last_day": today})


def _page(request: Any, form: DeputyForm, refused: Refused | None) -> HttpResponse:
    listed = queries.own_deputies(request.person, timezone.localdate())
    context = {
        "form": form,
        "mine": [each for each in listed if each.grant.person_id == request.person.pk],
        "for_others": [each for each in listed if each.person_id == request.person.pk],
        "may_appoint": bool(form.fields["grant"].choices and form.fields["person"].choices),  # type: ignore[attr-defined]
    }
    return page(request, "people/deputies.html", context, refused, wrong=form.is_bound and not form.is_valid())
