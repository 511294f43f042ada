"""Typed forms for tests: the seven seeds out of the gold, and small clean forms made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.rules.forms import Budget, Form, Indicator
from jixiao.rules.values import TargetValue

_HEAD = (
    "table_no",
    "form_title",
    "form_year",
    "indicator_table_title",
    "unit",
    "project_name",
    "category",
    "start_date",
    "end_date",
    "gov_purchase_service",
    "performance_type",
)


def indicator(
    no: int, level1: str | None, level2: str | None, level3: str, target: str, *parsed: Mapping[str, Any], **more: Any
) -> Indicator:
    """One row; ``parsed`` in the label format."""
    values = tuple(TargetValue.from_label(label) for label in parsed)
    return Indicator(no, level1, level2, level3, target, target, values, **more)


def seed_forms(folder: Path) -> list[Form]:
    """The seven forms of the Shanghai finance bureau for 2020, from the gold."""
    gold = json.loads((folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))
    return [_seed_form(table) for table in gold["tables"]]


def _seed_form(table: Mapping[str, Any]) -> Form:
    budget = {key: None if value is None else Decimal(value) for key, value in table["budget"].items()}
    return Form(
        kind="target",
        layout="shanghai-2020",
        year=2020,
        narratives=dict(table["narratives"]),
        budget=Budget(**budget),
        budget_labels=tuple(table["budget_labels"]),
        indicator_columns=tuple(table["indicator_columns"]),
        indicators=tuple(
            replace(
                indicator(r["no"], r["level1"], r["level2"], r["level3"], r["target_text"], *r["parsed"]),
                target_raw=r["target_raw"],
            )
            for r in table["indicators"]
        ),
        source=f"shanghai-2020 第{table['table_no']}表",
        **{key: table[key] for key in _HEAD},
    )


def with_rows(form: Form, rows: Sequence[Indicator]) -> Form:
    """The form with other indicators, numbered anew."""
    return replace(form, indicators=tuple(replace(row, no=n) for n, row in enumerate(rows, 1)))
