"""The page of one version: what is promised, how far it is, what is wrong with it, what I can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jixiao.foundation.inbox.queries import described, tasks_of
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.foundation.web.marks import VERDICTS
from jixiao.rules.findings import Finding
from jixiao.systems.programmes.actuals import actuals_of
from jixiao.systems.programmes.models import Review, TargetIndicator
from jixiao.systems.programmes.policies import Allowed, can, verbs_for
from jixiao.systems.programmes.queries import Opened, opened
from jixiao.systems.programmes.states import AMENDING, APPROVED, RETURNED, SUPERSEDED, VERSION
from jixiao.systems.programmes.web.asking import asker_of
from jixiao.systems.programmes.web.life import life_of
from jixiao.systems.programmes.web.official import layout_of, narratives_of
from jixiao.systems.programmes.web.placing import Placed, counted, placed

#: verb → the page where it is done.
_PAGES = {"amend": "programmes:review", "return": "programmes:review", "block": "programmes:review"}
_PAGES |= {"pass_by_department": "programmes:review", "pass_by_finance": "programmes:review"}

#: States in which a version's targets are in force, or were: there its actual values stand beside them.
_MEASURED = frozenset({APPROVED, SUPERSEDED})


@require_GET
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """The target table with what was understood of each target, and the chosen indicator's origin beside it."""
    found = opened(version_id, asker_of(request))
    context = heading(request, found, "targets") | _table(request, found)
    context |= {"layout": layout_of(found.form), "printed_narratives": narratives_of(found.form)}
    if found.version.state in _MEASURED and found.version.form.programme_id:
        context["actuals"] = _actuals(found, context["groups"])
    context["waits"] = described(
        tasks_of(VERSION.subject, version_id).filter(done_at__isnull=True), asker_of(request).today
    )
    return render(request, "programmes/version.html", context)


