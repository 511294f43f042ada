"""Which framework a form is held against, and what depends on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jixiao.parameters.review import review_parameters
from jixiao.rules.forms import Form
from jixiao.rules.review import check_target_form, framework_of
from tests.support.clean_forms import clean_form
from tests.support.forms import indicator, with_rows

PARAMETERS = review_parameters(date(2022, 1, 1))


@pytest.mark.parametrize(
    ("layout", "year", "framework"),
    [
        ("shanghai-2020", 2020, "shanghai-2020"),
        ("national-target", 2021, "mof-2015-88"),
        ("national-target", 2022, "mof-2021-101"),
        ("national-target", 2030, "mof-2021-101"),
        ("national-target", 2010, "mof-2015-88"),
    ],
)
def test_layout_and_year_decide(layout: str, year: int, framework: str) -> None:
    form = replace(clean_form(1), layout=layout, year=year)
    assert framework_of(form, PARAMETERS).id == framework


def test_without_a_year_cost_at_level_one_shows_the_later_framework() -> None:
    form = replace(clean_form(1), year=None)
    assert framework_of(form, PARAMETERS).id == "mof-2015-88"
    cost = indicator(9, "成本指标", "经济成本指标", "人均成本", "≤100元", {"op": "<=", "value": "100", "unit": "元"})
    assert framework_of(with_rows(form, [*form.indicators, cost]), PARAMETERS).id == "mof-2021-101"


def routine(form: Form, framework: str) -> list[str]:
    found = check_target_form(form, PARAMETERS, framework=framework)
    return [f.place for f in found if f.code == "indicator.routine_management"]


@pytest.mark.parametrize(
    "name", ["预算执行率", "资金使用合规性", "财务管理制度健全性", "政府采购规范性", "合同管理完备性", "专款专用率"]
)
def test_routine_management_is_flagged_under_101_only(name: str) -> None:
    row = indicator(9, "产出指标", "质量指标", name, "=100%", {"op": "=", "value": "1", "unit": "ratio"})
    form = with_rows(clean_form(1), [*clean_form(1).indicators, row])
    assert len(routine(form, "mof-2021-101")) == 1
    assert routine(form, "shanghai-2020") == []
    assert routine(form, "mof-2015-88") == []


@pytest.mark.parametrize(
    "name", ["验收合格率", "政策知晓率", "管网漏损率", "采购设备数量", "信访办结率", "制度宣传场次"]
)
def test_what_a_project_is_for_is_never_routine(name: str) -> None:
    row = indicator(9, "产出指标", "质量指标", name, "=100%", {"op": "=", "value": "1", "unit": "ratio"})
    assert routine(with_rows(clean_form(1), [row]), "mof-2021-101") == []


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(KeyError):
        check_target_form(clean_form(1), PARAMETERS, framework="mof-1999-1")
