"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.foundation.web import search

#: A few of every kind on one page; of one kind as many as a person reads.
_FEW, _MANY = 8, 100


@dataclass(frozen=True, slots=True)
class _Line:
    parts: list[tuple[str, bool]]
    path: str
    about: str
    similar: bool


@dataclass(frozen=True, slots=True)
class _Group:
    source: search.Source
    lines: list[_Line]
    more: bool


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, by kind."""
    asked = search.question(request.GET.get("q", ""))
    sources = search.sources()
    chosen = next((source for source in sources if source.kind == request.GET.get("kind")), None)
    limit = _MANY if chosen else _FEW
    groups = [_group(source, asked, limit) for source in ([chosen] if chosen else sources)] if asked.terms else []
    found = [group for group in groups if group.lines]
    context = {"asked": asked, "search_text": asked.text, "groups": found, "chosen": chosen, "limit": limit}
    return render(request, "web/search.html", context)


def _group(source: search.Source, asked: search.Question, limit: int) -> _Group:
    hits = source.find(asked, limit + 1)
    ordered = sorted(hits[:limit], key=lambda hit: not asked.is_in(hit.title))
    lines = [_Line(asked.marked(hit.title), hit.path, hit.about, not asked.is_in(hit.title)) for hit in ordered]
    return _Group(source, lines, len(hits) > limit)
