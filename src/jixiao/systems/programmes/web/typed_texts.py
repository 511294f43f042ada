"""The official form as texts to type into: out of a version, out of what was sent, and back for the action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jixiao.foundation.web import english
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.models import FormVersion, TargetIndicator
from jixiao.systems.programmes.web.placing import Placed

#: The head of the official form, in its order and words: column, label, kind of control.
HEAD = (
    ("project_name", _("项目名称"), "text"),
    ("category", _("项目类别"), "category"),
    ("start_date", _("计划开始日期"), "date"),
    ("end_date", _("计划完成日期"), "date"),
    ("gov_purchase_service", _("是否含有政府购买服务"), "yes_no"),
    ("performance_type", _("绩效类型"), "performance_type"),
)
NARRATIVES = (
    ("overview", _("项目概况"), "long"),
    ("legal_basis", _("立项依据"), "long"),
    ("necessity", _("项目设立的必要性"), "long"),
    ("safeguards", _("保证项目实施的制度、措施"), "long"),
    ("plan", _("项目实施计划"), "long"),
    ("goals", _("总目标及阶段性目标"), "long"),
)
MONEY = (
    ("total_budget_yuan", _("项目总预算（元）"), "money"),
    ("current_year_budget_yuan", _("项目当年预算（元）"), "money"),
    ("prev_year_same_name_budget_yuan", _("同名项目上年预算额（元）"), "money"),
    ("prev_year_same_name_executed_yuan", _("同名项目上年预算执行数（元）"), "money"),
)
FIELDS = (*HEAD, *NARRATIVES, *MONEY)
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
_POSTED = re.compile(r"rows-(\d{1,3})-([a-z_0-9]+)")
_BLANK_ROWS = 2


@dataclass(slots=True)
class Texts:
    """What stands in the fields, and in the cells of each row (with ``no``, the number of the row it was)."""

    fields: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    #: where each row stands on the page; rows taken out or blank in between leave gaps.
    places: list[int] = field(default_factory=list)


def texts_of(version: FormVersion, rows: Iterable[TargetIndicator]) -> Texts:
    """The texts of a version."""
    fields = {name: _text(getattr(version, name)) for name, _label, _kind in FIELDS}
    for name in ("start_date", "end_date", "gov_purchase_service"):
        printed = version.printed.get(name)
        if not fields[name] and isinstance(printed, str):
            fields[name] = printed
    columns = (*ROW, *(name for name, _label, _kind in MORE))
    listed = [{"no": str(row.number)} | {name: _text(getattr(row, name)) for name in columns} for row in rows]
    return Texts(fields, listed, list(range(len(listed))))


def texts_sent(sent: Mapping[str, str]) -> Texts:
    """The texts of a request; a row marked for removal comes without any."""
    fields = {name: sent[name] for name, _label, _kind in FIELDS if name in sent}
    rows: dict[int, dict[str, str]] = {}
    for key in sent:
        if found := _POSTED.fullmatch(key):
            rows.setdefault(int(found[1]), {})[found[2]] = sent[key]
    places = [number for number in sorted(rows) if "remove" not in rows[number] and not _is_blank(rows[number])]
    return Texts(fields, [rows[number] for number in places], places)


def controls(
    texts: Texts, kinds: Iterable[tuple[str, Any, str]], beside: Placed, problems: Mapping[str, str], now: Texts
) -> list[dict[str, Any]]:
    """One control a field: label, text, what is missing beside it, what somebody else saved there meanwhile."""
    return [
        {
            "name": name,
            "label": label,
            "kind": kind,
            "text": texts.fields.get(name, now.fields.get(name, "")),
            "problem": problems.get(name, ""),
            "findings": beside.fields.get(name, []),
            "theirs": _theirs(texts.fields.get(name), now.fields.get(name, "")),
        }
        for name, label, kind in kinds
    ]


def row_controls(
    texts: Texts, beside: Placed, problems: Mapping[str, str], *, blank: int = _BLANK_ROWS
) -> list[dict[str, Any]]:
    """One row of controls an indicator, and some blank ones below."""
    after = max(texts.places, default=-1) + 1
    listed = [*zip(texts.places, texts.rows, strict=True), *((after + more, {}) for more in range(blank))]
    made = []
    for number, (place, row) in enumerate(listed, 1):
        about = beside.indicators.get(number, []) if row else []
        more = [{"name": name, "label": label, "kind": kind, "text": row.get(name, "")} for name, label, kind in MORE]
        made.append(
            {
                "place": place,
                "number": number,
                "blank": not row,
                "no": str(number) if row else "",
                "cells": {name: row.get(name, "") for name in ROW},
                "more": more,
                "more_count": sum(bool(each["text"].strip()) for each in more),
                "read_back": read_back(row.get("target_text", ""), row.get("level3", "")),
                "findings": about,
                "problem": problems.get(f"indicators.{number}.weight", ""),
            }
        )
    return made


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


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        plain = f"{value:,.2f}"
        return plain if value >= 1000 else plain.rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else str(value)
