"""The official form as texts to type into: out of a version, out of what was sent, and back for the action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from django.utils.translation import gettext_lazy as _

from jixiao.foundation.web import english
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.editing import Tables
from jixiao.systems.programmes.fields import FormField, Sections, fund_parts, text_of, written
from jixiao.systems.programmes.forms import DETAILS
from jixiao.systems.programmes.web.placing import Placed

ROW = ("level1", "level2", "level3", "target_text")
MORE = (
    ("direction", _("性质"), "direction"),
    ("due_on", _("完成时限"), "date"),
    ("weight", _("分值"), "text"),
    ("basis", _("指标值依据"), "text"),
    ("actual_method", _("实际值取得方式"), "method"),
    ("data_source", _("数据来源"), "text"),
    ("evidence", _("佐证资料"), "text"),
)
#: How the rows of each table are named in a request: ``rows-3-level1``, ``funds-0-label``.
TABLES = {"rows": "indicators", "term": "term", "funds": "funds"}
_POSTED = re.compile(r"(rows|term|funds)-(\d{1,3})-(\S.*)", re.DOTALL)
_BLANK_ROWS = 2


@dataclass(slots=True)
class TypedRows:
    """The rows of one table: texts by column (with ``no``, the number of the row it was), and where each stands.

    Rows taken out or left blank in between leave gaps in the places.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    on_page: bool = True


@dataclass(slots=True)
class Texts:
    """What stands in the fields, and in the tables by their names in a request."""

    fields: dict[str, str] = field(default_factory=dict)
    tables: dict[str, TypedRows] = field(default_factory=lambda: {name: TypedRows() for name in TABLES})

    def typed_tables(self) -> Tables:
        """The tables for the action, without those that were not on the page."""
        return Tables(**{TABLES[name]: typed.rows for name, typed in self.tables.items() if typed.on_page})


def texts_of(form: Form, sections: Sections) -> Texts:
    """The texts of a form."""
    texts = Texts({each.key: text_of(form, each.key) for each in sections.all()})
    texts.tables["rows"] = _in_order([_row_texts(row) for row in form.indicators])
    texts.tables["term"] = _in_order([_row_texts(row) for row in form.midterm_indicators])
    former = {id(row): str(place) for place, row in fund_parts(form.funds)}
    texts.tables["funds"] = _in_order(
        [
            {"no": former.get(id(row), ""), "label": row.label, "initial_yuan": written(row.initial_yuan)}
            for row in sections.funds or ()
        ]
    )
    return texts


def texts_sent(sent: Mapping[str, str]) -> Texts:
    """The texts of a request; a row marked for removal comes without any."""
    texts = Texts()
    rows: dict[str, dict[int, dict[str, str]]] = {name: {} for name in TABLES}
    for key in sent:
        if found := _POSTED.fullmatch(key):
            rows[found[1]].setdefault(int(found[2]), {})[found[3]] = sent[key]
        else:
            texts.fields[key] = sent[key]
    for name, typed in rows.items():
        places = [number for number in sorted(typed) if "remove" not in typed[number] and not _is_blank(typed[number])]
        texts.tables[name] = TypedRows([typed[number] for number in places], places, bool(typed))
    return texts


def _in_order(rows: list[dict[str, str]]) -> TypedRows:
    return TypedRows(rows, list(range(len(rows))))


def _row_texts(row: Indicator) -> dict[str, str]:
    """The cells of an indicator as one types them, a form's own columns included."""
    own = {heading: text for heading, text in row.details.items() if heading not in DETAILS}
    return {
        "no": str(row.no),
        **{name: getattr(row, name) or "" for name in ROW},
        "direction": row.direction or "",
        "weight": written(row.weight),
        **{column: row.details.get(heading, "") for heading, column in DETAILS.items()},
        **{f"details.{heading}": text for heading, text in own.items()},
    }


def controls(
    texts: Texts, fields: Iterable[FormField], beside: Placed, problems: Mapping[str, str], now: Texts
) -> list[dict[str, Any]]:
    """One control a field: label, text, what is missing beside it, what somebody else saved there meanwhile."""
    return [
        {
            "name": each.key,
            "id": _identifier(each.key),
            "label": each.label,
            "kind": each.kind,
            "text": texts.fields.get(each.key, now.fields.get(each.key, "")),
            "problem": problems.get(each.key, ""),
            "findings": beside.fields.get(each.key, []),
            "theirs": _theirs(texts.fields.get(each.key), now.fields.get(each.key, "")),
        }
        for each in fields
    ]


def row_controls(
    texts: Texts, table: str, beside: Mapping[int, list[Finding]], problems: Mapping[str, str]
) -> list[dict[str, Any]]:
    """One row of controls an indicator, and some blank ones below."""
    typed = texts.tables[table]
    own = dict.fromkeys(name for row in typed.rows for name in row if name.startswith("details."))
    further = (*MORE, *((name, name.removeprefix("details."), "text") for name in own))
    made = []
    for number, (place, row) in enumerate(_with_blank(typed), 1):
        more = [
            {"name": name, "label": label, "kind": kind, "text": row.get(name, "")} for name, label, kind in further
        ]
        made.append(
            {
                "place": f"{table}-{place}",
                "number": number,
                "blank": not row,
                "no": str(number) if row else "",
                "cells": {name: row.get(name, "") for name in ROW},
                "more": more,
                "more_count": sum(bool(each["text"].strip()) for each in more),
                "read_back": read_back(row.get("target_text", ""), row.get("level3", "")),
                "findings": beside.get(number, []) if row else [],
                "problem": problems.get(f"{TABLES[table]}.{number}.weight", ""),
            }
        )
    return made


def fund_controls(texts: Texts, problems: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row of controls for each part of the money, and some blank ones below."""
    return [
        {
            "place": f"funds-{place}",
            "number": number,
            "no": row.get("no", ""),
            "label": row.get("label", ""),
            "amount": row.get("initial_yuan", ""),
            "problem": problems.get(f"funds.{number}", ""),
        }
        for number, (place, row) in enumerate(_with_blank(texts.tables["funds"]), 1)
    ]


def _with_blank(typed: TypedRows) -> list[tuple[int, dict[str, str]]]:
    after = max(typed.places, default=-1) + 1
    listed = list(zip(typed.places, typed.rows, strict=True))
    return [*listed, *((after + more, {}) for more in range(_BLANK_ROWS))]


def _identifier(key: str) -> str:
    """An identifier for the page out of any key; labels have signs that no identifier takes."""
    return key if key.isascii() and "." not in key else f"field-{crc32(key.encode()):08x}"


def _is_blank(row: Mapping[str, str]) -> bool:
    return not any(text.strip() for name, text in row.items() if name != "no")


def read_back(text: str, name: str) -> str:
    """What a target is understood to say."""
    text = text.strip()
    return english.read_back(parse_target(text, name=name.strip() or None).values) if text else ""


def _theirs(typed: str | None, saved: str) -> str:
    """What is saved where something else was typed; nothing where they agree."""
    if typed is None or "".join(typed.split()).replace(",", "") == "".join(saved.split()).replace(",", ""):
        return ""
    return saved or "—"
