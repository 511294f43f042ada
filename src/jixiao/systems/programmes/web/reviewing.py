"""Review: sixteen checks with the program's findings filled in, what changed, a grade, reasons, opinions."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.documents.forms.json import form_from_json
from jixiao.foundation.transitions import Refused
from jixiao.rules.review.grading import GRADES
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.differences import differences
from jixiao.systems.programmes.models import FormVersion, Review
from jixiao.systems.programmes.policies import Asker, may
from jixiao.systems.programmes.queries import Opened, difference, opened
from jixiao.systems.programmes.states import DECLARED, VERSION
from jixiao.systems.programmes.web.asking import asker_of, attempted
from jixiao.systems.programmes.web.placing import placed
from jixiao.systems.programmes.web.version import groups_of, heading


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, version_id: int) -> HttpResponse:
    """The review sheet; POST saves it, and with ``decide`` ends the review of this stage."""
    asker = asker_of(request)
    found = opened(version_id, asker)
    if request.method == "GET":
        may(asker, "review", found.version, found.facts)
        return _page(request, found)
    deciding = "decide" in request.POST
    saved, refused = attempted(lambda: _save(asker, version_id, request))
    if saved is None:
        return _page(request, opened(version_id, asker), refused=refused, sent=True)
    if not deciding:
        messages.success(request, _("审核意见已保存，尚未作出结论。"))
        return redirect("programmes:review", version_id)
    done, refused = attempted(lambda: _decide(asker, version_id, request))
    if done is None:
        return _page(request, opened(version_id, asker), refused=refused, sent=True)
    messages.success(request, _("审核结论已作出：%s。") % _(VERSION.word(done.state)))
    return redirect("programmes:version", version_id)


def _save(asker: Asker, version_id: int, request: HttpRequest) -> Review:
    sent = request.POST
    names = {key.removesuffix("-reason") for key in sent if key.endswith("-reason")}
    answers = {
        name: actions.Answer(
            sent.get(f"{name}-grade", ""), sent.get(f"{name}-points", ""), sent.get(f"{name}-reason", "")
        )
        for name in names
    }
    return actions.save_review(
        asker,
        version_id,
        answers,
        opinion_on_targets=sent.get("opinion_on_targets", ""),
        opinion_on_budget=sent.get("opinion_on_budget", ""),
        take_over="take_over" in sent,
    )


def _decide(asker: Asker, version_id: int, request: HttpRequest) -> FormVersion:
    revision = request.POST.get("revision", "")
    number = int(revision) if revision.isascii() and revision.isdecimal() else None
    return actions.decide(asker, version_id, number, request.POST.get("reason", ""))


def _page(request: HttpRequest, found: Opened, *, refused: Refused | None = None, sent: bool = False) -> HttpResponse:
    version = found.version
    stage = "department" if version.state == DECLARED else "finance"
    open_review = next((each for each in found.reviews if each.stage == stage and each.decided_at is None), None)
    context = heading(request, found, "") | {"refused": refused, "no_buttons": True, "grades": GRADES}
    beside = placed(found.findings)
    context |= {
        "stage": _("部门审核") if stage == "department" else _("财政审核"),
        "dimensions": _dimensions(found, open_review, request if sent else None),
        "groups": groups_of(found, beside),
        "reason": request.POST.get("reason", ""),
        "opinion_on_targets": _kept(request, sent, open_review, "opinion_on_targets"),
        "opinion_on_budget": _kept(request, sent, open_review, "opinion_on_budget"),
        "held_by": _held_by(request, found, open_review),
        "former_reviews": [
            {"review": each, "title": _(each.get_stage_display()), "reviewer": found.names.get(each.reviewer_id, "")}
            for each in found.reviews
            if each.decided_at
        ],
    }
    context["leads_to"] = _leads_to(found)
    context["comparisons"] = _before(found, stage)
    return render(request, "programmes/review.html", context, status=refused.status if refused else 200)


def _before(found: Opened, stage: str) -> list[dict[str, Any]]:
    """What the form is compared with: what this stage's last review saw; the version before, else last year's form."""
    made: list[dict[str, Any]] = []
    seen = [each for each in found.reviews if each.stage == stage and each.decided_at and each.form_seen]
    if seen:
        words = _("与上一次审核时（%s）相比") % timezone.localtime(seen[-1].decided_at).strftime("%Y-%m-%d %H:%M")
        made.append({"words": words, "differences": differences(form_from_json(seen[-1].form_seen), found.form)})
    other = found.former or found.last_year
    if other is not None:
        same_form = other.form_id == found.version.form_id
        words = _("与第 %s 版相比") % other.number if same_form else _("与 %s 年度的表相比") % other.form.year
        made.append({"words": words, "differences": difference(other.pk, found.version.pk)[2]})
    return made


def _dimensions(found: Opened, kept: Review | None, request: HttpRequest | None) -> list[dict[str, Any]]:
    """The checks under dimension and item, each with the program's answer and the reviewer's so far."""
    answers = kept.answers if kept else {}
    rows = []
    for each in found.sheet:
        mine = dict(answers.get(each.point.id) or {})
        if request is not None:
            for part in ("grade", "points", "reason"):
                mine[part] = request.POST.get(f"{each.point.id}-{part}", mine.get(part, ""))
        rows.append({"answer": each, "point": each.point, "mine": mine, "findings": each.findings[:6]})
    made = []
    for dimension, listed in groupby(rows, key=lambda row: row["point"].dimension):
        own = list(listed)
        items = [
            {"name": item, "rows": list(inside)} for item, inside in groupby(own, key=lambda row: row["point"].item)
        ]
        made.append({"name": dimension, "points": sum(row["point"].points for row in own), "items": items})
    return made


def _kept(request: HttpRequest, sent: bool, kept: Review | None, name: str) -> str:
    if sent:
        return str(request.POST.get(name, ""))
    return getattr(kept, name) if kept else ""


def _held_by(request: HttpRequest | Any, found: Opened, kept: Review | None) -> str:
    """The colleague who has begun this review, if it was not the asker."""
    if kept is None or kept.reviewer_id == request.person.pk:
        return ""
    return found.names.get(kept.reviewer_id, "")


def _leads_to(found: Opened) -> list[tuple[str, str]]:
    """What each grade leads to here, in words."""
    words = []
    for grade in GRADES:
        transition = VERSION.transitions[actions.verb_after(found.version, grade)]
        words.append((grade, _(transition.word)))
    return words
