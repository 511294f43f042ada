"""The audit page: who did what, when, before and after; filtered, exported, and itself remembered."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from jixiao.foundation.history.queries import (
    EXPORT_ROWS_MAX,
    KIND_WORDS,
    PAGE_ROWS,
    Entry,
    Filter,
    chain_state,
    entries,
    subjects,
)
from jixiao.foundation.people.roles import Role

READERS = frozenset({Role.AUDIT_ADMINISTRATOR, Role.AUDITOR})
_HEADINGS = ("编号", "时间", "操作人", "姓名", "动作", "对象", "对象编号", "内容", "审计链批次")


@require_GET
def audit(request: Any) -> HttpResponse:
    """The newest entries that the filter wants."""
    _only_readers(request)
    wanted = _filter(request.GET)
    found = entries(wanted, PAGE_ROWS + 1)
    context = {
        "entries": found[:PAGE_ROWS],
        "older": found[PAGE_ROWS - 1].id if len(found) > PAGE_ROWS else None,
        "wanted": wanted,
        "wanted_fields": [(name, value or "") for name, value in _fields(wanted).items() if name != "before"],
        "kinds": KIND_WORDS.items(),
        "subjects": subjects(),
        "chain": chain_state(),
        "export_max": EXPORT_ROWS_MAX,
    }
    return render(request, "history/audit.html", context)


@require_POST
def export(request: Any) -> HttpResponse:
    """What the filter wants as CSV; the export is an event of the history itself."""
    _only_readers(request)
    wanted = _filter(request.POST)
    found = entries(wanted, EXPORT_ROWS_MAX)
    with connection.cursor() as cursor:
        details = {"rows": len(found), "filter": _fields(wanted)}
        cursor.execute(
            "SELECT history.note('export.audit', '', NULL, %s::jsonb)", [json.dumps(details, ensure_ascii=False)]
        )
    response = HttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response


def _only_readers(request: Any) -> None:
    if not request.roles & READERS:
        raise PermissionDenied(gettext("只有审计管理员和审计人员可以查看审计记录。"))


def _filter(given: Any) -> Filter:
    before = given.get("before", "")
    return Filter(
        actor=given.get("actor", "").strip()[:100],
        subject=given.get("subject", "")[:100],
        kind=given.get("kind", "") if given.get("kind", "") in KIND_WORDS else "",
        row_id=given.get("row_id", "").strip()[:40],
        first_day=_day(given.get("first_day", "")),
        last_day=_day(given.get("last_day", "")),
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )


def _fields(wanted: Filter) -> dict[str, str]:
    """The filter as the fields of a form."""
    return {name: str(getattr(wanted, name) or "") for name in Filter.__dataclass_fields__}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _csv(found: list[Entry]) -> str:
    """With a byte order mark, so that spreadsheet programs read the Chinese; a cell never begins a formula."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for entry in found:
        changes = "；".join(f"{name}：{was} → {became}" for name, was, became in entry.changes)
        at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
        row = (
            entry.id,
            at,
            entry.actor,
            entry.who,
            entry.kind_word,
            entry.subject_word,
            entry.row_id,
            changes,
            entry.sealed or "",
        )
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t" else cell for cell in map(str, row)])
    return out.getvalue()
