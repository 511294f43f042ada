"""A form begins: empty, as a copy of last year's, or out of a file that somebody drops."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.documents.forms.json import form_from_json
from jixiao.foundation.attachments.actions import attach, uploaded
from jixiao.foundation.attachments.content import size_max
from jixiao.foundation.attachments.queries import attachments_of
from jixiao.foundation.organisations.models import Kind
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web import english
from jixiao.rules.findings import Finding
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FileReading, FormVersion, Framework
from jixiao.systems.programmes.policies import Asker
from jixiao.systems.programmes.states import APPROVED, DISCARDED, SUPERSEDED, VERSION
from jixiao.systems.programmes.web.asking import asker_of, attempted
from jixiao.systems.programmes.web.drafting_at import drafting_units
from jixiao.systems.programmes.web.official import narratives_of

_SUBJECT = "file_reading"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new programme or department form, or a copy for the year."""
    asker = asker_of(request)
    units = _units(asker)
    refused, status = None, 200
    if request.method == "POST":
        made, refused = attempted(lambda: _begin(asker, request))
        if made is not None:
            messages.success(request, _("已建立草稿，请填写。"))
            return redirect("programmes:edit", made.pk)
        status = refused.status if refused else 409
    context = {
        "units": units,
        "frameworks": Framework.choices,
        "year": request.POST.get("year", "") or asker.today.year + 1,
        "sent": request.POST,
        "refused": refused,
        "earlier": _earlier(units),
        "states": VERSION,
        "has_department": any(unit.kind in (Kind.DEPARTMENT, Kind.BUREAU) for unit in units),
    }
    return render(request, "programmes/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Drop a file; what was read in it comes beside the original, to be confirmed."""
    asker = asker_of(request)
    units = _units(asker)
    refused, status = None, 200
    if request.method == "POST":
        reading, refused = attempted(lambda: _read(asker, request))
        if reading is not None:
            return redirect("programmes:reading", reading.pk)
        status = refused.status if refused else 409
    waiting = FileReading.objects.filter(dropped_at__isnull=True, owner__in=units).order_by("-pk")[:20]
    unfinished = [each for each in waiting if len(each.confirmed) < len(each.forms)]
    context = {"units": units, "refused": refused, "unfinished": unfinished, "year": asker.today.year}
    context["megabytes_max"] = size_max(asker.today) // 2**20
    return render(request, "programmes/from_file.html", context, status=status)


@require_GET
def reading(request: HttpRequest, reading_id: int, number: int = 1) -> HttpResponse:
    """What was read, form by form, beside the original text."""
    return _reading_page(request, reading_id, number)


@require_POST
def confirm(request: HttpRequest, reading_id: int, number: int) -> HttpResponse:
    """The person confirms a form: it becomes a draft, to be mended on its page."""
    asker = asker_of(request)
    framework, is_key = request.POST.get("framework", ""), request.POST.get("key") == "1"
    made, refused = attempted(lambda: actions.confirm(asker, reading_id, number, framework=framework, is_key=is_key))
    if made is None:
        return _reading_page(request, reading_id, number, refused)
    messages.success(request, _("第 %s 张表已成为草稿，请核对、修改后申报。") % number)
    if "mend" in request.POST:
        return redirect("programmes:edit", made.pk)
    return redirect("programmes:reading-form", reading_id, number)


@require_POST
def let_go(request: HttpRequest, reading_id: int) -> HttpResponse:
    """The reading is put away; drafts made of it stay."""
    actions.let_go(asker_of(request), reading_id)
    messages.success(request, _("这次读取已放弃；已确认的草稿仍然保留。"))
    return redirect("programmes:file")


def _units(asker: Asker) -> list[Any]:
    units = drafting_units(asker)
    if not units:
        raise Refused("role.missing", _("这一步由编制人办理，您没有担任。"), status=403)
    return units


def _begin(asker: Asker, request: HttpRequest) -> FormVersion:
    sent = request.POST
    year, unit = _number(sent.get("year", "")), _number(sent.get("unit", ""))
    framework = sent.get("framework", "")
    if sent.get("kind") == "copy":
        return actions.copy_to_year(asker, _number(sent.get("version", "")), year)
    if sent.get("kind") == "department":
        return actions.create_department_form(asker, unit, year, framework)
    return actions.create_programme(
        asker,
        unit,
        sent.get("name", ""),
        year,
        framework,
        is_key=sent.get("key") == "1",
        needs_ex_ante=sent.get("ex_ante") == "1",
    )


def _read(asker: Asker, request: HttpRequest) -> FileReading:
    upload = request.FILES.get("file")
    if upload is None or not upload.name:
        raise Refused("upload.missing", _("请选择一个文件。"), status=422)
    content, unit = uploaded(upload), _number(request.POST.get("unit", ""))
    read = actions.read_file(asker, unit, upload.name, content, _number(request.POST.get("year", "")))
    attach(name=upload.name, content=content, owner_id=unit, subject=_SUBJECT, subject_id=read.pk)
    return read


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _earlier(units: list[Any]) -> list[FormVersion]:
    """Forms of former years that can be copied: the newest version that counts of each programme."""
    versions = FormVersion.objects.filter(owner__in=units).exclude(state__in=(DISCARDED, SUPERSEDED))
    listed = versions.select_related("form").order_by("form__programme__sort_key", "-form__year", "-number")
    best: dict[tuple[int | None, int], FormVersion] = {}
    for each in listed[:500]:
        key = (each.form.programme_id, each.owner_id)
        if key not in best or (each.state == APPROVED and each.form.year == best[key].form.year):
            best[key] = each
    return list(best.values())


def _there_already(reading: FileReading, form: Any) -> FormVersion | None:
    """The newest version of the form that this one would double."""
    same = FormVersion.objects.filter(
        owner_id=reading.owner_id, form__year=form.year or reading.year, project_name=form.project_name
    )
    return same.exclude(state=DISCARDED).order_by("-number").first()


def _reading_page(request: HttpRequest, reading_id: int, number: int, refused: Refused | None = None) -> HttpResponse:
    found = FileReading.objects.select_related("owner").filter(pk=reading_id).first()
    if found is None or not 1 <= number <= max(1, len(found.forms)):
        raise Refused("reading.not_found", _("没有这次读取，或者不在您的范围内。"), status=404)
    context: dict[str, Any] = {
        "reading": found,
        "number": number,
        "refused": refused,
        "findings": [Finding(**each) for each in found.findings],
        "frameworks": Framework.choices,
        "original": found.original,
        "file": attachments_of(_SUBJECT, found.pk).first(),
    }
    if found.forms:
        form = form_from_json(found.forms[number - 1])
        context |= {
            "form": form,
            "rows": [{"row": row, "words": english.read_back(row.parsed)} for row in form.indicators],
            "narratives": [(label, text, form.places.get(label, "")) for label, text in narratives_of(form)],
            "version_id": found.confirmed.get(str(number)),
            "there": _there_already(found, form) if refused else None,
            "tabs": _form_tabs(found, number),
            "original": _pages_of(found, form),
        }
    return render(request, "programmes/reading.html", context, status=refused.status if refused else 200)


def _form_tabs(found: FileReading, number: int) -> list[dict[str, Any]]:
    made = []
    for place, form in enumerate(found.forms, 1):
        name = form.get("project_name") or form.get("form_title") or _("第 %s 张表") % place
        made.append({"word": name, "number": place, "here": place == number, "done": str(place) in found.confirmed})
    return made


def _pages_of(found: FileReading, form: Any) -> list[dict[str, Any]]:
    """The blocks of the original on the pages where the form stands; all of them where it has no pages."""
    pages = {place.partition(" ")[0] for place in (*form.places.values(), *(row.place for row in form.indicators))}
    pages = {page for page in pages if page.startswith("第")}
    if not pages:
        return list(found.original)
    made = []
    for block in found.original:
        cells = [cell for cell in block["cells"] if cell[0].partition(" ")[0] in pages]
        if cells:
            made.append({**block, "cells": cells})
    return made
