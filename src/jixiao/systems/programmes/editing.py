"""What a person typed into the official form, applied to the typed form. Nothing here touches the database.

A text that cannot be what its field asks for (money that is no number) leaves the field as it was and comes back as a
problem with the field's name; everything else is taken as typed, and the checks say what they think of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.fields import OFFERED, OFFICIAL_PARTS, fund_parts, text_of, total_row, written
from jixiao.systems.programmes.forms import DATES, DETAILS, MONEY, NARRATIVES

_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万元|元|万|亿元)?")
_SCALE = {"万元": 10_000, "万": 10_000, "亿元": 100_000_000}
_MONEY_MAX = Decimal(10) ** 15
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_HEAD = (
    "project_name",
    "supervising_department",
    "unit",
    "category",
    "performance_type",
    "gov_purchase_service",
    *DATES,
)
_CELLS = ("level1", "level2", "level3")
#: A name stands in one line of every list.
NAME_LENGTH_MAX = 200
#: Control signs, line breaks, and those that turn the direction of writing around.
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
_LONGEST = 20_000
_MOST_ROWS = 500
_MOST_FUNDS = 50
_TOTAL = "年度资金总额"
_COLUMN_TO_LABEL = {column: label for label, column in NARRATIVES.items()}
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A field whose text was not taken: ``current_year_budget_yuan``, ``indicators.3.weight``."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows typed into the tables of a form, each table whole; None leaves a table as it is.

    A row holds texts by column, and under ``no`` the number of the row it was, if it was one.
    """

    indicators: Rows | None = None
    term: Rows | None = None  # indicators of the whole term
    funds: Rows | None = None  # parts of the year's money: ``label``, ``initial_yuan``


def edited(form: Form, fields: Mapping[str, str], tables: Tables | Rows | None = None) -> tuple[Form, list[Problem]]:
    """The form with the fields and, where given, the rows of its tables as typed; rows alone are the indicators'.

    ``fields``: texts by key, as :mod:`jixiao.systems.programmes.fields` names them; a field that is absent, or stands
    as the form states it, stays. A row without any text goes.
    """
    problems: list[Problem] = []
    tables = tables if isinstance(tables, Tables) else Tables(tables)
    new = {key: text for key, text in _cleaned(fields) if text != _clean(text_of(form, key)).strip()}
    head: dict[str, Any] = {name: new[name] or None for name in _HEAD if name in new}
    head |= {name: _day_text(head[name]) for name in DATES if head.get(name)}
    problems += [_no_day(name, head[name]) for name in DATES if head.get(name) and not _is_day(head[name])]
    if "unit" in head:
        head["unit"] = head["unit"] or form.unit  # a form is always of a unit
    made = replace(
        form,
        **head,
        narratives=_narratives(form, new),
        fields={label: new.get(f"fields.{label}", text) for label, text in form.fields.items()},
        budget=_budget(form, new, problems),
    )
    if made.budget.current_year_budget_yuan != form.budget.current_year_budget_yuan:
        made = replace(made, funds=_total_follows(form, made.budget.current_year_budget_yuan))
    if tables.funds is not None:
        made = replace(made, funds=_funds(made, tables.funds, problems))
    if tables.indicators is not None:
        made = replace(made, indicators=_indicators(form.indicators, tables.indicators, problems))
    if tables.term is not None:
        term = _indicators(form.midterm_indicators, tables.term, problems, table="term")
        made = replace(made, midterm_indicators=term)
    return made, problems


def name_fault(name: str) -> Problem | None:
    """What is wrong with a project's name: it names the project in every list, so it is one short line of text."""
    if not name.strip():
        return Problem("project_name", "form.name_missing", _("请填写项目名称。"))
    if len(name) > NAME_LENGTH_MAX:
        message = _("项目名称有 %(count)d 个字，最多 %(most)d 个。请写简称，把说明写进项目概况。")
        return Problem("project_name", "form.name_too_long", message % {"count": len(name), "most": NAME_LENGTH_MAX})
    if any(unicodedata.category(sign) in _INVISIBLE for sign in name):
        message = _("项目名称含有换行或看不见的控制字符。请重新输入名称，不要粘贴格式。")
        return Problem("project_name", "form.name_invisible", message)
    return None


