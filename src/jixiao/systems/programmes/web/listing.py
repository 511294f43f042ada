"""The list of programmes: filter, search, sort, page, export; and the trash."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jixiao.foundation.web.simulation import SIMULATED, simulated
from jixiao.systems.programmes.actions.exporting import note_list
from jixiao.systems.programmes.models import FormVersion, Programme
from jixiao.systems.programmes.policies import can_draft_at
from jixiao.systems.programmes.queries import (
    FORM_HEADINGS,
    INDICATOR_HEADINGS,
    SORTS,
    Filters,
    choices,
    export_forms,
    export_indicators,
    listed,
    trash,
)
from jixiao.systems.programmes.states import BLOCKED, DISCARDED, SUPERSEDED, VERSION
from jixiao.systems.programmes.web.asking import asker_of, for_business
from jixiao.systems.programmes.web.drafting_at import drafting_units
from jixiao.systems.programmes.web.official import as_file

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COLUMNS = (
    ("name", "项目", ""),
    ("unit", "单位", ""),
    ("year", "年度", "number"),
    ("budget", "当年预算", "number"),
    ("", "指标", "number"),
    ("state", "状态", ""),
    ("due", "期限", ""),
)


@require_GET
@for_business
def programmes(request: HttpRequest) -> HttpResponse:
    """What is promised by whom for how much, and how far it is."""
    filters, sort = filters_of(request.GET), _sort(request.GET.get("sort", ""))
    listing = listed(filters, sort, _whole(request.GET.get("page", "")) or 1)
    context: dict[str, Any] = {
        "listing": listing,
        "filters": filters,
        "choices": choices(),
        "states": VERSION,
        "offered_states": [each for name, each in VERSION.states.items() if name not in (DISCARDED, SUPERSEDED)],
        "columns": [_column(request, *each, sort) for each in _COLUMNS],
        "query": _query(request.GET),
        "may_draft": bool(drafting_units(asker_of(request))),
        "numbers": _numbers(listing.page, listing.pages),
        "first": (listing.page - 1) * 50 + 1,
    }
    return render(request, "programmes/list.html", context)


@require_GET
def programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The programme's newest version that counts."""
    found = get_object_or_404(Programme, pk=programme_id)
    versions = FormVersion.objects.filter(form__programme=found).order_by("-form__year", "-number")
    version = versions.exclude(state__in=(DISCARDED, BLOCKED)).first() or versions.first()
    if version is None:
        raise Http404
    return redirect("programmes:version", version.pk)


@require_POST
@for_business
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The list as its address narrows it, or its indicators, as XLSX or CSV; the history remembers it."""
    if format not in _TYPES:
        raise Http404
    filters = filters_of(request.GET)
    what = "indicators" if request.POST.get("rows") == "indicators" else "forms"
    if what == "indicators":
        headings, rows, name = INDICATOR_HEADINGS, list(export_indicators(filters)), _("绩效指标")
    else:
        rows = list(export_forms(filters, _sort(request.GET.get("sort", ""))))
        headings, name = FORM_HEADINGS, _("项目清单")
    note_list(what, len(rows), asdict(filters))
    write = _csv if format == "csv" else _xlsx
    return as_file(write(headings, rows), f"{name}.{format}", _TYPES[format])


@require_GET
@for_business
def thrown_away(request: HttpRequest) -> HttpResponse:
    """The trash: what can be brought back, and by whom."""
    asker = asker_of(request)
    rows = [{"version": each, "may_restore": bool(can_draft_at(asker, each.owner))} for each in trash()[:200]]
    return render(request, "programmes/trash.html", {"rows": rows})


def filters_of(asked: MultiValueDict[str, str] | Any) -> Filters:
    """The filter that an address states; what it states wrongly is left out."""
    return Filters(
        text=asked.get("q", "").strip()[:100],
        year=_whole(asked.get("year", "")),
        states=tuple(state for state in asked.getlist("state") if state in VERSION.states),
        unit=_whole(asked.get("unit", "")),
        category=asked.get("category", "")[:200],
        performance_type=asked.get("type", "")[:200],
        key_only=asked.get("key") == "1",
        whole_departments={"departments": True, "programmes": False}.get(asked.get("kind", "")),
    )


def _sort(asked: str) -> str:
    return asked if asked.removeprefix("-") in SORTS else "name"


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _query(asked: Any) -> str:
    """The filter as it stands in an address, without the page."""
    kept = asked.copy()
    kept.pop("page", None)
    return str(kept.urlencode())


def _column(request: HttpRequest, key: str, word: str, kind: str, sort: str) -> dict[str, Any]:
    asked = request.GET.copy()
    asked.pop("page", None)
    order = "ascending" if sort == key else "descending" if sort == f"-{key}" else ""
    asked["sort"] = f"-{key}" if order == "ascending" else key
    return {"key": key, "word": _(word), "kind": kind, "order": order if key else "", "path": f"?{asked.urlencode()}"}


def _numbers(page: int, pages: int) -> list[int]:
    """Pages to offer: the ends and the neighbours; 0 stands for those left out."""
    offered = sorted({1, 2, page - 2, page - 1, page, page + 1, page + 2, pages - 1, pages} & set(range(1, pages + 1)))
    made: list[int] = []
    for number in offered:
        if made and number - made[-1] > 1:
            made.append(0)
        made.append(number)
    return made


def _csv(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with a mark, so that office programs open it rightly; a text is never taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if simulated():
        writer.writerow([SIMULATED])
    writer.writerow(headings)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SIMULATED if simulated() else _("清单"))
    sheet.append(list(headings))
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"  # "=100%" is a target, not a formula
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return "" if value is None else value
