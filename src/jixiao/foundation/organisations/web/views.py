"""The tree, one organisation, and what the system administrator does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.foundation.organisations import actions, queries
from jixiao.foundation.organisations.actions import Particulars
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.authority import require
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.web.directory import asker
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.transitions import Refused


class ParticularsForm(forms.Form):
    """What an organisation says about itself."""

    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=100)
    short_name = forms.CharField(label=gettext_lazy("简称"), max_length=50, required=False)
    credit_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("18 位，按证书填写；处室没有代码，留空。"),
    )

    def particulars(self) -> Particulars:
        """What the actions take."""
        return Particulars(**{name: self.cleaned_data[name] for name in ("name", "short_name", "credit_code")})


class NewForm(ParticularsForm):
    """A new organisation under another."""

    kind = forms.ChoiceField(label=gettext_lazy("类型"))
    field_order = ("kind", "name", "short_name", "credit_code")

    def __init__(self, *args: Any, parent: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, _(word)) for kind, word in queries.possible_kinds(parent)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


@require_safe
def organisations(request: Any) -> HttpResponse:
    """The tree."""
    text = request.GET.get("q", "").strip()[:100]
    context = {"branches": queries.tree(asker(request), text), "text": text, "keeps_tree": _keeps_tree(request)}
    return page(request, "organisations/organisations.html", context)


@require_safe
def organisation(request: Any, number: int) -> HttpResponse:
    """One organisation."""
    return _organisation_page(request, number)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, number: int) -> HttpResponse:
    """A new organisation under this one."""
    above = queries.profile(asker(request), number).organisation
    require(request.person, Role.SYSTEM_ADMINISTRATOR)
    form, refused = NewForm(request.POST or None, parent=above), None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(request.person, number, form.cleaned_data["kind"], form.particulars(), timezone.now())
            messages.success(request, _("已添加“%(name)s”。") % {"name": made.name})
            return redirect("organisations:organisation", made.pk)
        except Refused as why:
            refused = why
    wrong = form.is_bound and not form.is_valid()
    return page(request, "organisations/form.html", {"form": form, "above": above, "new": True}, refused, wrong=wrong)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Any, number: int) -> HttpResponse:
    """Another name or code."""
    found = queries.profile(asker(request), number).organisation
    require(request.person, Role.SYSTEM_ADMINISTRATOR)
    initial = {"name": found.name, "short_name": found.short_name, "credit_code": found.credit_code or ""}
    form, refused = ParticularsForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(request.person, number, form.particulars())
            messages.success(request, _("已保存。"))
            return redirect("organisations:organisation", number)
        except Refused as why:
            refused = why
    wrong = form.is_bound and not form.is_valid()
    return page(request, "organisations/form.html", {"form": form, "above": found}, refused, wrong=wrong)


def _acts(act: Callable[[Any, int, str], str]) -> Callable[[Any, int], HttpResponse]:
    """A view that lets ``act`` do its one thing for a reason and says what was done."""

    @require_POST
    def view(request: Any, number: int) -> HttpResponse:
        try:
            messages.success(request, act(request, number, str(request.POST.get("reason", ""))[:200]))
        except Refused as refused:
            return _organisation_page(request, number, refused)
        return redirect("organisations:organisation", number)

    return view


@_acts
def move(request: Any, number: int, reason: str) -> str:
    """Under another parent."""
    under = request.POST.get("parent", "")
    actions.move(request.person, number, int(under) if under.isdecimal() and len(under) < 19 else 0, reason)
    return _("已移动，下级单位一并移动。")


@_acts
def close(request: Any, number: int, reason: str) -> str:
    """Takes nothing new."""
    actions.close(request.person, number, reason)
    return _("单位已撤销，历史数据保留。")


@_acts
def reopen(request: Any, number: int, reason: str) -> str:
    """In use again."""
    actions.reopen(request.person, number, reason)
    return _("单位已恢复。")


def _organisation_page(request: Any, number: int, refused: Refused | None = None) -> HttpResponse:
    found = queries.profile(asker(request), number)
    keeps_tree, one = _keeps_tree(request), found.organisation
    context = {
        "profile": found,
        "keeps_tree": keeps_tree,
        "parents": queries.possible_parents(one.kind, one.path) if keeps_tree else [],
        "may_have_more": keeps_tree and bool(queries.possible_kinds(one)),
    }
    return page(request, "organisations/organisation.html", context, refused)


def _keeps_tree(request: Any) -> bool:
    return Role.SYSTEM_ADMINISTRATOR in request.roles
