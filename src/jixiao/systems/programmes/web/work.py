"""我的工作: what waits for me, until when; who is late; what I have in hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.foundation.inbox.queries import described, my_tasks, who_is_late
from jixiao.foundation.people.roles import ADMINISTRATORS, Role
from jixiao.systems.programmes.states import VERSION
from jixiao.systems.programmes.web.asking import asker_of, does_business
from jixiao.systems.programmes.web.drafting_at import drafting_units

_OVERSEERS = frozenset({Role.FINANCE_REVIEWER, Role.APPROVER, Role.AUDITOR, Role.DEPARTMENT_REVIEWER})
_MOST = 200


@require_GET
def work(request: HttpRequest | Any) -> HttpResponse:
    """The first page after signing in."""
    asker = asker_of(request)
    waiting = described(my_tasks(asker.person.pk, asker.held).select_related("owner")[:_MOST], asker.today)
    context = {
        "late": [each for each in waiting if each.is_late],
        "waiting": [each for each in waiting if not each.is_late],
        "total": len(waiting),
        "lateness": who_is_late(asker.today) if request.roles & _OVERSEERS else [],
        "administers": bool(request.roles & ADMINISTRATORS),
        "may_see_list": does_business(request),
        "may_draft": bool(drafting_units(asker)),
        "states": VERSION,
        "today": asker.today,
    }
    return render(request, "programmes/work.html", context)
