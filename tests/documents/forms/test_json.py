"""A typed form goes to JSON and comes back the same, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.documents.forms.json import FormJsonError, dumps, form_from_json, form_to_json, loads
from jixiao.rules.forms import Budget, FundRow, Monitoring
from tests.support.samples import sample_forms


def test_every_sample_form_survives() -> None:
    for form in sample_forms():
        assert form_from_json(loads(dumps(form_to_json(form)))) == form


def test_a_self_evaluation_keeps_fractions_of_a_yuan_ratios_scores_and_reasons() -> None:
    base = sample_forms()[0]
    row = replace(
        base.indicators[1],
        weight=Decimal("12.5"),
        score=Decimal("0"),
        actual_text="98.6%",
        deviation_reason="付款跨年",
        direction="正向",
        details={"备注": "无"},
    )
    form = replace(
        base,
        kind="self_evaluation",
        budget=Budget(executed_yuan=Decimal("215457.6"), execution_rate=Decimal("0.8619")),
        funds=(FundRow("年度资金总额", executed_yuan=Decimal("215457.60"), score=Decimal("8.62")),),
        indicators=(row,),
        total_score=Decimal("98.62"),
        grade="优",
    )
    printed = loads(dumps(form_to_json(form)))
    assert printed["budget"]["executed_yuan"] == Decimal("215457.6")
    assert printed["indicators"][0]["score"] == "0"
    assert form_from_json(printed) == form


def test_a_monitoring_entry_survives() -> None:
    base = sample_forms()[0]
    entry = Monitoring("50%", "100%", {"经费保障": "√"}, "拨款晚", "有可能", "催办")
    form = replace(base, kind="monitoring", indicators=(replace(base.indicators[1], monitoring=entry),))
    assert form_from_json(loads(dumps(form_to_json(form)))) == form


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({}, "indicators"),
        ({"indicators": [], "kind": "报表"}, "kind"),
        ({"indicators": [{}]}, "target_text"),
        ({"indicators": [], "budget": {"executed_yuan": "很多"}}, "executed_yuan"),
        ({"indicators": [], "budget": {"executed_yuan": "NaN"}}, "executed_yuan"),
        ({"indicators": [], "unit": 3}, "unit"),
        ({"indicators": [], "year": True}, "year"),
        ({"indicators": [], "fields": []}, ""),
        ([], "indicators"),
    ],
)
def test_json_that_is_no_form_is_refused_by_the_name_of_its_key(broken: object, named: str) -> None:
    if named:
        with pytest.raises(FormJsonError, match=named):
            form_from_json(broken)  # type: ignore[arg-type]
    else:
        assert form_from_json(broken).fields == {}  # type: ignore[arg-type]


def test_a_form_made_by_hand_has_its_targets_understood() -> None:
    rows = [
        {"target_text": "≤3‰", "level3": "故障重复发生率"},
        {"target_text": "≥80%", "target_cells": ["≥", "80", "%"]},
        {"target_text": "显著提升"},
    ]
    form = form_from_json({"kind": "target", "indicators": rows})
    assert [row.parsed[0].to_label()["op"] for row in form.indicators] == ["<=", ">=", "qualitative"]
    assert form.indicators[0].parsed[0].value == Decimal("0.003")
