"""Two forms side by side: with the version before, with last year's, with what the reviewer saw."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.queries import Opened, difference, opened
from jixiao.systems.programmes.web.asking import asker_of
from jixiao.systems.programmes.web.version import heading


@require_GET
def diff(request: HttpRequest, version_id: int) -> HttpResponse:
    """What is other than in the version before, in last year's form, or in the version that ``with`` names."""
    found = opened(version_id, asker_of(request))
    other = _other(found, request.GET.get("with", ""))
    context = heading(request, found, "diff") | {"choices": _choices(found, other), "other": other}
    if other is not None:
        context["differences"] = difference(other.pk, found.version.pk)[2]
    return render(request, "programmes/diff.html", context)


def _other(found: Opened, asked: str) -> FormVersion | None:
    """The version to compare with: the one asked for among those of this form and last year's, else the former one."""
    offered = [each for each in found.versions if each.pk != found.version.pk]
    if found.last_year is not None:
        offered.append(found.last_year)
    if asked:
        chosen = next((each for each in offered if str(each.pk) == asked), None)
        if chosen is None:
            raise Http404
        return chosen
    return found.former or found.last_year


def _choices(found: Opened, other: FormVersion | None) -> list[dict[str, Any]]:
    made = []
    listed = [each for each in found.versions if each.pk != found.version.pk]
    for each in [*listed, *([found.last_year] if found.last_year else [])]:
        same_form = each.form_id == found.version.form_id
        word = _("第 %s 版") % each.number if same_form else _("%s年度（上年）") % each.form.year
        made.append({"word": word, "path": f"?with={each.pk}", "here": other is not None and each.pk == other.pk})
    return made
