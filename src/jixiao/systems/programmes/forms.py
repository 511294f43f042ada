"""A typed form as columns of a version, and back: exact.

What the library has a column for stands there; whatever else the official form states (its unit as printed, a date that
is none, columns of other layouts) stays beside it under ``printed``, by the keys of ``jixiao read``. Year and unit are
those of the register; a form that prints others keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.documents.forms.json import form_from_json, form_to_json
from jixiao.rules.forms import Budget, Form, Indicator
from jixiao.rules.values import TargetValue
from jixiao.systems.programmes.models import FormVersion, Framework, TargetForm, TargetIndicator

#: The six narratives that have a column, by their printed labels, in the order of the form.
NARRATIVES: Mapping[str, str] = {
    "项目概况": "overview",
    "立项依据": "legal_basis",
    "项目设立的必要性": "necessity",
    "保证项目实施的制度、措施": "safeguards",
    "项目实施计划": "plan",
    "总目标及阶段性目标": "goals",
}
MONEY = (
    "total_budget_yuan",
    "current_year_budget_yuan",
    "prev_year_same_name_budget_yuan",
    "prev_year_same_name_executed_yuan",
)
TEXTS = ("form_title", "project_name", "category", "performance_type")
DATES = ("start_date", "end_date")
#: Columns of an indicator that the official form, where it has them, prints under these headings.
DETAILS: Mapping[str, str] = {
    "指标值依据": "basis",
    "实际值取得方式": "actual_method",
    "数据来源": "data_source",
    "佐证资料": "evidence",
    "完成时限": "due_on",
}
LAYOUTS = {
    Framework.SHANGHAI_2020: "shanghai-2020",
    Framework.MOF_2015_88: "national-target",
    Framework.MOF_2021_101: "national-target",
}
_YES_NO = {"是": True, "否": False}
_PAIRS = "pairs"
_NOT_KEPT = frozenset({"indicators", "indicator_count", "findings"})


@dataclass(frozen=True, slots=True)
class Register:
    """What the register knows of a form whatever is printed: its year, its unit's full name, its framework."""

    year: int
    unit: str
    framework: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A form as columns: of the version, and of each indicator in order."""

    version: dict[str, Any]
    indicators: list[dict[str, Any]]


def columns_of(form: Form, register: Register) -> Columns:
    """The form as columns."""
    rows = [_indicator_columns(row, number) for number, row in enumerate(form.indicators, 1)]
    version: dict[str, Any] = {name: getattr(form, name) or "" for name in TEXTS}
    version |= {name: _day(getattr(form, name)) for name in DATES}
    if version["start_date"] and version["end_date"] and version["end_date"] < version["start_date"]:
        version["end_date"] = None  # the printed one stays, and the check names it
    version["gov_purchase_service"] = _YES_NO.get(form.gov_purchase_service or "")
    version |= {column: form.narratives.get(label, "") for label, column in NARRATIVES.items()}
    version |= {name: _storable(getattr(form.budget, name), digits=17) for name in MONEY}
    plain = form_to_json(_plain_form(version, (), register))
    version["printed"] = _beyond(form_to_json(form), plain)
    return Columns(version, rows)


def form_of(version: FormVersion, indicators: Iterable[TargetIndicator], register: Register) -> Form:
    """The typed form of a version."""
    names = (*TEXTS, *DATES, "gov_purchase_service", *NARRATIVES.values(), *MONEY)
    columns = {name: getattr(version, name) for name in names}
    form = form_to_json(_plain_form(columns, (), register))
    whole = _with(form, version.printed)
    whole["indicators"] = [_with(_row_json(_plain_indicator(_columns(row))), row.printed) for row in indicators]
    return form_from_json(whole)


def register_of(form: TargetForm, unit: str) -> Register:
    """What the register knows; ``unit`` is the full name of the department that answers for the form."""
    return Register(form.year, unit, form.framework)


def registered(form: Form, register: Register) -> Form:
    """The form as one of the register: of its year, and with a unit where none is printed."""
    same_year = form.year == register.year
    title = form.form_year if same_year and form.form_year else f"（{register.year}年度）"
    return replace(form, year=register.year, form_year=title, unit=form.unit or register.unit)


def _plain_form(columns: Mapping[str, Any], rows: tuple[Indicator, ...], register: Register) -> Form:
    """The form that the columns alone make."""
    yes_no = columns["gov_purchase_service"]
    texts: dict[str, Any] = {name: columns[name] or None for name in TEXTS if name != "form_title"}
    days: dict[str, Any] = {name: columns[name].isoformat() if columns[name] else None for name in DATES}
    return Form(
        kind="target",
        layout=LAYOUTS[Framework(register.framework)],
        form_year=f"（{register.year}年度）",
        year=register.year,
        unit=register.unit,
        form_title=columns["form_title"],
        **texts,
        **days,
        gov_purchase_service=None if yes_no is None else "是" if yes_no else "否",
        narratives={label: columns[column] for label, column in NARRATIVES.items() if columns[column]},
        budget=Budget(**{name: columns[name] for name in MONEY}),
        indicators=rows,
    )


def _columns(row: TargetIndicator) -> dict[str, Any]:
    names = ("number", "level1", "level2", "level3", "target_text", "parsed", "direction", "weight", *DETAILS.values())
    return {name: getattr(row, name) for name in names}


def _indicator_columns(row: Indicator, number: int) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "number": number,
        "level1": row.level1 or "",
        "level2": row.level2 or "",
        "level3": row.level3 or "",
        "target_text": row.target_text,
        "parsed": [value.to_label() for value in row.parsed],
        "direction": row.direction or "",
        "weight": _storable(row.weight, digits=6),
    }
    columns |= {column: row.details.get(heading, "") for heading, column in DETAILS.items()}
    columns["due_on"] = _day(columns["due_on"])
    columns["printed"] = _beyond(_row_json(row), _row_json(_plain_indicator(columns)))
    return columns


def _plain_indicator(columns: Mapping[str, Any]) -> Indicator:
    details = {heading: columns[column] for heading, column in DETAILS.items() if columns[column]}
    if columns["due_on"]:
        details["完成时限"] = columns["due_on"].isoformat()
    return Indicator(
        no=columns["number"],
        level1=columns["level1"] or None,
        level2=columns["level2"] or None,
        level3=columns["level3"] or None,
        target_raw=columns["target_text"],
        target_text=columns["target_text"],
        parsed=tuple(TargetValue.from_label(label) for label in columns["parsed"]),
        direction=columns["direction"] or None,
        weight=columns["weight"],
        details=details,
    )


def _row_json(row: Indicator) -> dict[str, Any]:
    whole = form_to_json(Form(kind="target", layout="", form_title="", indicators=(row,)))
    printed: dict[str, Any] = whole["indicators"][0]
    return printed


def _beyond(whole: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    """What the whole states otherwise than the columns; null where the columns would say what it does not."""
    keys = (whole.keys() | plain.keys()) - _NOT_KEPT
    # A mapping whose keys stand in another order is another mapping: narratives are printed in their order.
    return {key: _exact(whole.get(key)) for key in sorted(keys) if not _same(whole.get(key), plain.get(key))}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one.items()) == list(other.items())
    return bool(one == other)


def _with(plain: Mapping[str, Any], printed: Mapping[str, Any]) -> dict[str, Any]:
    beyond = {key: _ordered(value) for key, value in printed.items()}
    return {key: value for key, value in ({**plain, **beyond}).items() if value is not None}


def _ordered(value: Any) -> Any:
    """A mapping out of its pairs: the database keeps the keys of a JSON object in an order of its own."""
    if isinstance(value, Mapping):
        return {key: _ordered(item) for key, item in value[_PAIRS]}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _exact(value: Any) -> Any:
    """JSON that keeps every digit: decimals as text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {_PAIRS: [[key, _exact(item)] for key, item in value.items()]}
    return [_exact(item) for item in value] if isinstance(value, list | tuple) else value


def _day(text: str | None) -> date | None:
    """The day of an ISO date; None for anything else, which is kept as printed."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _storable(number: Decimal | None, *, digits: int) -> Decimal | None:
    """The number if the column takes it whole; otherwise it stands under ``printed`` only."""
    if number is None or not number.is_finite() or number < 0:
        return None
    exact = number == number.quantize(Decimal("0.01")) if number < 10 ** (digits - 2) else False
    return number if exact else None
