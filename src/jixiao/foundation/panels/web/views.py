"""Pages of panels: the list, putting a question, the pool, one panel with what each may do on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.foundation.panels import actions, queries
from jixiao.foundation.panels.policies import Asker, conveners_place, may_convene, seat_of
from jixiao.foundation.panels.states import CANCELLED, JUDGING, OPENED, PANEL, PREPARING
from jixiao.foundation.panels.web.forms import ExpertForm, OpinionForm, QuestionForm
from jixiao.foundation.people.roles import ADMINISTRATORS, Role
from jixiao.foundation.people.web.entrance import page
from jixiao.foundation.transitions import Refused
from jixiao.rules.panels import in_drawn_order

_A_PAGE = 50
_STAGES = (PREPARING, JUDGING, OPENED)


@require_GET
def listing(request: Any) -> HttpResponse:
    """The panels that one convenes, sits on, or was measured by."""
    asker = _asker(request)
    year = timezone.localdate().year
    shown = Paginator(queries.panels(), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "states": PANEL,
        "may_convene": may_convene(asker),
        "year": year,
        "agreement": queries.agreement_across(year),
    }
    return page(request, "panels/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Puts a question."""
    asker = _asker(request)
    conveners_place(asker)
    form = QuestionForm(request.POST or None, today=asker.today, initial={"programme_id": request.GET.get("programme")})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("panels:one", actions.convene(asker, form.asked()).pk)
        except Refused as why:
            refused = why
    return page(request, "panels/new.html", {"form": form}, refused, wrong=form.is_bound and not form.is_valid())


@require_http_methods(["GET", "POST"])
def pool(request: Any) -> HttpResponse:
    """Those who may be drawn; taking somebody in."""
    asker = _asker(request)
    experts = queries.pool(asker)
    form, refused = ExpertForm(request.POST or None, asker=asker), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_expert(asker, **form.cleaned_data)
            return redirect("panels:pool")
        except Refused as why:
            refused = why
    context = {"form": form, "experts": experts}
    return page(request, "panels/pool.html", context, refused, wrong=form.is_bound and not form.is_valid())


@require_POST
def end(request: Any, number: int) -> HttpResponse:
    """Takes somebody out of the pool."""
    actions.remove_expert(_asker(request), number)
    return redirect("panels:pool")


@require_GET
def one(request: Any, number: int) -> HttpResponse:
    """One panel."""
    return _page(request, number)


@require_POST
def do(request: Any, number: int, verb: str) -> HttpResponse:
    """One step of a panel."""
    asker, form = _asker(request), None
    try:
        if verb == "hand-in":
            seat_of(asker, queries.shown(asker, number).panel)  # before anything is said about the form
            form = OpinionForm(request.POST, today=asker.today)
            if not form.is_valid():
                return _page(request, number, form=form)
        _act(asker, number, verb, request.POST.get("reason", ""), form)
    except Refused as refused:
        if refused.status == 404 or verb not in _DONE:
            raise
        return _page(request, number, refused=refused, form=form)
    messages.success(request, str(_DONE[verb]()))
    return redirect("panels:one", number)


_DONE: dict[str, Callable[[], str]] = {
    "draw": lambda: _("已抽取评判人，并已通知本人。"),
    "declare": lambda: _("已声明没有利害关系，请填写意见。"),
    "recuse": lambda: _("已回避。"),
    "hand-in": lambda: _("意见已封存，开启之前别人看不到。"),
    "open": lambda: _("意见已全部开启。"),
    "cancel": lambda: _("已终止。"),
}


def _act(asker: Asker, number: int, verb: str, reason: str, form: OpinionForm | None) -> None:
    match verb:
        case "draw":
            actions.draw(asker, number)
        case "declare":
            actions.declare(asker, number)
        case "recuse":
            actions.recuse(asker, number, reason)
        case "hand-in" if form is not None:
            actions.hand_in(asker, number, form.said())
        case "open":
            actions.open_opinions(asker, number)
        case "cancel":
            actions.cancel(asker, number, reason)
        case _:
            raise Refused("panel.act_unknown", "评判没有这一步。", status=404)


def _page(
    request: Any, number: int, *, refused: Refused | None = None, form: OpinionForm | None = None
) -> HttpResponse:
    asker = _asker(request)
    shown = queries.shown(asker, number)
    panel = shown.panel
    named = {each.person_id: each.name for each in (*shown.judges, *panel.opinions.all())}
    context = {
        "shown": shown,
        "panel": panel,
        "states": PANEL,
        "life": _life(panel.state),
        "form": form or (OpinionForm(today=asker.today) if shown.may_judge else None),
        "order": [(each, named.get(each)) for each in in_drawn_order(panel.pool, panel.seed)] if panel.seed else [],
        "steps": [(step, _word(step.verb)) for step in shown.steps],
    }
    return page(request, "panels/one.html", context, refused, wrong=bool(form and not form.is_valid()))


def _life(state: str) -> list[dict[str, str]]:
    """Where the panel stands: one that was ended stops where it stood."""
    if state == CANCELLED:
        return [{"word": PANEL.word(CANCELLED), "state": "stopped"}]
    now = _STAGES.index(state)
    return [
        {
            "word": PANEL.word(each),
            "state": "done" if at < now or state == OPENED else ("now" if at == now else "next"),
        }
        for at, each in enumerate(_STAGES)
    ]


def _word(verb: str) -> str:
    if verb in PANEL.transitions:
        return _(PANEL.transitions[verb].word)
    return {
        "convene": _("组织评判"),
        "declare": _("声明没有利害关系"),
        "recuse": _("回避"),
        "hand_in": _("交出意见"),
    }.get(verb, verb)


def _asker(request: Any) -> Asker:
    """Who asks. Raises :class:`Refused` (403) for whoever does no business here."""
    roles = getattr(request, "roles", frozenset())
    if not roles - ADMINISTRATORS - {Role.PUBLIC}:
        raise Refused("panel.not_for_you", "评判由办理业务的人员查阅。", status=403)
    return Asker(request.person, request.held_roles, timezone.localdate())
