"""Targets softened against last year's form (目标放松), and against what last year's money shows was done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review.dates import check_last_years_dates
from jixiao.rules.review.money import yuan
from jixiao.rules.review.names import bare_name, comparable, form_place, place_of
from jixiao.rules.review.parameters import ReviewParameters
from jixiao.rules.review.targets import measurable
from jixiao.rules.values import TargetValue

_BASIS = "绩效目标审核要点“绩效合理性”：预期绩效应有明显改进；财预〔2021〕101号 三（三）：历史标准"


def check_against_last_year(form: Form, last_year: Form, parameters: ReviewParameters) -> list[Finding]:
    """Targets easier than those of the same name a year before, reworded or dropped; dates that were left unchanged."""
    now = {comparable(bare_name(row, parameters.words), parameters.words): row for row in form.indicators}
    findings: list[Finding] = []
    for before in last_year.indicators:
        name = comparable(bare_name(before, parameters.words), parameters.words)
        row = now.get(name)
        if row is None:
            message = f"上年有指标“{bare_name(before, parameters.words)}”（{before.target_text}），本年没有。"
            fix = "请说明取消的原因。"
            findings.append(Finding("target.dropped", "note", form_place(form), message, _BASIS, fix))
        elif measurable(before) and not measurable(row):
            message = f"上年目标值为{before.target_text}，本年改为不能衡量的“{row.target_text}”。"
            findings.append(_softened(form, row, message, last_year, parameters))
        elif _easier(row, before, parameters):
            message = f"上年目标值为{before.target_text}，本年降为{row.target_text}。"
            findings.append(_softened(form, row, message, last_year, parameters))
    return [*findings, *check_last_years_dates(form, last_year)]


def check_execution_target(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """A 预算执行率 target below the rate that the form's own figures show for last year."""
    planned, spent = form.budget.prev_year_same_name_budget_yuan, form.budget.prev_year_same_name_executed_yuan
    if not planned or spent is None or spent > planned:
        return []
    findings = []
    for row in form.indicators:
        if not bare_name(row, parameters.words).endswith("预算执行率"):
            continue
        for value in row.parsed:
            if value.unit == "ratio" and isinstance(value.value, Decimal) and value.value < spent / planned:
                reached = (spent * 100 / planned).quantize(Decimal("0.01"))
                last = f"{reached:f}%（{yuan(spent)}÷{yuan(planned)}）"
                message = f"预算执行率目标值{row.target_text}，低于上年已达到的{last}。"
                fix = "请说明理由，或不低于上年实际。"
                findings.append(Finding("target.below_last_actual", "note", place_of(form, row), message, _BASIS, fix))
    return findings


def _softened(form: Form, row: Indicator, message: str, last_year: Form, parameters: ReviewParameters) -> Finding:
    now, before = form.budget.current_year_budget_yuan, last_year.budget.current_year_budget_yuan
    money = f"而预算由{yuan(before)}增加到{yuan(now)}。" if now and before and now > before else ""
    text = f"“{bare_name(row, parameters.words)}”比上年放松：{message}{money}"
    fix = "请恢复不低于上年的目标值，或说明放松的理由。"
    return Finding("target.softened", "warning", place_of(form, row), text, _BASIS, fix)


def _easier(row: Indicator, before: Indicator, parameters: ReviewParameters) -> bool:
    direction = parameters.direction_of(bare_name(row, parameters.words))
    return any(
        _weaker(new, old, direction)
        for new, old in zip(row.parsed, before.parsed, strict=False)
        if new.unit == old.unit and new.per == old.per and new.period == old.period and new.subject == old.subject
    )


def _weaker(new: TargetValue, old: TargetValue, direction: Literal["higher", "lower"] | None) -> bool:
    if not isinstance(new.value, Decimal) or not isinstance(old.value, Decimal):
        return _later(new, old)
    if old.op in (">=", ">") or new.op in (">=", ">"):
        return new.value < old.value
    if old.op in ("<=", "<") or new.op in ("<=", "<"):
        return new.value > old.value
    if direction == "higher":
        return new.value < old.value
    return direction == "lower" and new.value > old.value


def _later(new: TargetValue, old: TargetValue) -> bool:
    """A later day of the year; the years themselves always differ."""
    days = [value.value for value in (new, old) if value.unit == "date" and isinstance(value.value, str)]
    return len(days) == 2 and all(len(day) == 10 for day in days) and days[0][-5:] > days[1][-5:]


def pairs_of_years(forms: list[Form]) -> Iterator[tuple[Form, Form]]:
    """Each form with the form of the same unit and project one year before, where both are given."""
    known = {(form.unit, form.project_name, form.year): form for form in forms if form.year is not None}
    for form in forms:
        if form.year is not None and (before := known.get((form.unit, form.project_name, form.year - 1))):
            yield form, before
