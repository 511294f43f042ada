"""What leaves the system is remembered: who took which list or form, how much of it, narrowed to what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from jixiao.systems.programmes.models import FormVersion, MeasuredValue


def note_list(what: str, rows: int, narrowed_to: Mapping[str, Any]) -> None:
    """An exported list: ``what`` is ``forms`` or ``indicators``."""
    kept = {name: value for name, value in narrowed_to.items() if value not in (None, "", (), False)}
    _note("export.programmes", "", None, {"what": what, "rows": rows, "filter": kept})


def note_form(version: FormVersion, ending: str) -> None:
    """A form taken as a file."""
    details = {"name": version.project_name, "version": version.number, "format": ending}
    _note("export.form", str(version.pk), version.owner_id, details)


def note_rows(value: MeasuredValue, rows: int, ending: str) -> None:
    """The rows behind an actual value."""
    details = {"measure": value.measure, "year": value.year, "rows": rows, "format": ending}
    _note("export.rows", str(value.pk), value.owner_id, details)


def _note(event: str, about: str, owner_id: int | None, details: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT history.note(%s, %s, %s, %s::jsonb)",
            [event, about, owner_id, json.dumps(details, ensure_ascii=False, default=str)],
        )
