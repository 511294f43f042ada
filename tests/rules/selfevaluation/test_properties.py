"""What holds of the check and the recomputation whatever stands in the form."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.scoring import profile_ids, scoring_profile
from jixiao.parameters.selfevaluation import self_evaluation_rules
from jixiao.rules.forms import Form, FundRow, Indicator
from jixiao.rules.scoring import shown
from jixiao.rules.selfevaluation import check_self_evaluation, recompute
from jixiao.rules.selfevaluation.plausible import plausible
from tests.support.selfevaluations import clean_form, row

DAY = date(2023, 3, 31)
RULES = self_evaluation_rules(DAY)
PROFILES = [scoring_profile(name, DAY) for name in profile_ids()]

LABELS = st.none() | st.sampled_from(
    ["产出指标", "产出指标（50分）", "效益指标(30分)", "满意度指标", "成本指标", "投入与管理", "预算执行", "其他", ""]
)
ABSURD = st.sampled_from([Decimal("1E+100000"), Decimal("1E-100000"), Decimal("-9E+30"), Decimal("0E+99")])
NUMBERS = st.none() | st.decimals(-10, 10**7, places=2) | ABSURD
VALUES = st.sampled_from(["≥95%", "100%", "96", "0", "≤2小时", "有效提升", "是", "12月底前", "3至5次", ""]) | st.text(
    max_size=12
)


@st.composite
def any_indicator(draw: Any, no: int) -> Indicator:
    target = draw(VALUES)
    return Indicator(
        no=no,
        level1=draw(LABELS),
        level2=draw(LABELS),
        level3=draw(st.none() | st.sampled_from(["预算执行率", "其中：培训人数", "故障重复发生率", "满意度"])),
        target_raw=target,
        target_text=target.strip(),
        direction=draw(st.sampled_from([None, "正向", "反向"])),
        actual_text=draw(st.none() | VALUES),
        weight=draw(NUMBERS),
        score=draw(NUMBERS),
        score_text=draw(st.none() | st.text(max_size=3)),
        deviation_reason=draw(st.none() | st.text(max_size=3)),
    )


@st.composite
def any_form(draw: Any) -> Form:
    size = draw(st.integers(0, 5))
    funds = draw(
        st.lists(
            st.builds(
                FundRow,
                st.sampled_from(["年度资金总额", "其中：财政拨款", ""]),
                *[NUMBERS] * 4,
                st.none() | st.decimals(0, 2, places=4),
                NUMBERS,
            ),
            max_size=2,
        )
    )
    return Form(
        kind="self_evaluation",
        layout="any",
        form_title="自评表",
        year=draw(st.none() | st.integers(2019, 2025)),
        money_unit=draw(st.sampled_from(["元", "万元"])),
        funds=tuple(funds),
        indicators=tuple(draw(any_indicator(no)) for no in range(1, size + 1)),
        total_score=draw(NUMBERS),
        grade=draw(st.none() | st.sampled_from(["优", "良好", "一等", ""])),
    )


@given(form=any_form())
def test_the_check_gives_findings_and_never_raises(form: Form) -> None:
    for finding in check_self_evaluation(form, RULES):
        assert finding.message.endswith("。")
        assert finding.place


@given(form=any_form())
def test_a_recomputed_total_is_the_sum_of_its_parts_and_stays_within_the_points(form: Form) -> None:
    form, _ = plausible(form)
    form = dataclasses.replace(
        form,
        indicators=tuple(
            dataclasses.replace(item, weight=None if item.weight is None else abs(item.weight))
            for item in form.indicators
        ),
        funds=(),
    )
    for profile in PROFILES:
        whole = recompute(form, profile, RULES)
        weighted = [item for item in whole.indicators if item.weight is not None]
        parts = sum((Fraction(item.weight or 0) for item in weighted), Fraction(0))
        assert whole.out_of == parts
        assert 0 <= whole.low <= whole.high
        if all(item.relation != "in_band" or (item.published or 0) <= (item.weight or 0) for item in weighted):
            assert whole.high <= whole.out_of
        if whole.grade is not None:
            assert whole.out_of == 100
            assert profile.grade_of(whole.low) == whole.grade == profile.grade_of(whole.high)


@given(
    weights=st.lists(st.integers(1, 30), min_size=1, max_size=6),
    done=st.lists(st.integers(0, 100), min_size=6, max_size=6),
)
def test_scores_printed_as_10_gives_them_are_never_called_wrong(weights: list[int], done: list[int]) -> None:
    rows = []
    for no, (weight, percentage) in enumerate(zip(weights, done, strict=False), 1):
        score = shown(Fraction(weight) * min(Fraction(percentage, 80), Fraction(1)))
        rows.append(
            row(no, "≥80人", f"{percentage}人", str(weight), str(score), level3="培训人数", deviation_reason="见说明")
        )
    total = sum((item.score or Decimal(0) for item in rows), Decimal(0))
    form = clean_form(indicators=tuple(rows), funds=(), total_score=total, grade=None)
    codes = {finding.code for finding in check_self_evaluation(form, RULES)}
    assert codes <= {"weights.sum", "weights.groups_differ"}
