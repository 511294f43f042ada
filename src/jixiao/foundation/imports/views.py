"""Pages of imports: choose a file, see what it would do, do it, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.foundation.attachments.actions import uploaded
from jixiao.foundation.imports import actions
from jixiao.foundation.imports.actions import Importer, Outcome
from jixiao.foundation.imports.columns import moment_text
from jixiao.foundation.imports.kinds import ImportKind, kind_named, kinds_for
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.imports.queries import imports_of
from jixiao.foundation.imports.states import DONE, IMPORT, PREVIEWED
from jixiao.foundation.imports.template import csv_template, xlsx_template
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web.masking import masked

_SHOWN_ROWS = 20
_SHOWN_PROBLEMS = 100
_TEMPLATES = {
    "xlsx": (xlsx_template, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv_template, "text/csv; charset=utf-8"),
}


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}))


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=gettext_lazy("撤销的理由"), max_length=200)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What one may import, and what was imported."""
    kinds = kinds_for(getattr(request, "roles", frozenset()))
    if not kinds:
        raise Refused("import.not_yours", _("您的角色没有可以导入的内容。"), status=403)
    found = imports_of([kind.name for kind in kinds])
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    titles = {kind.name: kind.title for kind in kinds}
    rows = [{"import": each, "title": titles[each.kind], "state": IMPORT.states[each.state]} for each in page]
    return render(request, "imports/overview.html", {"kinds": kinds, "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind_name: str) -> HttpResponse:
    """Choosing a file; sending it gives its preview."""
    kind, importer = kind_named(kind_name), _importer(request)
    importer.place_for(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    refused = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made, _found = actions.preview(kind.name, file.name, uploaded(file), importer)
            return HttpResponseRedirect(reverse("imports:one", args=[made.pk]))
        except Refused as refusal:
            refused = refusal
    context = {"kind": kind, "form": form, "refused": refused}
    return render(request, "imports/new.html", context, status=refused.status if refused else 200)


@require_GET
def template(request: HttpRequest, kind_name: str, form: str) -> HttpResponse:
    """The empty table to fill in."""
    kind = kind_named(kind_name)
    _importer(request).place_for(kind)
    if form not in _TEMPLATES:
        raise Http404
    make, media_type = _TEMPLATES[form]
    response = HttpResponse(make(kind), content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{kind.title}导入模板.{form}')}"
    return response


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A preview, or what became of an import."""
    return _page(request, _found(request, number))


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Imports what was previewed; one-time passwords are shown in the answer and never again."""
    found = _found(request, number)
    try:
        outcome = actions.confirm(found, _importer(request), keep_good=request.POST.get("keep_good") == "yes")
    except Refused as refused:
        return _page(request, found, refused=refused)
    messages.success(request, _("已导入 %(n)d 行。") % {"n": found.rows_imported})
    if outcome.hand_out:
        return _page(request, found, outcome=outcome)
    return HttpResponseRedirect(reverse("imports:one", args=[number]))


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Gives a previewed file up."""
    found = _found(request, number)
    try:
        actions.drop(found, _importer(request))
    except Refused as refused:
        return _page(request, found, refused=refused)
    return HttpResponseRedirect(reverse("imports:overview"))


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Takes an import back."""
    found = _found(request, number)
    form = UndoForm(request.POST)
    try:
        removed = actions.undo(found, _importer(request), request.POST.get("reason", ""))
    except Refused as refused:
        return _page(request, found, refused=refused, undo_form=form)
    messages.success(request, _("已撤销，移除 %(n)d 行。") % {"n": removed})
    return HttpResponseRedirect(reverse("imports:one", args=[number]))


def _importer(request: HttpRequest) -> Importer:
    person = getattr(request, "person", None)
    return Importer(person.pk if person else None, getattr(request, "held_roles", frozenset()))


def _found(request: HttpRequest, number: int) -> DataImport:
    """One's own import or one in scope; 403 for whoever may not import its kind any more."""
    found = get_object_or_404(DataImport.objects.select_related("person"), pk=number)
    _importer(request).place_for(kind_named(found.kind))
    return found


def _page(
    request: HttpRequest,
    found: DataImport,
    *,
    refused: Refused | None = None,
    outcome: Outcome | None = None,
    undo_form: UndoForm | None = None,
) -> HttpResponse:
    kind = kind_named(found.kind)
    context: dict[str, Any] = {
        "import": found,
        "kind": kind,
        "state": IMPORT.states[found.state],
        "refused": refused,
        "undo_form": (undo_form or UndoForm()) if found.state == DONE else None,
        "handed": [(row, zip(kind.handed, told, strict=True)) for row, told in _in_order(outcome)],
    }
    if found.state == PREVIEWED:
        context |= _preview(found, kind, _importer(request))
    return render(request, "imports/one.html", context, status=refused.status if refused else 200)


def _preview(found: DataImport, kind: ImportKind, importer: Importer) -> dict[str, Any]:
    seen = actions.previewed_again(found, importer)
    return {
        "waiting": True,
        "problems": [problem.to_finding() for problem in seen.problems[:_SHOWN_PROBLEMS]],
        "problems_more": max(0, len(seen.problems) - _SHOWN_PROBLEMS),
        "notes": seen.notes,
        "columns": kind.columns,
        "rows": [(row.number, _shown(kind, row.values)) for row in seen.good[:_SHOWN_ROWS]],
        "rows_more": max(0, len(seen.good) - _SHOWN_ROWS),
        "good": len(seen.good),
        "bad": seen.rows_bad,
        "may_import": bool(seen.good) and not seen.problems,
        "may_keep_good": bool(seen.good and seen.problems) and not seen.is_whole_file_wrong,
    }


def _in_order(outcome: Outcome | None) -> list[tuple[int, tuple[str, ...]]]:
    return sorted(outcome.hand_out.items()) if outcome else []


def _shown(kind: ImportKind, values: Any) -> list[tuple[str, str]]:
    shown = []
    for column in kind.columns:
        value = values[column.key]
        words = {each: word for word, each in getattr(column.reads, "words", {}).items()}
        text = words.get(value) or _written(value)
        shown.append((column.title, masked(text) if column.is_personal else text))
    return shown


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    return "" if value is None else str(value)
