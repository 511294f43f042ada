"""Pages of what is done to a record beside its life: named actions of its system, and restoring it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.imports.checking import read_row
from jixiao.foundation.registers import queries, recording, showing
from jixiao.foundation.registers.recording import Wrongly
from jixiao.foundation.registers.register import Doing, Register, register_named
from jixiao.foundation.registers.views import record_page
from jixiao.foundation.transitions import Refused


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest | Any, name: str, number: int, verb: str) -> HttpResponse:
    """What a named action will do and what it asks for; then its doing, and how much it changed."""
    register = register_named(name)
    doing = next((each for each in register.doings if each.verb == verb), None)
    found = queries.one(register, number)
    if found is None or doing is None:
        raise Http404
    if not register.roles & request.roles:
        raise Refused("register.not_yours", _("您的角色不能办理%s。") % _(doing.word), status=403)
    if found.void_reason:
        raise Refused("register.voided", _("这条记录已作废，不能再改。"))
    if request.method == "GET":
        return _form(request, register, found, doing)
    try:
        with transaction.atomic():
            told = doing.does(number, _read(doing, request.POST.dict()), _recorder(request))
    except Refused as refused:
        return _form(request, register, found, doing, refused)
    messages.success(request, told)
    return redirect("registers:record", register.name, number)


@require_POST
def restore(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Letting a record hold again that was voided by mistake."""
    register = register_named(name)
    if queries.one(register, number) is None:
        raise Http404
    try:
        with transaction.atomic():
            recording.restore(register, number, request.POST.get("reason", ""), _recorder(request))
    except Refused as refused:
        return record_page(request, register, number, refused)
    return redirect("registers:record", register.name, number)


def _recorder(request: HttpRequest | Any) -> Importer:
    return Importer(request.person.pk, request.held_roles)


def _read(doing: Doing, filled: dict[str, str]) -> dict[str, Any]:
    """What was filled in, by column. Raises :class:`Wrongly` (422)."""
    row, wrong = read_row(doing.asks, filled)
    if row is None:
        raise Wrongly(wrong)
    return dict(row.values)


def _form(
    request: HttpRequest | Any, register: Register, record: Any, doing: Doing, refused: Refused | None = None
) -> HttpResponse:
    wrong = showing.wrong_by_column(refused)
    context = {
        "register": register,
        "record": record,
        "called": register.called(record),
        "doing": doing,
        "fields": [showing.control(column, request.POST, wrong) for column in doing.asks],
        "refused": refused,
    }
    return render(request, "registers/act.html", context, status=refused.status if refused else 200)
