"""What a reading has right and wrong, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from tests.support.governments.case import Case, Truth

_HEAD = (
    "kind", "form_title", "year", "unit", "supervising_department", "project_name", "category", "start_date",
    "end_date", "gov_purchase_service", "performance_type", "total_score", "grade", "money_unit",
)  # fmt: skip
_ALWAYS = ("unit", "supervising_department", "project_name", "total_score", "grade")
_FORM_FINDINGS = ("form.",)


def wrong_cells(case: Case, forms: list[Mapping[str, Any]], codes: set[str], *, wraps: bool) -> tuple[int, list[str]]:
    """How many cells were asked for, and each wrong one in words. ``wraps``: the format breaks lines of its own."""
    asked = 0
    wrong: list[str] = []
    for what, expected, got in _pairs(case, forms, codes):
        asked += 1
        if _plain(expected, wraps) != _plain(got, wraps):
            wrong.append(f"{what}: {expected!r} was read as {got!r}")
    return asked, wrong


def _pairs(case: Case, forms: list[Mapping[str, Any]], codes: set[str]) -> Iterator[tuple[str, Any, Any]]:
    yield "findings", sorted(case.findings), sorted(code for code in codes if code.startswith(_FORM_FINDINGS))
    yield "number of forms", len(case.forms), len(forms)
    for number, expected in enumerate(case.forms):
        form = forms[number] if number < len(forms) else {}
        for what, one, other in _form_pairs(expected, form):
            yield f"form {number + 1} {what}", one, other


def _form_pairs(expected: Truth, form: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key in _HEAD:
        if key in expected.head or key in _ALWAYS:
            yield key, expected.head.get(key), form.get(key) or None
    budget = form.get("budget", {})
    for key in {**budget, **expected.budget}:
        got = budget.get(key)
        yield f"budget {key}", expected.budget.get(key), None if got is None else Decimal(str(got))
    texts = {**form.get("fields", {}), **form.get("narratives", {})}
    for label, text in expected.texts.items():
        yield f"text {label}", text, texts.get(label)
    funds = {row["label"]: row for row in form.get("funds", ())}
    for label, sums in expected.funds.items():
        row = funds.get(label, {})
        for key, amount in zip(("initial_yuan", "adjusted_yuan", "executed_yuan"), sums, strict=False):
            yield f"fund {label} {key}", amount, None if row.get(key) is None else Decimal(str(row[key]))
    yield from _row_pairs("row", expected.rows, form.get("indicators", ()))
    yield from _row_pairs("term row", expected.term_rows, form.get("midterm_indicators", ()))


def _row_pairs(name: str, expected: Any, got: Any) -> Iterator[tuple[str, Any, Any]]:
    yield f"number of {name}s", len(expected), len(got)
    for number, row in enumerate(expected):
        read = got[number] if number < len(got) else {}
        for key, value in row.items():
            yield f"{name} {number + 1} {key}", value, read.get(key)


def _plain(value: Any, wraps: bool) -> Any:
    if isinstance(value, str):
        return re.sub(r"\s+", "", value) if wraps else value
    if isinstance(value, list):
        return [_plain(item, wraps) for item in value]
    return value
