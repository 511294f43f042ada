"""事前核定: what another body decided before the programme could apply, and recording it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions.ex_ante import VERDICTS
from jixiao.systems.programmes.models import ExAnteApproval, Programme
from jixiao.systems.programmes.policies import Asker
from jixiao.systems.programmes.web.asking import asker_of, attempted

_MONEY_MAX = Decimal(10) ** 15


@require_http_methods(["GET", "POST"])
def ex_ante(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The verdicts with their documents, the latest first; POST records another."""
    programme = get_object_or_404(Programme.objects.select_related("owner"), pk=programme_id)
    refused, status = None, 200
    if request.method == "POST":
        done, refused = attempted(lambda: _record(asker_of(request), programme_id, request))
        if done is not None:
            messages.success(request, _("已登记事前核定结论。"))
            return redirect("programmes:ex-ante", programme_id)
        status = refused.status if refused else 409
    context = {
        "programme": programme,
        "approvals": programme.ex_ante_approvals.order_by("-decided_on", "-id"),
        "verdicts": VERDICTS.items(),
        "refused": refused,
        "sent": request.POST,
    }
    return render(request, "programmes/ex_ante.html", context, status=status)


def _record(asker: Asker, programme_id: int, request: HttpRequest) -> ExAnteApproval:
    sent = request.POST
    return actions.record_ex_ante(
        asker,
        programme_id,
        issuer=sent.get("issuer", ""),
        verdict=sent.get("verdict", ""),
        document_number=sent.get("document_number", ""),
        decided_on=_day(sent.get("decided_on", "").strip()),
        scope=sent.get("scope", ""),
        approved_yuan=_yuan(sent.get("approved_yuan", "").replace(",", "").strip()),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("ex_ante.day_unreadable", _("核定日期请写成“2019-10-14”。"), status=422) from error


def _yuan(text: str) -> Decimal | None:
    try:
        amount = Decimal(text) if text else None
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount is not None and (
        not amount.is_finite() or abs(amount) >= _MONEY_MAX or amount != amount.quantize(Decimal("0.01"))
    ):
        raise Refused("form.money_unreadable", _("核定金额请填写元，如“2,058,000.00”，最多到分。"), status=422)
    return amount
