"""Pages of registers: what there is, one record, entering, correcting, the next step, taking out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.registers import exporting, queries, recording, showing
from jixiao.foundation.registers.columns import Reference, text_of
from jixiao.foundation.registers.policies import must_read
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import Register, register_named, register_of
from jixiao.foundation.transitions import Refused

_A_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every register, by system, with what it holds and how many records that are not voided."""
    _business(request)
    return render(request, "registers/index.html", {"groups": showing.groups()})


@require_GET
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """The records of one register: search, year, sort, page."""
    _business(request)
    register = register_named(name)
    narrowed = _narrowed(request, register)
    page = Paginator(queries.records(register, narrowed), _A_PAGE).get_page(request.GET.get("page"))
    whole = queries.referred(register, narrowed)
    context = {
        "register": register,
        "narrowed": narrowed,
        "page": page,
        "whole": whole,
        "of": request.GET.get("of", ""),
        "headings": _sortable(request, register, narrowed),
        #: the column whose value opens the record: its own number, or the first.
        "named_at": register.in_list.index("number") if "number" in register.in_list else 0,
        "rows": [showing.row(register, each, register.in_list) for each in page],
        "may_record": _may_record(request, register),
        "query": request.GET.urlencode(),
        "endings": list(exporting.MEDIA_TYPES),
    }
    return render(request, "registers/list.html", context)


