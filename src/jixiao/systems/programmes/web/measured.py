"""The page of one number: what it is made of, the rows behind it, and how anyone gets it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from jixiao.foundation.registers import exporting, showing
from jixiao.foundation.registers.columns import text_of
from jixiao.foundation.registers.register import Register
from jixiao.foundation.web.simulation import SIMULATED, simulated
from jixiao.rules.measurement import Value
from jixiao.systems.programmes.actions.exporting import note_rows
from jixiao.systems.programmes.actuals import (
    Actual,
    Behind,
    actuals_of,
    as_known,
    in_notation,
    rows_behind_value,
    rows_since,
)
from jixiao.systems.programmes.measuring import measure_of
from jixiao.systems.programmes.models import MeasuredValue
from jixiao.systems.programmes.queries import Opened, opened
from jixiao.systems.programmes.web.asking import asker_of
from jixiao.systems.programmes.web.version import heading

if TYPE_CHECKING:
    from jixiao.measures.measured import Measured

_A_PAGE, _SINCE_MAX, _EXPORT_MAX = 50, 200, 100_000
_COLUMNS = 5
#: Days of the calendar are no records of a register: they are numbered from here.
_CALENDAR, _EPOCH = "working_day", date(1970, 1, 1)
_CHANGES = {"came": gettext_noop("新登记或更正后"), "left": gettext_noop("已更正或作废")}


@require_GET
def measured(request: HttpRequest, version_id: int, number: int) -> HttpResponse:
    """The number with its formula, its parts and its rows, in the scope of whoever asks."""
    found = opened(version_id, asker_of(request))
    actual = _actual(found, number)
    context = heading(request, found, "targets") | {"actual": actual, "no_buttons": True, "endings": ("csv", "xlsx")}
    if actual.value and actual.measure:
        context |= _number(actual) | _rows(request, actual) | _as_of(request, actual)
    return render(request, "programmes/measured.html", context)


@require_POST
def export_rows(request: HttpRequest, version_id: int, number: int, format: str) -> HttpResponse:
    """The rows behind the number as a file; the history remembers it."""
    if format not in exporting.MEDIA_TYPES:
        raise Http404
    found = opened(version_id, asker_of(request))
    actual = _actual(found, number)
    if actual.value is None:
        raise Http404
    rows = rows_behind_value(actual.value, limit=_EXPORT_MAX)
    headings, body = _exported(rows)
    name = f"{actual.row.level3} {found.version.form.year}"
    if format == "csv" and simulated():
        headings, body = [SIMULATED], [headings, *body]
    write = {"csv": exporting.as_csv, "xlsx": exporting.as_xlsx}[format]
    response = HttpResponse(write(name, headings, body), content_type=exporting.MEDIA_TYPES[format])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{format}')}"
    note_rows(actual.value, len(rows), format)
    return response


def _actual(found: Opened, number: int) -> Actual:
    actual = actuals_of(found.version, found.rows).get(number)
    if actual is None:
        raise Http404
    return actual


def _number(actual: Actual) -> dict[str, Any]:
    """The parts of the number in words, with the checks that make a checked one."""
    value = actual.value
    assert value is not None
    return {
        "parts": list(_parts(value)),
        "checks": _checks(actual),
        "beside": [
            {"name": found.name, "shown": in_notation(each.value, each.unit, actual.row.target_text)}
            for each in actual.beside
            if (found := measure_of(each.measure))
        ],
    }


def _parts(value: MeasuredValue) -> Iterator[tuple[str, Decimal]]:
    words = {"numerator": _("分子"), "denominator": _("分母"), "sum": _("合计"), "count": _("个数")}
    for name, word in words.items():
        figure = getattr(value, name)
        if figure is not None:
            yield word, figure.normalize() if figure % 1 else figure.quantize(Decimal(1))


def _checks(actual: Actual) -> list[dict[str, Any]]:
    """The checks of a checklist with how many records pass; those that fail first."""
    value, measure = actual.value, actual.measure
    if value is None or measure is None or not measure.checklist:
        return []
    from jixiao.parameters.checklists import checklist

    counts = {each["check"]: each for each in value.checks}
    listed = [
        {"check": each, "passed": counts[each.id]["passed"], "applicable": counts[each.id]["applicable"]}
        for each in checklist(measure.checklist).checks
        if each.id in counts
    ]
    return sorted(listed, key=lambda each: each["passed"] == each["applicable"])


def _rows(request: HttpRequest, actual: Actual) -> dict[str, Any]:
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 7 else 1
    page = max(1, page)
    value = actual.value
    assert value is not None
    rows = rows_behind_value(value, limit=_A_PAGE + 1, offset=(page - 1) * _A_PAGE)
    return {
        "table": _table(rows[:_A_PAGE], actual),
        "page_number": page,
        "has_next": len(rows) > _A_PAGE,
        "first": (page - 1) * _A_PAGE + 1,
        "last": (page - 1) * _A_PAGE + min(len(rows), _A_PAGE),
    }


def _as_of(request: HttpRequest, actual: Actual) -> dict[str, Any]:
    """What was known on a day, and what came later."""
    asked = request.GET.get("as_of", "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        return {"as_of_text": asked, "as_of_wrong": _("请写成 2020-06-30 的样子。")}
    value = actual.value
    if day is None or value is None:
        return {"as_of_text": ""}
    if day > timezone.localdate():
        return {"as_of_text": asked, "as_of_wrong": _("这一天还没有到。")}
    known = as_known(value, day)
    rows = rows_since(value, day, limit=_SINCE_MAX + 1)
    return {
        "as_of_text": asked,
        "as_of": day,
        "known": _known(known, value, actual.row.target_text),
        "since": _table(rows[:_SINCE_MAX], actual),
        "since_more": len(rows) > _SINCE_MAX,
    }


def _known(known: Measured | None, value: MeasuredValue, target_text: str) -> dict[str, Any] | None:
    if known is None:
        return None
    exact = known.value.exact if isinstance(known.value, Value) else None
    return {"shown": in_notation(exact, value.unit, target_text), "records": known.figures.records}


def _table(rows: Sequence[Behind], actual: Actual) -> dict[str, Any]:
    """Rows as a table: with the columns of their register where they are of one, else what each record is called."""
    one = _only_register(rows)
    names = tuple(name for name in one.in_list if name not in one.identity)[:_COLUMNS] if one else ()
    lower = bool(actual.measure and actual.measure.direction == "lower")
    return {
        "headings": showing.headings(one, names) if one else [],
        "rows": [_row(row, names, lower) for row in rows],
        "has_result": any(row.hit is not None for row in rows),
        "has_checks": any(row.check for row in rows),
        "has_amount": any(row.amount is not None for row in rows),
        "has_change": any(row.change for row in rows),
    }


def _only_register(rows: Sequence[Behind]) -> Register | None:
    """The register of the rows where all are of one."""
    found = {row.register.name if row.register else "": row.register for row in rows}
    return next(iter(found.values())) if len(found) == 1 else None


def _row(row: Behind, names: Sequence[str], lower: bool) -> dict[str, Any]:
    called = row.register.called(row.record) if row.register and row.record else ""
    if row.source == _CALENDAR:
        called = (_EPOCH + timedelta(days=row.number)).isoformat()
    good = row.hit is not None and (row.hit is not lower)
    checked = row.check is not None
    words = (_("通过"), _("不通过")) if checked else (_("计入分子"), _("不计入"))
    return {
        "behind": row,
        "called": called,
        "title": row.register.title if row.register else _("工作日") if row.source == _CALENDAR else "",
        "cells": showing.values(row.register, row.record, names) if row.register and row.record and names else [],
        "verdict": ("met" if good else "not_met") if row.hit is not None else "",
        "word": words[0] if row.hit else words[1],
        "change": _(_CHANGES.get(row.change, "")) if row.change else "",
    }


def _exported(rows: Sequence[Behind]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the file: what the record is, how it counts, by which rule, and all its columns."""
    one = _only_register(rows)
    columns = [column for column in one.columns if not column.is_personal] if one else []
    headings = [_("台账"), _("编号"), _("是否计入"), _("检查内容"), _("依据"), _("登记时间")]
    body = []
    for row in rows:
        record = row.record
        body.append(
            [
                row.register.title if row.register else "",
                row.register.called(record) if row.register and record else "",
                "" if row.hit is None else _("是") if row.hit else _("否"),
                row.check.statement if row.check else "",
                str(row.check.rule.citation) if row.check else "",
                row.recorded_at.strftime("%Y-%m-%d %H:%M:%S") if row.recorded_at else "",
                *(text_of(column, getattr(record, column.key)) if record else "" for column in columns),
            ]
        )
    return [*headings, *(column.title for column in columns)], body
