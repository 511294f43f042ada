"""Pages of recorded grades: the list, entering one, one with its confirmations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.foundation import subjects
from jixiao.foundation.grades import actions, queries
from jixiao.foundation.grades.actions import Entered
from jixiao.foundation.grades.policies import Asker, may_enter, must_enter
from jixiao.foundation.grades.states import GRADE
from jixiao.foundation.people.roles import ADMINISTRATORS, Role
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.transitions import Refused
from jixiao.parameters.panels import outside_scales

_A_PAGE = 50


class GradeForm(forms.Form):
    """What stands in the document."""

    programme_id = forms.TypedChoiceField(label=gettext_lazy("项目"), coerce=int)
    year = forms.IntegerField(label=gettext_lazy("考核年度"), min_value=2000, max_value=2100)
    indicator = forms.CharField(
        label=gettext_lazy("指标"), max_length=200, help_text=gettext_lazy("与绩效目标表中的三级指标名称一致。")
    )
    assessment = forms.CharField(
        label=gettext_lazy("考核名称"), max_length=200, help_text=gettext_lazy("如“财政部会计管理工作考核”。")
    )
    issuer = forms.CharField(label=gettext_lazy("发文机关"), max_length=100)
    document = forms.CharField(label=gettext_lazy("文号"), max_length=100)
    issued_on = forms.DateField(
        label=gettext_lazy("发文日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    grade = forms.ChoiceField(label=gettext_lazy("考核等次"), widget=forms.Select(attrs={"lang": "zh-CN"}))
    wanted = forms.ChoiceField(
        label=gettext_lazy("目标等次"),
        widget=forms.Select(attrs={"lang": "zh-CN"}),
        help_text=gettext_lazy("绩效目标要求的最低等次，如“良好以上”填“良好”。"),
    )

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [each for each in subjects.listed() if may_enter(asker, each.unit_id)]
        listed = [(each.programme_id, f"{each.name} · {each.unit}") for each in own]
        self.fields["programme_id"].choices = [("", ""), *listed]  # type: ignore[attr-defined]
        words = dict.fromkeys(word for scale in outside_scales(asker.today) for word in scale)
        for name in ("grade", "wanted"):
            self.fields[name].choices = [("", ""), *((word, word) for word in words)]  # type: ignore[attr-defined]
        self.fields["year"].initial = asker.today.year - 1

    def entered(self) -> Entered:
        """What the action takes."""
        return Entered(**self.cleaned_data)


@require_GET
def listing(request: Any) -> HttpResponse:
    """The grades in scope."""
    asker = _asker(request)
    shown = Paginator(queries.grades(), _A_PAGE).get_page(request.GET.get("page"))
    return page(request, "grades/list.html", {"page": shown, "states": GRADE, "may_enter": may_enter(asker)})


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Enters a grade."""
    asker = _asker(request)
    must_enter(asker)
    form = GradeForm(request.POST or None, asker=asker, initial={"programme_id": request.GET.get("programme")})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("grades:one", actions.enter(asker, form.entered()).pk)
        except Refused as why:
            refused = why
    return page(request, "grades/new.html", {"form": form}, refused, wrong=form.is_bound and not form.is_valid())


@require_GET
def one(request: Any, number: int) -> HttpResponse:
    """One grade."""
    return _page(request, number)


@require_POST
def do(request: Any, number: int, verb: str) -> HttpResponse:
    """Confirms or rejects."""
    asker = _asker(request)
    try:
        if verb == "confirm":
            actions.confirm(asker, number)
        elif verb == "reject":
            actions.reject(asker, number, request.POST.get("reason", ""))
        else:
            raise Refused("grade.act_unknown", "考核等次没有这一步。", status=404)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(request, number, refused)
    messages.success(request, _("已确认。") if verb == "confirm" else _("已退回。"))
    return redirect("grades:one", number)


def _page(request: Any, number: int, refused: Refused | None = None) -> HttpResponse:
    shown = queries.shown(_asker(request), number)
    steps = [(step, _word(step.verb)) for step in shown.steps]
    context = {"shown": shown, "grade": shown.grade, "states": GRADE, "steps": steps}
    return page(request, "grades/one.html", context, refused)


def _word(verb: str) -> str:
    return _(GRADE.transitions[verb].word) if verb in GRADE.transitions else _("登记")


def _asker(request: Any) -> Asker:
    """Who asks. Raises :class:`Refused` (403) for whoever does no business here."""
    roles = getattr(request, "roles", frozenset())
    if not roles - ADMINISTRATORS - {Role.PUBLIC}:
        raise Refused("grade.not_for_you", "外部考核由办理业务的人员查阅。", status=403)
    return Asker(request.person, request.held_roles, timezone.localdate())