@require_GET
def record(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One record: what it says, its life, its former versions."""
    return record_page(request, register_named(name), number)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Entering a record."""
    register = register_named(name)
    _refuse_others(request, register)
    if request.method == "GET":
        return _form(request, register, showing.beginnings(register) | request.GET.dict(), {})
    try:
        with transaction.atomic():
            made = recording.enter(register, request.POST.dict(), _recorder(request))
    except Refused as refused:
        return _form(request, register, request.POST.dict(), {}, refused)
    return redirect("registers:record", register.name, made.pk)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Correcting a record, with the reason."""
    register = register_named(name)
    found = _found(register, number)
    _refuse_others(request, register)
    context = {"record": found, "version": recording.version_of(found)}
    if request.method == "GET":
        filled = {column.key: text_of(column, getattr(found, column.key)) for column in register.columns}
        return _form(request, register, filled, context)
    asked = request.POST
    try:
        with transaction.atomic():
            recording.correct(
                register, number, asked.dict(), asked.get("reason", ""), asked.get("version", ""), _recorder(request)
            )
    except Refused as refused:
        # The version that was opened stays: saving once more must not overwrite a correction that nobody here has seen.
        kept = {"reason": asked.get("reason", ""), "version": asked.get("version", "")}
        return _form(request, register, asked.dict(), context | kept, refused)
    return redirect("registers:record", register.name, number)


@require_POST
def void(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Marking a record as entered in error."""
    register = register_named(name)
    _found(register, number)
    try:
        with transaction.atomic():
            recording.void(register, number, request.POST.get("reason", ""), _recorder(request))
    except Refused as refused:
        return record_page(request, register, number, refused)
    return redirect("registers:record", register.name, number)


@require_POST
def do(request: HttpRequest, name: str, number: int, verb: str) -> HttpResponse:
    """The next step in a record's life, now."""
    register = register_named(name)
    _found(register, number)
    if verb not in {stage.verb for stage in register.stages}:
        raise Http404
    try:
        with transaction.atomic():
            recording.advance(register, number, verb, _recorder(request), request.POST.dict())
    except Refused as refused:
        return record_page(request, register, number, refused)
    return redirect("registers:record", register.name, number)


@require_POST
def export(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """The list as its address narrows it, as a file; the history remembers it."""
    _business(request)
    register = register_named(name)
    if ending not in exporting.MEDIA_TYPES:
        raise Http404
    content, _rows = exporting.export(register, _narrowed(request, register), ending)
    response = HttpResponse(content, content_type=exporting.MEDIA_TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{register.title}.{ending}')}"
    return response


def _business(request: HttpRequest | Any) -> None:
    must_read(request.roles)


def _recorder(request: HttpRequest | Any) -> Importer:
    return Importer(request.person.pk, request.held_roles)


def _may_record(request: HttpRequest | Any, register: Register) -> bool:
    return bool(register.roles & request.roles)


def _refuse_others(request: HttpRequest, register: Register) -> None:
    if not _may_record(request, register):
        raise Refused("register.not_yours", _("您的角色不能登记%s。") % register.title, status=403)


def _found(register: Register, number: int) -> Any:
    found = queries.one(register, number)
    if found is None:
        raise Http404
    return found


def _narrowed(request: HttpRequest, register: Register) -> Narrowed:
    asked = request.GET
    year = asked.get("year", "")
    return Narrowed(
        text=asked.get("q", "").strip()[:100],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        with_void=asked.get("void") == "1",
        sort=asked.get("sort", ""),
        of=_of(register, asked.get("of", "")),
    )


def _sortable(request: HttpRequest, register: Register, narrowed: Narrowed) -> list[dict[str, Any]]:
    """The headings of the list, each with the address that sorts by it, the other way round the second time."""
    found = showing.headings(register, register.in_list)
    for each in found:
        asked = request.GET.copy()
        asked.pop("page", None)
        asked["sort"] = f"-{each['key']}" if narrowed.sort == each["key"] else each["key"]
        each |= {"path": f"?{asked.urlencode()}", "descending": f"-{each['key']}"}
    return found


def _of(register: Register, asked: str) -> tuple[str, int] | None:
    """``contract-5``: only what refers to the record of this number by this field."""
    name, _sign, number = asked.rpartition("-")
    refers = any(column.key == name and isinstance(column.reads, Reference) for column in register.columns)
    return (name, int(number)) if refers and number.isascii() and number.isdecimal() and len(number) < 19 else None


def record_page(request: HttpRequest, register: Register, number: int, refused: Refused | None = None) -> HttpResponse:
    """The page of a record, with what was refused there."""
    _business(request)
    found = _found(register, number)
    parts, others = showing.belongings(register, found)
    may_write = _may_record(request, register) and not found.void_reason
    context = {
        "register": register,
        "record": found,
        "called": register.called(found),
        "wholes": showing.parents(register, found),
        "values": [each for each in showing.values(register, found) if each["text"]],
        "derived": showing.derived(register, found),
        "life": showing.stages(register, found),
        "state": register.state(found),
        "next": showing.steps(register, found, request.POST, showing.wrong_by_column(refused)) if may_write else [],
        "odd": list(register.review(found)) if register.review and not found.void_reason else None,
        "parts": parts,
        "others": others,
        "steps": showing.history(register, found),
        "former": queries.former_versions(register, found),
        "may_write": may_write,
        "may_record": _may_record(request, register),
        "refused": refused,
    }
    return render(request, "registers/record.html", context, status=refused.status if refused else 200)


def _form(
    request: HttpRequest,
    register: Register,
    filled: dict[str, str],
    context: dict[str, Any],
    refused: Refused | None = None,
) -> HttpResponse:
    wrong = showing.wrong_by_column(refused)
    fixed = register.identity if "record" in context else ()
    fields = [showing.control(c, filled, wrong, is_fixed=c.key in fixed) for c in register.columns]
    record = context.get("record")
    context = {
        "register": register,
        "fields": fields,
        "refused": refused,
        "called": register.called(record) if record else "",
        "back": _back(register, filled, record),
        **context,
    }
    return render(request, "registers/form.html", context, status=refused.status if refused else 200)


def _back(register: Register, filled: dict[str, str], record: Any) -> str:
    """Where cancelling leads: the record, what a new one would be part of, or the list."""
    if record:
        return reverse("registers:record", args=[register.name, record.pk])
    for column in register.columns:
        whole = register_of(column.reads.model) if isinstance(column.reads, Reference) else None
        if whole and column.key in register.parents and filled.get(column.key):
            name = filled[column.key]
            number = column.reads.found([name], None).get(name)
            if number:
                return reverse("registers:record", args=[whole.name, number])
    return reverse("registers:list", args=[register.name])
