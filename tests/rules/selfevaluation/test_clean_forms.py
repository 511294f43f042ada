"""Forms made right by a generator that knows nothing of the check: silent, until one figure is changed."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.selfevaluation import self_evaluation_rules
from jixiao.rules.forms import Form, FundRow, Indicator
from jixiao.rules.selfevaluation import check_self_evaluation
from tests.support.selfevaluations import clean_form, row, with_row

RULES = self_evaluation_rules(date(2023, 3, 31))
CENT = Decimal("0.01")
#: (name, unit, more is better)
COUNTS = [
    ("培训人数", "人", True),
    ("维修里程", "公里", True),
    ("平均响应时间", "小时", False),
    ("项目总成本", "万元", False),
]
RATES = [("验收合格率", True), ("任务完成率", True), ("投诉率", False)]
GROUPS = [("产出指标", "数量指标", 50), ("效益指标", "社会效益指标", 30), ("满意度指标", "服务对象满意度指标", 10)]


@st.composite
def target_and_actual(draw: Any, missed: bool) -> tuple[str, str, str, Decimal]:
    """A name, a target, an actual, and the completion B/A: below 1 only for a missed larger-is-better target."""
    if draw(st.booleans()):
        name, unit, more = draw(st.sampled_from([item for item in COUNTS if item[2] or not missed]))
        target = draw(st.integers(20, 5000))
        change = draw(st.integers(1, target // 5))
        actual = target - change if missed or not more else target + draw(st.integers(0, change))
        sign = "≥" if more else "≤"
        return name, f"{sign}{target}{unit}", f"{actual}{unit}", Decimal(actual) / Decimal(target)
    name, more = draw(st.sampled_from([item for item in RATES if item[1] or not missed]))
    target = draw(st.integers(75, 95)) if more else draw(st.integers(3, 10))
    change = draw(st.integers(1, 5 if more else 1))
    actual = target - change if missed or not more else target + draw(st.integers(0, change))
    sign = "≥" if more else draw(st.sampled_from(["≤", "不超过"]))
    if more and target + change >= 100:
        actual = min(actual, 100)
    return name, f"{sign}{target}%", f"{actual}%", Decimal(actual) / Decimal(target)


@st.composite
def right_form(draw: Any) -> Form:
    rows: list[Indicator] = []
    for level1, level2, points in GROUPS:
        left = points
        while left:
            weight = left if draw(st.booleans()) else draw(st.integers(1, left))
            missed = draw(st.sampled_from([False, False, True]))
            name, target, actual, done = draw(target_and_actual(missed))
            score = (weight * done).quantize(CENT, ROUND_HALF_UP) if missed else Decimal(weight)
            reason = {"deviation_reason": "见附件说明"} if missed else {}
            no = len(rows) + 1
            levels = {"level1": level1, "level2": level2, "level3": f"{name}"}
            rows.append(row(no, target, actual, str(weight), str(score), **levels, **reason))
            left -= weight
    budget = Decimal(draw(st.integers(1_000_000, 10**9))) / 100
    spent = (budget * draw(st.integers(500, 1000)) / 1000).quantize(CENT, ROUND_HALF_UP)
    rate = spent / budget
    execution = (10 * rate).quantize(CENT, ROUND_HALF_UP)
    printed_rate = rate.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    total = execution + sum((item.score or Decimal(0) for item in rows), Decimal(0))
    grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
    funds = FundRow("年度资金总额", budget, budget, spent, Decimal(10), printed_rate, execution)
    return clean_form(indicators=tuple(rows), funds=(funds,), total_score=total, grade=grade)


@given(form=right_form())
def test_a_form_whose_figures_follow_from_each_other_is_silent(form: Form) -> None:
    assert [(item.code, item.message) for item in check_self_evaluation(form, RULES)] == []


@given(form=right_form(), data=st.data())
def test_one_wrong_score_is_found_where_it_stands(form: Form, data: Any) -> None:
    victim = data.draw(st.sampled_from(form.indicators))
    wrong = (victim.score or Decimal(0)) / 2
    changed = dataclasses.replace(
        with_row(form, victim.no, score=wrong), total_score=(form.total_score or Decimal(0)) - wrong, grade=None
    )
    findings = check_self_evaluation(changed, RULES)
    at_the_row = [item for item in findings if f"第{victim.no}项“" in item.place]
    assert at_the_row, "the row with the wrong score has no finding"
    assert {item.place for item in findings if item.code.startswith("score.")} == {at_the_row[0].place}


@given(form=right_form(), off=st.sampled_from([Decimal("0.05"), Decimal("-0.5"), Decimal(3)]))
def test_a_wrong_total_is_found_and_nothing_else(form: Form, off: Decimal) -> None:
    scores = [item.score or Decimal(0) for item in form.indicators]
    changed = dataclasses.replace(form, total_score=(form.total_score or Decimal(0)) + off, grade=None)
    codes = [item.code for item in check_self_evaluation(changed, RULES)]
    fine = all(score == score.to_integral_value() for score in scores)
    assert codes in (
        [["total.differs"]] if fine or abs(off) > CENT * len(scores) else [["total.differs"], ["total.rounding"]]
    )


@given(form=right_form(), points=st.integers(1, 9))
def test_points_that_do_not_add_up_are_found(form: Form, points: int) -> None:
    first = form.indicators[0]
    changed = with_row(form, first.no, weight=(first.weight or Decimal(0)) + points)
    assert "weights.sum" in {item.code for item in check_self_evaluation(changed, RULES)}


@given(form=right_form(), off=st.sampled_from([Decimal("0.0001"), Decimal("-0.0002"), Decimal("0.05")]))
def test_a_wrong_execution_rate_is_found_and_nothing_else(form: Form, off: Decimal) -> None:
    (funds,) = form.funds
    changed = dataclasses.replace(funds, execution_rate=(funds.execution_rate or Decimal(0)) + off)
    codes = [item.code for item in check_self_evaluation(dataclasses.replace(form, funds=(changed,)), RULES)]
    assert codes == ["execution.rate_differs"]
