"""The official layout: on the page, on paper, and as XLSX, DOCX or PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jixiao.documents.writers import TextTooLongError, WrittenFormat, write_forms
from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.layouts.shanghai import NARRATIVES
from jixiao.documents.writers.page import Line, Table
from jixiao.foundation.transitions import Refused
from jixiao.foundation.web.simulation import SIMULATED, simulated
from jixiao.rules.forms import Form
from jixiao.systems.programmes.actions.exporting import note_form
from jixiao.systems.programmes.queries import opened
from jixiao.systems.programmes.web.asking import asker_of

_TYPES: dict[str, tuple[WrittenFormat, str]] = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
}


def layout_of(form: Form) -> list[dict[str, Any]]:
    """The printed form as plain parts for a template: lines, and tables with the share of each column."""
    return [_line(block) if isinstance(block, Line) else _table(block) for block in printed(form).blocks]


def narratives_of(form: Form) -> list[tuple[str, str]]:
    """The narratives in the order of the official form, then those it adds."""
    order = {label: place for place, label in enumerate(NARRATIVES)}
    return sorted(form.narratives.items(), key=lambda pair: order.get(pair[0], len(order)))


@require_GET
def download(request: HttpRequest, version_id: int, format: str) -> HttpResponse:
    """The official form as a file; named after project, year and version."""
    if format not in _TYPES:
        raise Http404
    found = opened(version_id, asker_of(request))
    wanted, media_type = _TYPES[format]
    try:
        content = write_forms([found.form], wanted)
    except TextTooLongError as error:
        raise Refused("write.text_too_long", str(error), status=422) from error
    version = found.version
    note_form(version, format)
    name = f"{version.project_name}_{version.form.year}_{_('第%s版') % version.number}"
    return as_file(content, f"{name}.{format}", media_type)


def as_file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep; its name says when what it holds is simulated."""
    if simulated():
        stem, dot, ending = name.rpartition(".")
        name = f"{stem}_{SIMULATED}{dot}{ending}"
    name = "".join("_" if sign in '\\/:*?"<>|\n\r' else sign for sign in name)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "style": line.style, "align": line.align, "new_page": line.new_page}


def _table(table: Table) -> dict[str, Any]:
    total = sum(table.widths)
    shares = [f"{width * 100 // total}%" for width in table.widths]
    return {"widths": table.widths, "shares": shares, "rows": list(_rows(table))}


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        cells = [
            {
                "text": cell.text,
                "tag": "th" if cell.bold else "td",
                "align": cell.align,
                "column_span": cell.column_span,
                "row_span": cell.row_span,
            }
            for cell in row.cells
        ]
        yield {"cells": cells}
