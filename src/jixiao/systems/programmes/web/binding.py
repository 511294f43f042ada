"""Which measure answers which indicator: suggested, confirmed by the drafter, rehearsed on former years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.rules.judgement.rehearsal import FormerYear, Rehearsal
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actuals import in_notation
from jixiao.systems.programmes.measuring import measure_of, measures, named, suggested
from jixiao.systems.programmes.models import TargetIndicator
from jixiao.systems.programmes.policies import Asker
from jixiao.systems.programmes.queries import Opened, opened
from jixiao.systems.programmes.rehearsing import rehearsals
from jixiao.systems.programmes.web.asking import asker_of, attempted
from jixiao.systems.programmes.web.version import heading

if TYPE_CHECKING:
    from jixiao.measures.measure import Measure

#: What is sent for "no record answers it".
NOTHING = "-"


@require_http_methods(["GET", "POST"])
def bindings(request: HttpRequest, version_id: int) -> HttpResponse:
    """Every indicator with its measure; POST confirms one, or all that are suggested by name."""
    asker, refused = asker_of(request), None
    if request.method == "POST":
        done, refused = attempted(lambda: _confirmed(asker, version_id, request.POST))
        if done is not None:
            messages.success(request, done)
            return redirect("programmes:bindings", version_id)
    found = opened(version_id, asker)
    with_rehearsal = request.GET.get("rehearsal") == "1"
    tried = rehearsals(found.version, found.rows) if with_rehearsal else {}
    context = heading(request, found, "bindings", refused) | {
        "lines": [_line(found, row, tried) for row in found.rows],
        "every": sorted(measures().values(), key=lambda each: each.id),
        "nothing": NOTHING,
        "with_rehearsal": with_rehearsal,
    }
    return render(request, "programmes/bindings.html", context, status=refused.status if refused else 200)


def _confirmed(asker: Asker, version_id: int, sent: Any) -> str:
    """What was done, in words."""
    if "suggested" in sent:
        count = actions.bind_suggested(asker, version_id)
        return _("已确认 %s 条指标的取数方式。") % count
    measure_id = sent.get("measure", "")
    actions.bind(asker, version_id, sent.get("indicator", ""), "" if measure_id == NOTHING else measure_id)
    return _("已确认“%s”的取数方式。") % sent.get("indicator", "")


def _line(found: Opened, row: TargetIndicator, tried: dict[int, Rehearsal]) -> dict[str, Any]:
    binding = found.bindings.get(named(row.level3))
    near = suggested(row.level3, found.version.form.framework) if row.level3.strip() else None
    exact = near.measure if near is not None and near.is_exact else None
    bound = measure_of(binding.measure) if binding else None
    rehearsal = tried.get(row.number)
    return {
        "row": row,
        "binding": binding,
        "measure": bound if binding else exact,
        "near": near.measure if near is not None and exact is None else None,
        "rehearsal": rehearsal,
        "years": [_year(each, bound or exact, row) for each in rehearsal.years] if rehearsal else [],
    }


def _year(former: FormerYear, measure: Measure | None, row: TargetIndicator) -> dict[str, Any]:
    """One former year of a rehearsal, in the target's notation."""
    return {
        "year": former.year,
        "shown": in_notation(former.exact, measure.unit if measure else "", row.target_text),
        "verdict": former.judgement.verdict.value,
        "why": former.judgement.why,
    }
