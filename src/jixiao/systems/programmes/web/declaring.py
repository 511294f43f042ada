"""Declaring by page: the official form to type into, each target read back in words, saved as one goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.foundation.transitions import Refused
from jixiao.foundation.web import english
from jixiao.parameters.review import review_parameters
from jixiao.rules.targets import measurability, parse_target
from jixiao.rules.values import ParsedTarget
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.fields import Sections, sections_of
from jixiao.systems.programmes.policies import Asker, may
from jixiao.systems.programmes.queries import Opened, opened
from jixiao.systems.programmes.web.asking import asker_of, attempted, for_business
from jixiao.systems.programmes.web.placing import Placed, counted, placed
from jixiao.systems.programmes.web.typed_texts import (
    Texts,
    controls,
    fund_controls,
    read_back,
    row_controls,
    texts_of,
    texts_sent,
)
from jixiao.systems.programmes.web.version import heading

METHODS = ("直接证明", "情况统计", "情况说明", "问卷调查", "趋势判断")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, version_id: int) -> HttpResponse:
    """The form to type into; on POST it is saved, and then perhaps declared."""
    asker = asker_of(request)
    if request.method == "GET":
        found = opened(version_id, asker)
        may(asker, "save", found.version, found.facts)
        return _page(request, found, texts_of(found.form, _sections(found)))
    sent = texts_sent(request.POST)
    saved, refused = attempted(lambda: _save(asker, version_id, request, sent))
    found = opened(version_id, asker)
    if saved is None:
        return _page(request, found, sent, refused=refused)
    if saved.problems:
        problems = {each.field: each.message for each in saved.problems}
        return _page(request, found, sent, problems=problems, status=422)
    if "declare" in request.POST:
        return redirect("programmes:do", version_id, "declare")
    messages.success(request, _("已保存。"))
    return redirect("programmes:edit" if "more" in request.POST else "programmes:version", version_id)


@require_POST
def save(request: HttpRequest, version_id: int) -> HttpResponse:
    """Saves what stands in the page as one types; answers with what to show beside the fields."""
    asker = asker_of(request)
    sent = texts_sent(request.POST)
    saved, refused = attempted(lambda: _save(asker, version_id, request, sent))
    if refused is not None and refused.code != "form.changed_meanwhile":
        raise refused
    found = opened(version_id, asker)
    problems = {each.field: each.message for each in saved.problems} if saved else {}
    context = _beside(found, sent, problems) | {"refused": refused, "opened": found, "version": found.version}
    status = 200 if refused is None or request.headers.get("HX-Request") else refused.status
    return render(request, "programmes/parts/saved.html", context, status=status)


@require_POST
@for_business
def read(request: HttpRequest) -> HttpResponse:
    """One target read back in words, and what keeps it from being measured."""
    text, name = "", ""
    for key, value in request.POST.items():
        if key.endswith("target_text"):
            text = value[:1000]
        elif key.endswith("level3"):
            name = value[:1000]
    lacking = ""
    if text.strip():
        parsed = ParsedTarget(text.strip(), parse_target(text.strip(), name=name.strip() or None).values)
        verdict = measurability(parsed)
        lacking = "" if verdict.measurable else english.lacking(verdict.reason)
    return render(request, "programmes/parts/read_back.html", {"words": read_back(text, name), "lacking": lacking})


def _save(asker: Asker, version_id: int, request: HttpRequest, sent: Texts) -> actions.Saved:
    revision = request.POST.get("revision", "")
    number = int(revision) if revision.isascii() and revision.isdecimal() else -1  # no revision is an old one
    return actions.save_draft(asker, version_id, number, sent.fields, sent.typed_tables())


def _page(
    request: HttpRequest,
    found: Opened,
    texts: Texts,
    *,
    refused: Refused | None = None,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if refused is not None:
        status = refused.status
        if refused.code != "form.changed_meanwhile":
            raise refused
    options = review_parameters(_first_day(found)).options
    context = heading(request, found, "") | _beside(found, texts, problems or {}) | {"refused": refused}
    context |= {
        "options": options,
        "methods": METHODS,
        "no_buttons": True,
        "missing": actions.missing_in(found.version),
    }
    context |= {"level1s": _levels(found, 1), "level2s": _levels(found, 2)}
    return render(request, "programmes/edit.html", context, status=status)


def _beside(found: Opened, texts: Texts, problems: dict[str, str]) -> dict[str, Any]:
    """The controls with what stands beside each."""
    sections = _sections(found)
    beside = placed(found.findings, {str(each.narrative): each.key for each in sections.narratives})
    now = texts_of(found.form, sections)
    return {
        "head": controls(texts, sections.head, beside, problems, now),
        "narratives": controls(texts, sections.narratives, beside, problems, now),
        "money": controls(texts, sections.money, beside, problems, now),
        "funds": fund_controls(texts, problems) if sections.funds is not None else [],
        "tables": _tables(found, sections, texts, beside, problems),
        "whole": beside.whole,
        "counts": counted(found.findings),
        "problems": problems,
        "saved_by": found.names.get(found.version.saved_by_id or 0, ""),
    }


def _tables(
    found: Opened, sections: Sections, texts: Texts, beside: Placed, problems: dict[str, str]
) -> list[dict[str, Any]]:
    """The tables of indicators: the whole term's where the form has one, and the year's."""
    year = _("%s年绩效目标") % found.version.form.year
    tables = [{"title": year, "rows": row_controls(texts, "rows", beside.indicators, problems)}]
    if sections.has_term:
        term = {"title": _("实施期绩效目标"), "rows": row_controls(texts, "term", {}, problems), "said": _("实施期")}
        tables.insert(0, term)
    return tables


def _sections(found: Opened) -> Sections:
    target = found.version.form
    return sections_of(found.form, target.framework, whole_department=target.programme_id is None)


def _first_day(found: Opened) -> date:
    return date(found.version.form.year, 1, 1)


def _levels(found: Opened, level: int) -> list[str]:
    """What the framework of the form calls its levels, and what the form itself uses."""
    framework = review_parameters(_first_day(found)).frameworks[found.version.form.framework]
    named = [group.word for group in framework.groups if group.level == level]
    used = [getattr(row, f"level{level}") for row in (*found.form.indicators, *found.form.midterm_indicators)]
    return list(dict.fromkeys(each for each in (*used, *named) if each))
