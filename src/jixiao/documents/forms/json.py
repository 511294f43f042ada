"""A typed form as JSON and back: what ``jixiao read`` prints and ``jixiao write`` takes.

The keys are those of the gold reading of the seven seed forms. Money is a JSON number in yuan, whole or with its exact
fraction; ratios, weights, scores and target values are decimal strings. A key that a form does not print is absent,
except the ones every target form has, which are null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

import simplejson

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Budget, Form, FormKind, FundRow, Indicator, Monitoring
from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue
from jixiao.rules.values.decimals import plain_text

_ALWAYS = ("table_no", "form_title", "form_year", "indicator_table_title", "unit", "project_name")
_HEAD = ("category", "start_date", "end_date", "gov_purchase_service", "performance_type")
_WHERE_PRINTED = ("year", "supervising_department", *_HEAD)
_FOUR_SUMS = (
    "total_budget_yuan",
    "current_year_budget_yuan",
    "prev_year_same_name_budget_yuan",
    "prev_year_same_name_executed_yuan",
)
_FUND_MONEY = ("initial_yuan", "adjusted_yuan", "executed_yuan", "expected_yuan")
_FUND_RATIOS = ("weight", "execution_rate", "score")

#: No sum, ratio or score has more digits; written out, 1e999999999 alone would fill the memory.
_DIGITS_MAX = 40
_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


class FormJsonError(ValueError):
    """JSON that is no form; the message names the key, in Chinese."""


def dumps(value: Any) -> str:
    """One line of JSON with exact decimals and Chinese as it is."""
    return str(simplejson.dumps(value, ensure_ascii=False, use_decimal=True))


def loads(text: str) -> Any:
    """JSON with fractions as Decimal. Raises ValueError, also for half a character, which nothing could print."""
    loaded = simplejson.loads(text, use_decimal=True)
    if _HALF_A_CHARACTER.search(text):
        dumps(loaded).encode()  # UnicodeEncodeError is a ValueError
    return loaded


def form_to_json(form: Form, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The form with the keys of the seed gold, plus kind, layout, source and findings."""
    head: dict[str, Any] = {"kind": form.kind, "layout": form.layout, "source": form.source}
    head |= {key: getattr(form, key) for key in _ALWAYS}
    head |= {key: getattr(form, key) for key in _WHERE_PRINTED if getattr(form, key) is not None}
    head["narratives"] = dict(form.narratives)
    head["budget"] = _budget_to_json(form.budget)
    head["budget_labels"] = list(form.budget_labels)
    head["money_unit"] = form.money_unit
    if form.funds:
        head["funds"] = [_fund_to_json(row) for row in form.funds]
    if form.fields:
        head["fields"] = dict(form.fields)
    head["indicator_columns"] = list(form.indicator_columns)
    head["indicator_count"] = len(form.indicators)
    head["indicators"] = [_indicator_to_json(row) for row in form.indicators]
    if form.midterm_indicators:
        head["midterm_indicators"] = [_indicator_to_json(row) for row in form.midterm_indicators]
    if form.total_score is not None:
        head["total_score"] = plain_text(form.total_score)
    if form.grade is not None:
        head["grade"] = form.grade
    if form.places:
        head["places"] = dict(form.places)
    head["findings"] = [finding.to_json() for finding in findings]
    return head


def forms_from_json(data: Any) -> list[Form]:
    """The forms of one object, a list of them, or an object with a list ``tables``; raises :class:`FormJsonError`."""
    tables = data.get("tables", [data]) if isinstance(data, Mapping) else data
    if not isinstance(tables, list):
        raise FormJsonError("tables 应为列表")
    return [form_from_json(table) for table in tables]