def _cleaned(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields that are any, with their texts."""
    for key, text in fields.items():
        stem, dot, _label = key.partition(".")
        if stem in ("narratives", "fields") if dot else key in (*_HEAD, *_COLUMN_TO_LABEL, *MONEY):
            yield key, _clean(text).strip()


def _narratives(form: Form, new: Mapping[str, str]) -> dict[str, str]:
    narratives = dict(form.narratives)
    for key, text in new.items():
        label = _COLUMN_TO_LABEL.get(key) or key.removeprefix("narratives.")
        if (label != key) and (label in narratives or label in OFFERED):
            narratives = _put(narratives, label, text)
    return narratives


def _put(narratives: dict[str, str], label: str, text: str) -> dict[str, str]:
    """The narratives with one text in its place on the form; without it when it is empty and was not printed."""
    if label in narratives or not text:
        return {**narratives, label: text} if label in narratives else narratives
    known = [*NARRATIVES, label]
    later = [each for each in narratives if each in NARRATIVES and known.index(each) > known.index(label)]
    placed: dict[str, str] = {}
    for key, value in narratives.items():
        if later and key == later[0]:
            placed[label] = text
        placed[key] = value
    placed.setdefault(label, text)
    return placed


def _budget(form: Form, new: Mapping[str, str], problems: list[Problem]) -> Budget:
    read = {name: _sum(new[name], name, problems) for name in MONEY if name in new}
    return replace(form.budget, **{name: sum_ for name, sum_ in read.items() if not isinstance(sum_, _Unreadable)})


def _total_follows(form: Form, amount: Decimal | None) -> tuple[FundRow, ...]:
    """The rows of funds with the year's sum in the row that states the whole."""
    total = total_row(form.funds)
    return tuple(replace(row, initial_yuan=amount) if row is total else row for row in form.funds)


def _funds(form: Form, rows: Rows, problems: list[Problem]) -> tuple[FundRow, ...]:
    """The total, then the parts as typed; no row at all where the form has none and no part says anything."""
    if len(rows) > _MOST_FUNDS:
        message = _("资金来源最多 %(most)s 行。") % {"most": _MOST_FUNDS}
        problems.append(Problem("funds", "form.too_many_funds", message))
        return form.funds
    former = {str(place): row for place, row in fund_parts(form.funds)}
    parts: list[FundRow] = []
    for number, typed in enumerate(rows, 1):
        was = former.get(typed.get("no", ""))
        label, amount = _clean(typed.get("label", "")).strip(), typed.get("initial_yuan", "").strip()
        if not label and amount:
            message = _("请写明这笔资金的名称，如“其中：财政拨款”。")
            problems.append(Problem(f"funds.{number}", "form.fund_without_name", message))
            label = was.label if was else ""
        if not label or (was is None and not amount and label in OFFICIAL_PARTS):
            continue  # an official row that nobody filled in is printed empty without being stored
        same = was is not None and amount == written(was.initial_yuan)
        read = was.initial_yuan if was and same else _sum(amount, f"funds.{number}", problems)
        kept = was.initial_yuan if was else None
        parts.append(
            replace(was or FundRow(label), label=label, initial_yuan=kept if isinstance(read, _Unreadable) else read)
        )
    if not parts and not former:
        return form.funds
    total = total_row(form.funds) or FundRow(_TOTAL, initial_yuan=form.budget.current_year_budget_yuan)
    place = form.funds.index(total) if total in form.funds else 0
    return (*parts[:place], total, *parts[place:])


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
    former: Sequence[Indicator], rows: Rows, problems: list[Problem], *, table: str = "indicators"
) -> tuple[Indicator, ...]:
    by_number = {str(row.no): row for row in former}
    made: list[Indicator] = []
    if len(rows) > _MOST_ROWS:
        message = _("一张表最多 %(most)s 条指标。") % {"most": _MOST_ROWS}
        problems.append(Problem(table, "form.too_many_indicators", message))
        return tuple(former)
    for row in rows:
        if not any(text.strip() for name, text in row.items() if name != "no"):
            continue
        place = f"{table}.{len(made) + 1}"
        made.append(_indicator(by_number.get(row.get("no", "")), row, len(made) + 1, place, problems))
    return tuple(made)


def _indicator(
    was: Indicator | None, row: Mapping[str, str], number: int, place: str, problems: list[Problem]
) -> Indicator:
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
        made = replace(made, weight=_weight(row["weight"], made.weight, place, problems))
    return replace(made, details=_details(made.details, row))


def _details(former: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    """The further cells as typed: those of the library by their columns, a form's own by their printed headings."""
    details = dict(former)
    for heading in (*DETAILS, *former):
        column = DETAILS.get(heading) or f"details.{heading}"
        if column in row:
            text = _clean(row[column]).strip()
            as_day = column == "due_on" and text != former.get(heading)
            details[heading] = (_day_text(text) or "") if as_day else text
    return {heading: text for heading, text in details.items() if text}


def _weight(text: str, former: Decimal | None, place: str, problems: list[Problem]) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", _clean(text)).strip().removesuffix("分")
    if not plain:
        return None
    if former is not None and plain == written(former):
        return former
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", plain):
        message = _("“%(text)s”不是分值。请填写不超过两位小数的数，如“12.5”。") % {"text": text[:20]}
        problems.append(Problem(f"{place}.weight", "form.weight_unreadable", message))
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


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _no_day(name: str, text: str) -> Problem:
    message = _("“%(text)s”不是日期，已按原样保存。请写成“2020-12-31”。") % {"text": text[:20]}
    return Problem(name, "form.date_unreadable", message)


def _clean(text: str) -> str:
    """The text with one kind of line break, without what no database and no printer takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
