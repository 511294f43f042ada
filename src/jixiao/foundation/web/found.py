"""What of the foundation itself can be found: organisations and people."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person
from jixiao.foundation.web.search import Hit, Question, Source, register, resembling


def organisations(asked: Question, limit: int) -> list[Hit]:
    """Organisations by name, short name, pinyin or credit code; everybody may know their names."""
    rows = Organisation.objects.select_related("parent")
    found = resembling(rows, asked, "name", "short_name", "sort_key", "credit_code")[:limit]
    return [
        Hit(
            row.name,
            f"/organisations/{row.pk}/",
            " · ".join(filter(None, (_kind(row), row.parent and row.parent.name))),
        )
        for row in found
    ]


def _kind(organisation: Organisation) -> str:
    return gettext(Kind(organisation.kind).label)


def people(asked: Question, limit: int) -> list[Hit]:
    """People in one's scope by name or pinyin."""
    found = resembling(Person.objects.select_related("owner"), asked, "name", "sort_key")[:limit]
    return [Hit(row.name, f"/people/{row.pk}/", row.owner.name) for row in found]


register(
    Source("organisations", gettext_noop("单位"), organisations, 30),
    Source("people", gettext_noop("人员"), people, 40),
)
