"""Builds typed self-evaluation forms for tests: a form that has nothing wrong, to plant one error at a time in."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from jixiao.rules.forms import Budget, Form, FundRow, Indicator


def row(no: int, target: str, actual: str | None, weight: str | None, score: str | None, **more: Any) -> Indicator:
    """One indicator row; ``more`` are the other fields of Indicator (level1, level3, deviation_reason, …)."""
    fields: dict[str, Any] = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": f"指标{no}",
        "target_raw": target,
        "target_text": target,
        "actual_text": actual,
        "weight": None if weight is None else Decimal(weight),
        "score": None if score is None else Decimal(score),
    }
    return Indicator(no=no, **{**fields, **more})


def money(
    budget: str | None, executed: str | None, rate: str | None, score: str | None, weight: str | None = "10"
) -> tuple[FundRow, ...]:
    """The money block's total row, in yuan; ``rate`` as a ratio."""
    values = [None if text is None else Decimal(text) for text in (budget, executed, weight, rate, score)]
    return (FundRow("年度资金总额", values[0], values[0], values[1], values[2], values[3], values[4]),)


def clean_rows() -> tuple[Indicator, ...]:
    """Ninety points over the groups of 10号: every target met, every score full."""
    return (
        row(1, "≥20场", "21场", "20", "20", level3="举办培训场次"),
        row(2, "≥95%", "96.5%", "20", "20", level2="质量指标", level3="验收合格率"),
        row(3, "≤100万元", "98.2万元", "10", "10", level2="成本指标", level3="培训成本"),
        row(4, "≥90%", "93%", "30", "30", level1="效益指标", level2="社会效益指标", level3="政策知晓率"),
        row(5, "≥90%", "95%", "10", "10", level1="满意度指标", level2="服务对象满意度指标", level3="学员满意度"),
    )


def clean_form(**changes: Any) -> Form:
    """A self-evaluation of 2022 with nothing to find; ``changes`` replace fields of the form."""
    form = Form(
        kind="self_evaluation",
        layout="national-self-evaluation",
        form_title="项目支出绩效自评表",
        year=2022,
        project_name="培训项目",
        budget=Budget(current_year_budget_yuan=Decimal("1000000")),
        funds=money("1000000", "982000", "0.982", "9.82"),
        indicator_columns=("三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        indicators=clean_rows(),
        total_score=Decimal("99.82"),
        grade="优",
    )
    return dataclasses.replace(form, **changes)


def with_row(form: Form, no: int, **changes: Any) -> Form:
    """The form with one indicator changed."""
    rows = tuple(dataclasses.replace(item, **changes) if item.no == no else item for item in form.indicators)
    return dataclasses.replace(form, indicators=rows)
