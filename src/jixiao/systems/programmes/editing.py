"""What a person typed into the official form, applied to the typed form. Nothing here touches the database.

A text that cannot be what its field asks for (money that is no number) leaves the field as it was and comes back as a
problem with the field's name; everything else is taken as typed, and the checks say what they think of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.forms import DATES, DETAILS, MONEY, NARRATIVES

_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万元|元|万|亿元)?")
_SCALE = {"万元": 10_000, "万": 10_000, "亿元": 100_000_000}
_MONEY_MAX = Decimal(10) ** 15
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_HEAD = ("project_name", "category", "performance_type", "gov_purchase_service", *DATES)
_CELLS = ("level1", "level2", "level3")
_LONGEST = 20_000
_MOST_ROWS = 500
_COLUMN_TO_LABEL = {column: label for label, column in NARRATIVES.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """A field whose text was not taken: ``current_year_budget_yuan``, ``indicators.3.weight``."""

    field: str
    code: str
    message: str


def edited(
    form: Form, fields: Mapping[str, str], rows: Sequence[Mapping[str, str]] | None = None
) -> tuple[Form, list[Problem]]:
    """The form with the fields and, where given, all the indicator rows as typed.

    ``fields``: the names of columns of a version; a field that is absent stays. ``rows``: texts by column of an
    indicator, with ``no`` of the row it was, if it was one; a row without any text goes.
    """
    problems: list[Problem] = []
    head: dict[str, Any] = {name: _clean(fields[name]).strip() or None for name in _HEAD if name in fields}
    head |= {name: _day_text(head[name]) for name in DATES if head.get(name)}
    narratives = dict(form.narratives)
    for column, label in _COLUMN_TO_LABEL.items():
        if column in fields:
            narratives = _put(narratives, label, _clean(fields[column]).strip())
    read = {name: _sum(fields[name], name, problems) for name in MONEY if name in fields}
    sums = {name: amount for name, amount in read.items() if not isinstance(amount, _Unreadable)}
    budget = replace(form.budget, **sums)
    made = replace(form, **head, narratives=narratives, budget=budget)
    if rows is not None:
        made = replace(made, indicators=_indicators(form.indicators, rows, problems))
    return made, problems


def _put(narratives: dict[str, str], label: str, text: str) -> dict[str, str]:
    """The narratives with one text in its place on the form; without it when it is empty and was not printed."""
    if label in narratives or not text:
        return {**narratives, label: text} if label in narratives else narratives
    known = list(NARRATIVES)
    later = [each for each in narratives if each in NARRATIVES and known.index(each) > known.index(label)]
    placed: dict[str, str] = {}
    for key, value in narratives.items():
        if later and key == later[0]:
            placed[label] = text
        placed[key] = value
    placed.setdefault(label, text)
    return placed


class _Unreadable:
    """A text that is no sum of money."""


def _sum(text: str, field: str, problems: list[Problem]) -> Decimal | _Unreadable | None:
    """Yuan out of ``8,825,000.00``, ``882.5万元``; None for nothing."""
    plain = unicodedata.normalize("NFKC", _clean(text)).replace(" ", "").lstrip("¥￥")
    if not plain:
        return None
    found = _MONEY.fullmatch(plain)
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) * _SCALE.get(found[3] or "", 1) if found else None
    if amount is None or amount >= _MONEY_MAX or amount != amount.quantize(Decimal("0.01")):
        message = _("“%(text)s”不是金额。请填写如“8,825,000.00”（元）或“882.5万元”，最多到分。") % {"text": text[:40]}
        problems.append(Problem(field, "form.money_unreadable", message))
        return _Unreadable()
    return amount


def _indicators(
    former: Sequence[Indicator], rows: Sequence[Mapping[str, str]], problems: list[Problem]
) -> tuple[Indicator, ...]:
    by_number = {str(row.no): row for row in former}
    made: list[Indicator] = []
    if len(rows) > _MOST_ROWS:
        message = _("一张表最多 %(most)s 条指标。") % {"most": _MOST_ROWS}
        problems.append(Problem("indicators", "form.too_many_indicators", message))
        return tuple(former)
    for row in rows:
        if not any(text.strip() for name, text in row.items() if name != "no"):
            continue
        number = len(made) + 1
        made.append(_indicator(by_number.get(row.get("no", "")), row, number, problems))
    return tuple(made)


def _indicator(was: Indicator | None, row: Mapping[str, str], number: int, problems: list[Problem]) -> Indicator:
    base = was or Indicator(number, None, None, None, "", "")
    cells: dict[str, Any] = {name: _clean(row[name]).strip() or None for name in _CELLS if name in row}
    if "target_text" in row and _clean(row["target_text"]).strip() != base.target_text:
        text = _clean(row["target_text"]).strip()
        cells |= {"target_text": text, "target_raw": text, "target_cells": None}
    made = replace(base, no=number, **cells)
    if was is None or (made.target_text, made.level3) != (was.target_text, was.level3):
        made = replace(made, parsed=parse_target(made.target_text, name=made.level3, cells=made.target_cells).values)
    if "direction" in row:
        stated: Any = row["direction"].strip()
        made = replace(made, direction=stated if stated in ("正向", "反向") else None)
    if "weight" in row:
        made = replace(made, weight=_weight(row["weight"], made.weight, number, problems))
    details = dict(made.details)
    for heading, column in DETAILS.items():
        if column in row:
            text = _clean(row[column]).strip()
            details[heading] = (_day_text(text) or "") if column == "due_on" else text
    return replace(made, details={heading: text for heading, text in details.items() if text})


def _weight(text: str, former: Decimal | None, number: int, problems: list[Problem]) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", _clean(text)).strip().removesuffix("分")
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", plain):
        message = _("“%(text)s”不是分值。请填写不超过两位小数的数，如“12.5”。") % {"text": text[:20]}
        problems.append(Problem(f"indicators.{number}.weight", "form.weight_unreadable", message))
        return former
    return Decimal(plain)


def _day_text(text: str | None) -> str | None:
    """An ISO date where a day was typed in any usual way; any other text as it is."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text or "").strip())
    if not found:
        return text
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return text


def _clean(text: str) -> str:
    """The text with one kind of line break, without what no database and no printer takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
