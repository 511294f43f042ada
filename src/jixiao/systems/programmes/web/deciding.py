"""One verb, one page: what it does, the reason where one is needed, and the button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Asker, may
from jixiao.systems.programmes.queries import Opened, difference, opened
from jixiao.systems.programmes.web.asking import asker_of, attempted
from jixiao.systems.programmes.web.version import heading

Action = Callable[[Asker, int, int | None, str], FormVersion]

#: verb → (title, what it does, whether a reason is asked for, the action).
_VERBS: dict[str, tuple[Any, Any, bool, Action]] = {
    "declare": (
        gettext_lazy("申报"),
        gettext_lazy("交给本部门审核。审核前可以撤回；审核期间不能修改。"),
        False,
        lambda asker, version, revision, reason: actions.declare(asker, version, revision),
    ),
    "withdraw": (
        gettext_lazy("撤回"),
        gettext_lazy("回到编制中，可以修改后再申报。"),
        True,
        lambda asker, version, revision, reason: actions.withdraw(asker, version, reason),
    ),
    "approve": (
        gettext_lazy("批复"),
        gettext_lazy("批复后本版锁定，成为执行、监控和评价的依据；原已批复的版本由本版取代。"),
        False,
        actions.approve,
    ),
    "discard": (
        gettext_lazy("移入回收站"),
        gettext_lazy("不再出现在列表中；随时可以从回收站恢复，内容不会丢失。"),
        False,
        lambda asker, version, revision, reason: actions.discard(asker, version, revision),
    ),
    "restore": (
        gettext_lazy("从回收站恢复"),
        gettext_lazy("恢复为编制中的草稿。"),
        False,
        lambda asker, version, revision, reason: actions.restore(asker, version),
    ),
    "change": (
        gettext_lazy("变更"),
        gettext_lazy("建立新的一版，按原来的路径申报、审核、批复；新版批复之前，现行版本继续有效。"),
        True,
        lambda asker, version, revision, reason: actions.start_change(asker, version, reason),
    ),
}
_DONE = {
    "declare": gettext_lazy("已申报，等待部门审核。"),
    "withdraw": gettext_lazy("已撤回，可以修改。"),
    "approve": gettext_lazy("已批复，本版锁定。"),
    "restore": gettext_lazy("已恢复为草稿。"),
    "change": gettext_lazy("已建立新的一版，请修改后申报。"),
}


@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, version_id: int, verb: str) -> HttpResponse:
    """Shows what the verb will do to this version; on POST does it."""
    if verb not in _VERBS:
        raise Http404
    asker = asker_of(request)
    found = opened(version_id, asker)
    refused, status = None, 200
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        reason = request.POST.get("reason", "")
        done, refused = attempted(
            lambda: _VERBS[verb][3](asker, version_id, int(revision) if revision.isdecimal() else None, reason)
        )
        if done is not None:
            return _after(request, verb, done)
        status = refused.status if refused else 409
    else:
        may(asker, verb, found.version, found.facts)
    return render(request, "programmes/do.html", _context(request, found, verb, refused), status=status)


def _context(request: HttpRequest, found: Opened, verb: str, refused: Refused | None) -> dict[str, Any]:
    title, effect, needs_reason, _action = _VERBS[verb]
    context = heading(request, found, "") | {"refused": refused, "no_buttons": True}
    context |= {"verb": verb, "title": title, "effect": effect, "needs_reason": needs_reason}
    context["reason"] = request.POST.get("reason", "")
    context["asks_reason"] = needs_reason or verb == "approve"
    if verb == "declare":
        context["missing"] = actions.missing_in(found.version)
        context["gravest"] = [each for each in found.findings if each.severity in ("error", "warning")]
    if verb in ("declare", "approve") and found.former is not None:
        context["other"] = found.former
        context["differences"] = difference(found.former.pk, found.version.pk)[2]
    if verb == "approve" and found.reviews:
        context["last_reviews"] = [
            {"review": each, "title": _(each.get_stage_display()), "reviewer": found.names.get(each.reviewer_id, "")}
            for each in found.reviews
            if each.decided_at
        ]
    return context


def _after(request: HttpRequest, verb: str, done: FormVersion) -> HttpResponse:
    if verb == "discard":
        messages.success(request, _("“%s”已移入回收站，可以从这里恢复。") % done.project_name)
        return redirect("programmes:trash")
    messages.success(request, str(_DONE[verb]))
    if verb == "change":
        return redirect("programmes:edit", done.pk)
    return redirect("programmes:version", done.pk)
