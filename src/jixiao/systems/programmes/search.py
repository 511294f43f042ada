"""What of programmes can be found: programmes, indicators, and the documents that forms cite."""

from __future__ import annotations

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_noop

from jixiao.foundation.web.search import Hit, Question, Source, containing, register, resembling
from jixiao.systems.programmes.models import FormVersion, Programme, TargetIndicator
from jixiao.systems.programmes.states import DISCARDED, SUPERSEDED

#: Characters shown before and after what was found in a long text.
_AROUND = 16
_GONE = (SUPERSEDED, DISCARDED)


def programmes(asked: Question, limit: int) -> list[Hit]:
    """Programmes by name, pinyin or code."""
    found = resembling(Programme.objects.select_related("owner"), asked, "name", "sort_key", "code")[:limit]
    return [Hit(row.name, f"/programmes/{row.pk}/", row.owner.name) for row in found]


def indicators(asked: Question, limit: int) -> list[Hit]:
    """Indicators of versions that count, by the words of their third level; the shortest names first."""
    patterns = [f"%{term}%" for term in asked.terms]
    numbers = RawSQL("SELECT search.indicators(%s, %s, %s)", [patterns, list(_GONE), limit])
    rows = TargetIndicator.objects.filter(pk__in=numbers).select_related("version__form", "owner")
    return [
        Hit(
            f"{row.level3} {row.target_text}",
            f"/programmes/versions/{row.version_id}/?indicator={row.number}#indicator-{row.number}",
            f"{row.version.project_name} · {row.version.form.year} · {row.owner.name}",
        )
        for row in sorted(rows, key=lambda row: (len(row.level3), row.level3, -row.pk))
    ]


def documents(asked: Question, limit: int) -> list[Hit]:
    """Forms that cite a document, by its number or title."""
    rows = FormVersion.objects.filter(form__programme__isnull=False).exclude(state__in=_GONE)
    found = containing(rows, asked, "legal_basis", "safeguards").order_by("-pk")[:limit].select_related("form", "owner")
    return [
        Hit(
            _around(f"{row.legal_basis} {row.safeguards}", asked),
            f"/programmes/versions/{row.pk}/",
            f"{row.project_name} · {row.form.year} · {row.owner.name}",
        )
        for row in found
    ]


def _around(text: str, asked: Question) -> str:
    """The place of a long text where the question stands."""
    at = max(0, text.lower().find(asked.terms[0]))
    start, end = max(0, at - _AROUND), at + len(asked.terms[0]) + _AROUND
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


register(
    Source("programmes", gettext_noop("项目"), programmes, 10),
    Source("indicators", gettext_noop("指标"), indicators, 20),
    Source("documents", gettext_noop("立项依据"), documents, 50),
)
