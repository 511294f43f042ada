"""Programmes made known to panels and outside grades."""

from __future__ import annotations

from jixiao.foundation.subjects import Source, Subject, register
from jixiao.systems.programmes.models import Programme

#: A choice of more programmes than these is made from a programme's own page.
_LISTED_MAX = 500


def _subject(programme: Programme) -> Subject:
    path = f"/programmes/{programme.pk}/"
    return Subject(programme.pk, programme.name, programme.owner_id, programme.owner.name, path)


def _find(programme_id: int) -> Subject | None:
    found = Programme.objects.select_related("owner").filter(pk=programme_id).first()
    return _subject(found) if found else None


def _listed() -> list[Subject]:
    rows = Programme.objects.select_related("owner").order_by("sort_key", "id")[:_LISTED_MAX]
    return [_subject(each) for each in rows]


register(Source(_find, _listed))