def _actuals(found: Opened, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Puts each row's actual value beside it; gives how many rows have each verdict, in the order of verdicts."""
    actuals = actuals_of(found.version, found.rows)
    for row in (row for group in groups for row in group["rows"]):
        row["actual"] = actuals[row["row"].number]
    counts = Counter(each.verdict for each in actuals.values())
    return [{"verdict": verdict, "count": counts[verdict]} for verdict in VERDICTS if counts[verdict]]


@require_GET
def findings(request: HttpRequest, version_id: int) -> HttpResponse:
    """Everything the program found in this form."""
    found = opened(version_id, asker_of(request))
    context = heading(request, found, "findings") | {"listed": found.findings}
    return render(request, "programmes/findings.html", context)


@require_GET
def history(request: HttpRequest, version_id: int) -> HttpResponse:
    """The versions of the form, and every step of this one."""
    found = opened(version_id, asker_of(request))
    context = heading(request, found, "history")
    context["version_rows"] = [
        {"version": each, "drafter": found.names.get(each.drafted_by_id or 0, "")} for each in reversed(found.versions)
    ]
    context["review_rows"] = [reviewed(review, found) for review in found.reviews if review.decided_at]
    return render(request, "programmes/history.html", context)


@require_GET
def official(request: HttpRequest, version_id: int) -> HttpResponse:
    """The form in its official layout, for reading and for print."""
    found = opened(version_id, asker_of(request))
    context = heading(request, found, "official") | {"layout": layout_of(found.form)}
    return render(request, "programmes/official.html", context)


def heading(request: HttpRequest, found: Opened, here: str, refused: Refused | None = None) -> dict[str, Any]:
    """What every page of a version shows above: name, life, facts, views, what can be done."""
    asker = asker_of(request)
    here_version = found.version
    grades = [review.grade for review in found.reviews if review.grade]
    return {
        "opened": found,
        "version": here_version,
        "form": here_version.form,
        "states": VERSION,
        "life": life_of(here_version, found.steps, grades[-1] if grades else ""),
        "counts": counted(found.findings),
        "tabs": _tabs(found, here),
        "buttons": list(_buttons(request, found)),
        "may_save": isinstance(can(asker, "save", here_version, found.facts), Allowed),
        "refused": refused,
        "drafted_by": found.names.get(here_version.drafted_by_id or 0, ""),
        "steps": [_step(step, found.names) for step in found.steps],
        "last_reason": found.steps[-1].reason if found.steps else "",
        "asked_for": _asked_for(found),
    }


def _asked_for(found: Opened) -> dict[str, Any] | None:
    """What the last review wants changed, while the form is with its drafter again."""
    decided = [review for review in found.reviews if review.decided_at]
    if found.version.state not in (RETURNED, AMENDING) or not decided:
        return None
    return reviewed(decided[-1], found, all_checks=False)


def _step(step: Step, names: dict[int, str]) -> dict[str, Any]:
    return {
        "step": step,
        "word": _(VERSION.transitions[step.verb].word),
        "who": names.get(step.person_id or 0, ""),
        "role": _(RULES[Role(step.role)].name) if step.role else "",
        "deputy_of": names.get(step.deputy_of_id or 0, ""),
    }


def reviewed(review: Review, found: Opened, *, all_checks: bool = True) -> dict[str, Any]:
    """A review as pages show it: its answers in the order of the sheet, perhaps only those that ask for something."""
    answers = [{"check": each.point.check, **(review.answers.get(each.point.id) or {})} for each in found.sheet]
    return {
        "review": review,
        "title": _(review.get_stage_display()),
        "reviewer": found.names.get(review.reviewer_id, ""),
        "answers": [each for each in answers if all_checks or each.get("grade") not in ("", None, "优")],
    }


def _tabs(found: Opened, here: str) -> list[dict[str, Any]]:
    listed = (
        ("targets", _("目标"), "programmes:version", None),
        ("findings", _("发现"), "programmes:findings", len(found.findings)),
        *([("bindings", _("取数方式"), "programmes:bindings", None)] if found.version.form.programme_id else []),
        ("diff", _("对比"), "programmes:diff", None),
        ("history", _("版本与经过"), "programmes:history", len(found.versions)),
        ("official", _("官方表"), "programmes:official", None),
    )
    return [
        {"word": word, "path": reverse(name, args=[found.version.pk]), "here": key == here, "count": count}
        for key, word, name, count in listed
    ]


def _buttons(request: HttpRequest, found: Opened) -> Iterator[dict[str, Any]]:
    """What this person may do now; the first is the main one. What one may not do is not shown."""
    asker, number = asker_of(request), found.version.pk
    seen = set()
    for transition, answer in verbs_for(asker, found.version, found.facts):
        if not answer:
            continue
        if transition.verb in _PAGES:
            entry = {"word": _("审核"), "path": reverse(_PAGES[transition.verb], args=[number]), "verb": "review"}
        else:
            path = reverse("programmes:do", args=[number, transition.verb])
            entry = {"word": _(transition.word), "path": path, "verb": transition.verb}
        if entry["verb"] not in seen:
            seen.add(entry["verb"])
            yield entry
    if can(asker, "change", found.version, found.facts):
        yield {"word": _("变更"), "path": reverse("programmes:do", args=[number, "change"]), "verb": "change"}


def _table(request: HttpRequest, found: Opened) -> dict[str, Any]:
    beside = placed(found.findings)
    chosen = request.GET.get("indicator", "")
    groups = groups_of(found, beside)
    rows = [row for group in groups for row in group["rows"]]
    asked = next((row for row in rows if str(row["row"].number) == chosen), None)
    return {
        "groups": groups,
        "chosen": asked,
        "has_days": any(row.due_on for row in found.rows),
        "has_weights": any(row.weight is not None for row in found.rows),
        "measurable_count": sum(bool(row["measurable"]) for row in rows),
        "indicator_count": len(rows),
        "placed": beside,
    }


def _row(row: TargetIndicator, about: list[Finding]) -> dict[str, Any]:
    worst = about[0].severity if about else ""
    wordless = any(found.code in ("target.not_measurable", "target.missing") for found in about)
    return {"row": row, "findings": about, "worst": worst, "measurable": not wordless}


def groups_of(found: Opened, beside: Placed) -> list[dict[str, Any]]:
    """The rows under their first level, in the form's order, with the second levels that occur."""
    rows = [_row(row, beside.indicators.get(row.number, [])) for row in found.rows]
    made: list[dict[str, Any]] = []
    for row in rows:
        level1, level2 = row["row"].level1, row["row"].level2
        if not made or made[-1]["level1"] != level1:
            made.append({"level1": level1, "level2s": [], "rows": []})
        if level2 and level2 not in made[-1]["level2s"]:
            made[-1]["level2s"].append(level2)
        row["first_of_level2"] = not made[-1]["rows"] or made[-1]["rows"][-1]["row"].level2 != level2
        made[-1]["rows"].append(row)
    return made
