"""Targets against last year's form: softened, turned into words, dropped, or rightly changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.review import review_parameters
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review import check_target_form
from tests.support.clean_forms import clean_form
from tests.support.forms import indicator, with_rows

PARAMETERS = review_parameters(date(2022, 1, 1))


def row(name: str, target: str, /, **label: Any) -> Indicator:
    return indicator(1, "产出指标", "质量指标", name, target, {"value": None, "unit": None, **label})


def compared(now: Indicator | None, before: Indicator, *, more_money: bool = False) -> list[Finding]:
    form = clean_form(1)
    budget = form.budget.current_year_budget_yuan or 0
    last_budget = replace(form.budget, current_year_budget_yuan=budget / 2 if more_money else budget)
    last = with_rows(replace(form, year=2021, budget=last_budget), [before])
    this: Form = with_rows(form, [*([now] if now else []), *form.indicators])
    codes = ("target.softened", "target.dropped")
    return [f for f in check_target_form(this, PARAMETERS, last_year=last) if f.code in codes]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (
            row("群众诉求办结率", "≥90%", op=">=", value="0.9", unit="ratio"),
            row("群众诉求办结率", "≥95%", op=">=", value="0.95", unit="ratio"),
        ),
        (
            row("路灯故障率", "≤5%", op="<=", value="0.05", unit="ratio"),
            row("路灯故障率", "≤2%", op="<=", value="0.02", unit="ratio"),
        ),
        (
            row("验收合格率", "98%", op="=", value="0.98", unit="ratio", implicit_op=True),
            row("验收合格率", "100%", op="=", value="1", unit="ratio", implicit_op=True),
        ),
        (
            row("完工时间", "2022年11月30日前", op="<=", value="2022-11-30", unit="date"),
            row("完工时间", "2021年9月30日前", op="<=", value="2021-09-30", unit="date"),
        ),
        (
            row("路面平整度", "明显改善", op="qualitative", text="明显改善"),
            row("路面平整度", "≥95%", op=">=", value="0.95", unit="ratio"),
        ),
    ],
    ids=["下限降低", "上限放宽", "等于降低", "期限推后", "数值改为空话"],
)
def test_an_easier_target_is_softened(now: Indicator, before: Indicator) -> None:
    (finding,) = compared(now, before)
    assert finding.code == "target.softened"
    assert before.target_text in finding.message
    assert now.target_text in finding.message


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (
            row("群众诉求办结率", "≥97%", op=">=", value="0.97", unit="ratio"),
            row("群众诉求办结率", "≥95%", op=">=", value="0.95", unit="ratio"),
        ),
        (
            row("路灯故障率", "≤1%", op="<=", value="0.01", unit="ratio"),
            row("路灯故障率", "≤2%", op="<=", value="0.02", unit="ratio"),
        ),
        (
            row("完工时间", "2022年9月30日前", op="<=", value="2022-09-30", unit="date"),
            row("完工时间", "2021年9月30日前", op="<=", value="2021-09-30", unit="date"),
        ),
        (
            row("响应时间", "≤30分钟", op="<=", value="30", unit="分钟"),
            row("响应时间", "≤2小时", op="<=", value="2", unit="小时"),
        ),
    ],
    ids=["下限提高", "上限收紧", "同月同日", "单位不同不比"],
)
def test_a_target_as_hard_or_harder_is_not(now: Indicator, before: Indicator) -> None:
    assert compared(now, before) == []


def test_a_dropped_indicator_is_noted() -> None:
    (finding,) = compared(None, row("群众诉求办结率", "≥95%", op=">=", value="0.95", unit="ratio"))
    assert (finding.code, finding.severity) == ("target.dropped", "note")


def test_less_for_more_money_says_so() -> None:
    now = row("群众诉求办结率", "≥90%", op=">=", value="0.9", unit="ratio")
    before = row("群众诉求办结率", "≥95%", op=">=", value="0.95", unit="ratio")
    assert "预算由" in compared(now, before, more_money=True)[0].message
    assert "预算由" not in compared(now, before)[0].message


@given(st.integers(0, 100), st.integers(0, 100))
def test_of_two_lower_bounds_exactly_the_smaller_is_softer(now: int, before: int) -> None:
    rows = [row("办结率", f"≥{n}%", op=">=", value=str(n), unit="分") for n in (now, before)]
    assert bool(compared(*rows)) == (now < before)