def form_from_json(data: Mapping[str, Any]) -> Form:
    """The typed form out of :func:`form_to_json`'s object.

    Accepts the seed gold's tables too, which print no kind (a target form) and no layout.

    Raises :class:`FormJsonError` naming the key that is missing or cannot be read.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("indicators"), list):
        raise FormJsonError("不是绩效表：缺少 indicators（指标列表）")
    kind = data.get("kind", "target")
    if kind not in get_args(FormKind):
        raise FormJsonError(f"kind 应为 {'、'.join(get_args(FormKind))} 之一，而不是 {kind!r}")
    text_keys = {*_ALWAYS, *_WHERE_PRINTED} - {"table_no", "year", "form_title"}
    budget = _mapping(data, "budget")
    return Form(
        kind=kind,
        layout=_text(data, "layout") or "shanghai-2020",
        form_title=_text(data, "form_title") or "",
        year=_whole(data, "year"),
        table_no=_whole(data, "table_no") or 1,
        source=_text(data, "source") or "",
        narratives=_texts_by_name(data, "narratives"),
        budget=Budget(**{key: _decimal(budget, key) for key in budget if key in Budget.__dataclass_fields__}),
        budget_labels=_texts(data, "budget_labels"),
        money_unit="万元" if data.get("money_unit") == "万元" else "元",
        funds=tuple(_fund_from_json(row) for row in _list(data, "funds")),
        indicator_columns=_texts(data, "indicator_columns"),
        indicators=tuple(_indicator_from_json(row) for row in data["indicators"]),
        midterm_indicators=tuple(_indicator_from_json(row) for row in _list(data, "midterm_indicators")),
        total_score=_decimal(data, "total_score"),
        grade=_text(data, "grade"),
        fields=_texts_by_name(data, "fields"),
        places=_texts_by_name(data, "places"),
        **{key: _text(data, key) for key in text_keys},
    )


def _budget_to_json(budget: Budget) -> dict[str, Any]:
    sums: dict[str, Any] = {key: _money(getattr(budget, key)) for key in _FOUR_SUMS}
    for key in ("adjusted_budget_yuan", "executed_yuan"):
        if getattr(budget, key) is not None:
            sums[key] = _money(getattr(budget, key))
    if budget.execution_rate is not None:
        sums["execution_rate"] = plain_text(budget.execution_rate)
    return sums


def _fund_to_json(row: FundRow) -> dict[str, Any]:
    printed: dict[str, Any] = {"label": row.label}
    printed |= {key: _money(getattr(row, key)) for key in _FUND_MONEY if getattr(row, key) is not None}
    printed |= {key: plain_text(getattr(row, key)) for key in _FUND_RATIOS if getattr(row, key) is not None}
    return printed


def _fund_from_json(row: Any) -> FundRow:
    if not isinstance(row, Mapping) or not isinstance(row.get("label"), str):
        raise FormJsonError("funds 中有一项缺少 label（资金名称）")
    return FundRow(label=row["label"], **{key: _decimal(row, key) for key in (*_FUND_MONEY, *_FUND_RATIOS)})


def _indicator_to_json(row: Indicator) -> dict[str, Any]:
    printed: dict[str, Any] = {
        "no": row.no,
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "target_raw": row.target_raw,
        "target_text": row.target_text,
        "parsed": [_value_to_json(value) for value in row.parsed],
    }
    if row.target_cells is not None:
        printed["target_cells"] = list(row.target_cells)
    for key in ("direction", "actual_text", "score_text", "deviation_reason"):
        if getattr(row, key) is not None:
            printed[key] = getattr(row, key)
    for key in ("weight", "score"):
        if getattr(row, key) is not None:
            printed[key] = plain_text(getattr(row, key))
    if row.monitoring is not None:
        entry = row.monitoring
        printed["monitoring"] = {
            "interim_actual_text": entry.interim_actual_text,
            "expected_text": entry.expected_text,
            "causes": dict(entry.causes),
            "cause_note": entry.cause_note,
            "likelihood": entry.likelihood,
            "remark": entry.remark,
        }
    if row.details:
        printed["details"] = dict(row.details)
    if row.place:
        printed["place"] = row.place
    return printed


def _indicator_from_json(row: Mapping[str, Any]) -> Indicator:
    if not isinstance(row, Mapping) or not isinstance(row.get("target_text"), str):
        raise FormJsonError("indicators 中有一项缺少 target_text（指标值）")
    return Indicator(
        no=_whole(row, "no") or 0,
        level1=_text(row, "level1"),
        level2=_text(row, "level2"),
        level3=_text(row, "level3"),
        target_raw=_text(row, "target_raw") or row["target_text"],
        target_text=row["target_text"],
        parsed=_parsed(row),
        target_cells=_texts(row, "target_cells") if row.get("target_cells") is not None else None,
        direction=row.get("direction") if row.get("direction") in ("正向", "反向") else None,
        actual_text=_text(row, "actual_text"),
        weight=_decimal(row, "weight"),
        score=_decimal(row, "score"),
        score_text=_text(row, "score_text"),
        deviation_reason=_text(row, "deviation_reason"),
        monitoring=_monitoring_from_json(_mapping(row, "monitoring")),
        details=_texts_by_name(row, "details"),
        place=_text(row, "place") or "",
    )


def _parsed(row: Mapping[str, Any]) -> tuple[TargetValue, ...]:
    """As written; a form made by hand, which says nothing of it, has its target understood like any other."""
    if row.get("parsed") is None:
        cells = _texts(row, "target_cells") or None
        return parse_target(row["target_text"], name=_text(row, "level3"), cells=cells).values
    try:
        return tuple(TargetValue.from_label(value) for value in _list(row, "parsed"))
    except (ValueError, TypeError, AttributeError) as error:
        raise FormJsonError(f"目标值“{row['target_text']}”的 parsed 不合标注格式") from error


def _monitoring_from_json(entry: Mapping[str, Any]) -> Monitoring | None:
    if not entry:
        return None
    texts = {key: _text(entry, key) for key in Monitoring.__dataclass_fields__ if key != "causes"}
    return Monitoring(causes=_texts_by_name(entry, "causes"), **texts)


def _value_to_json(value: TargetValue) -> dict[str, Any]:
    """The label format, with days a week as a number as the seed gold prints them."""
    label = value.to_label()
    if value.days_per_week is not None and value.days_per_week == value.days_per_week.to_integral_value():
        label["days_per_week"] = int(value.days_per_week)
    return label


def _money(amount: Decimal | None) -> int | Decimal | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else Decimal(plain_text(amount))


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key) or {}
    if not isinstance(value, Mapping):
        raise FormJsonError(f"{key} 应为键值对")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key) or []
    if not isinstance(value, list):
        raise FormJsonError(f"{key} 应为列表")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) for value in values):
        raise FormJsonError(f"{key} 应为文字的列表")
    return tuple(values)


def _texts_by_name(data: Mapping[str, Any], key: str) -> dict[str, str]:
    values = _mapping(data, key)
    if not all(isinstance(value, str) for value in values.values()):
        raise FormJsonError(f"{key} 的各项应为文字")
    return dict(values)


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise FormJsonError(f"{key} 应为文字，而不是 {value!r}")
    return value


def _whole(data: Mapping[str, Any], key: str) -> int | None:
    value = data.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise FormJsonError(f"{key} 应为整数，而不是 {value!r}")
    return value


def _decimal(data: Mapping[str, Any], key: str) -> Decimal | None:
    value = data.get(key)
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise FormJsonError(f"{key} 应为数字，而不是 {value!r}")
    if abs(number.adjusted()) > _DIGITS_MAX:
        raise FormJsonError(f"{key} 的位数超出常理")
    return number
