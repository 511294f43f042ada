"""Arithmetic of the money (资金). Exact decimals in yuan; a blank is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form, FundRow
from jixiao.rules.review.names import bare_name, form_place, place_of
from jixiao.rules.review.parameters import ReviewParameters

_SUM_BASIS = "项目支出绩效目标表：资金总额等于各项来源之和"
_COLUMNS = (
    ("initial_yuan", "年初预算数"),
    ("adjusted_yuan", "全年预算数"),
    ("executed_yuan", "全年执行数"),
    ("expected_yuan", "全年预计执行数"),
)


def check_money(form: Form, one_year: bool, parameters: ReviewParameters) -> list[Finding]:
    """What does not add up. ``one_year``: the plan begins and ends in the same year."""
    return [
        *_signs(form),
        *_totals(form, one_year),
        *_last_year(form, parameters),
        *_sources(form, parameters),
        *_cost_targets(form, parameters),
    ]


def _signs(form: Form) -> Iterator[Finding]:
    budget = form.budget
    for title, value in (
        ("项目总预算", budget.total_budget_yuan),
        ("当年预算", budget.current_year_budget_yuan),
        ("上年预算额", budget.prev_year_same_name_budget_yuan),
        ("上年预算执行数", budget.prev_year_same_name_executed_yuan),
    ):
        if value is not None and value < 0:
            yield _finding("money.negative", "error", form, f"“{title}”为负数：{yuan(value)}。", "请核对金额。")
    if budget.current_year_budget_yuan == 0:
        yield _finding(
            "money.zero", "warning", form, "当年预算为0元。", "没有预算的项目不需要申报绩效目标；请核对金额。"
        )


def _totals(form: Form, one_year: bool) -> Iterator[Finding]:
    total, current = form.budget.total_budget_yuan, form.budget.current_year_budget_yuan
    if total is None or current is None:
        return
    if current > total:
        message = f"当年预算{yuan(current)}大于项目总预算{yuan(total)}。"
        yield _finding("money.year_above_total", "error", form, message, "当年预算不应超过项目总预算，请核对。")
    elif one_year and current != total:
        message = f"项目在一个年度内完成，但总预算{yuan(total)}与当年预算{yuan(current)}不相等。"
        yield _finding(
            "money.total_differs", "warning", form, message, "一年期项目两数应当相等；跨年项目请更正计划完成日期。"
        )


def _last_year(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    budget = form.budget
    before, spent = budget.prev_year_same_name_budget_yuan, budget.prev_year_same_name_executed_yuan
    if (before is None) != (spent is None):
        missing, given = ("上年预算执行数", "上年预算额") if spent is None else ("上年预算额", "上年预算执行数")
        message = f"填了“{given}”，没有填“{missing}”。"
        yield _finding("money.last_year_incomplete", "warning", form, message, f"请补填“{missing}”。")
    if before is not None and spent is not None and spent > before:
        message = f"上年预算执行数{yuan(spent)}大于上年预算额{yuan(before)}。"
        yield _finding(
            "money.last_year_overspent", "warning", form, message, "请核对；年中追加预算的请填调整后的预算额。"
        )
    current = budget.current_year_budget_yuan
    if before and current is not None and abs(current - before) / before > parameters.thresholds.budget_change_ratio:
        change = (current - before) * 100 / before
        word = "增加" if change > 0 else "减少"
        message = (
            f"当年预算{yuan(current)}比上年{yuan(before)}{word}{abs(change):.1f}%，请审核目标是否随资金增减而调整。"
        )
        yield Finding(
            "money.changed_much",
            "review",
            form_place(form),
            message,
            "绩效目标审核要点“资金匹配性”；提示阈值为本项目所设",
            "请填报单位说明增减原因。",
        )


def _sources(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    words = parameters.words
    totals = [row for row in form.funds if any(word in row.label for word in words.fund_total)]
    if len(totals) != 1:
        return
    parts = [row for row in form.funds if row is not totals[0] and any(word in row.label for word in words.fund_parts)]
    for column, title in _COLUMNS:
        total = getattr(totals[0], column)
        stated = [row for row in parts if getattr(row, column) is not None]
        if total is None or not stated:
            continue
        added = sum((getattr(row, column) for row in stated), Decimal(0))
        if added == total or _nested(stated, column, total):
            continue
        blanks = len(stated) < len(parts)
        if blanks and added < total:
            message = f"{title}：各项来源已填的合计{yuan(added)}，小于总额{yuan(total)}，另有来源未填。"
            yield _finding("money.sources_incomplete", "warning", form, message, "请补填未填的来源；没有的请填0。")
        else:
            message = f"{title}：各项来源合计{yuan(added)}，与总额{yuan(total)}相差{yuan(abs(total - added))}。"
            yield _finding("money.sources_differ", "error", form, message, "请核对总额与各项来源。")


def _nested(rows: list[FundRow], column: str, total: Decimal) -> bool:
    """Whether rows of another depth stand among the parts (其中：中央, 省级), so that some of them give the total."""
    amounts: set[Decimal] = {Decimal(0)}
    for row in rows[:12]:
        amounts |= {amount + getattr(row, column) for amount in amounts}
    return len(rows) > 3 and total in amounts


def _cost_targets(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    limit = max(filter(None, (form.budget.total_budget_yuan, form.budget.current_year_budget_yuan)), default=None)
    if limit is None:
        return
    for row in form.indicators:
        if "成本" not in (row.level1 or "") + (row.level2 or "") or "社会" in (row.level2 or ""):
            continue
        for value in row.parsed:
            if value.unit != "元" or value.per or not isinstance(value.value, Decimal) or value.value <= limit:
                continue
            name = bare_name(row, parameters.words)
            message = f"成本指标“{name}”的目标值{row.target_text}高于项目预算{yuan(limit)}。"
            yield Finding(
                "money.cost_above_budget",
                "warning",
                place_of(form, row),
                message,
                "财预〔2021〕101号 三（三）：成本指标值不得高于预算支出标准",
                "请核对目标值和单位（元、万元）。",
            )


def _finding(code: str, severity: Severity, form: Form, message: str, fix: str) -> Finding:
    return Finding(code, severity, f"{form_place(form)} 资金", message, _SUM_BASIS, fix)


def yuan(amount: Decimal) -> str:
    """Money for a message: ``8,825,000元``."""
    text = f"{amount:,f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}元"
