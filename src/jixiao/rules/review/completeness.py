"""Completeness (完整性): fields, narratives, money, indicators, kinds of indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.promises.wording import letters
from jixiao.rules.review.names import form_place, place_of, plain_name
from jixiao.rules.review.parameters import Framework, Group, ReviewParameters

_FIELD_TITLES = {
    "form_year": "年度",
    "unit": "申报单位名称",
    "supervising_department": "主管部门",
    "project_name": "项目名称",
    "category": "项目类别",
    "start_date": "计划开始日期",
    "end_date": "计划完成日期",
    "gov_purchase_service": "是否含有政府购买服务",
    "performance_type": "绩效类型",
    "total_budget_yuan": "项目总预算",
    "current_year_budget_yuan": "项目当年预算",
}
_BASIS = "绩效目标审核要点“规范完整性”：填报内容完整，没有缺项"


def check_completeness(form: Form, framework: Framework, parameters: ReviewParameters) -> list[Finding]:
    """What the form leaves out."""
    return [
        *_fields(form, parameters),
        *_narratives(form, parameters),
        *_rows(form, parameters),
        *_groups(form, framework),
        *_duplicates(form, parameters),
    ]


def _fields(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    required = parameters.required_for(form.layout)
    for name in required.fields:
        value = getattr(form, name)
        if name == "form_year" and form.year is not None:
            continue
        if value is None or is_blank(value, parameters):
            yield _field_missing(form, _FIELD_TITLES[name])
    for name in required.money:
        if getattr(form.budget, name) is None and not any(row.initial_yuan or row.adjusted_yuan for row in form.funds):
            yield _field_missing(form, _FIELD_TITLES[name])


def _field_missing(form: Form, title: str) -> Finding:
    place = f"{form_place(form)} {title}"
    return Finding("form.field_missing", "error", place, f"“{title}”没有填写。", _BASIS, f"请填写“{title}”。")


def _narratives(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    for label in parameters.required_for(form.layout).narratives:
        if is_blank(form.narratives.get(label, ""), parameters):
            place = f"{form_place(form)} {label}"
            yield Finding(
                "form.narrative_missing", "error", place, f"“{label}”没有填写。", _BASIS, f"请填写“{label}”。"
            )
    if not form.indicators and not form.midterm_indicators:
        message = "表中没有一条绩效指标。"
        yield Finding(
            "form.indicators_missing", "error", form_place(form), message, _BASIS, "请按框架填写绩效指标及指标值。"
        )


def _rows(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    printed_levels = [
        level for level in ("level1", "level2") if any(getattr(row, level) is not None for row in form.indicators)
    ]
    for row in form.indicators:
        place = place_of(form, row)
        if is_blank(row.level3 or "", parameters):
            yield Finding(
                "indicator.name_missing", "error", place, "指标没有名称（三级指标）。", _BASIS, "请填写三级指标名称。"
            )
        for level in printed_levels:
            if not (getattr(row, level) or "").strip():
                title = "一级指标" if level == "level1" else "二级指标"
                message = f"指标没有归入{title}。"
                yield Finding("indicator.level_missing", "warning", place, message, _BASIS, f"请填写{title}。")
        if lacks_target(row, parameters):
            message = f"“{row.level3 or ''}”缺少目标值{_printed(row)}。"
            basis = "绩效目标审核要点“指标科学性”：关键指标应有明确的指标值"
            yield Finding("target.missing", "error", place, message, basis, "请填写如“≥90%”“≤2小时”的数值。")


def lacks_target(row: Indicator, parameters: ReviewParameters) -> bool:
    """Whether the target says nothing; 无 behind 安全事故 or 投诉 says “none” and is a target."""
    wants_none = (
        row.target_text.strip() == "无" and parameters.direction_of(plain_name(row, parameters.words)) == "lower"
    )
    return is_blank(row.target_text, parameters) and not wants_none


def _printed(row: Indicator) -> str:
    return f"，只写了“{row.target_text.strip()}”" if row.target_text.strip() else ""


def is_blank(text: str, parameters: ReviewParameters) -> bool:
    """Whether a field says nothing: empty, or a placeholder such as ``/`` and 待定."""
    plain = text.strip().strip("　").lower()
    return not plain or plain in parameters.words.placeholders or (not letters(plain) and "√" not in plain)


def _groups(form: Form, framework: Framework) -> Iterator[Finding]:
    if not any(row.level1 or row.level2 for row in form.indicators):
        return  # a layout without level columns cannot show its kinds
    for group in framework.groups:
        if _has(form, group) or (group.level == 2 and not any(row.level2 for row in form.indicators)):
            continue
        if group.need == "conditional":
            message = f"没有“{group.word}”指标；{group.question}。"
            fix = "请判断本项目是否应设；应设而未设的，退回补充。"
            yield Finding(
                "framework.group_to_consider", "review", form_place(form), message, str(framework.citation), fix
            )
            continue
        wish = "原则上应当设置" if group.need == "required" else "一般应当设置"
        message = f"没有“{group.word}”指标；按“{framework.title}”，{wish}。"
        fix = f"请增设“{group.word}”指标，确实不适用的请说明理由。"
        severity: Severity = "warning" if group.need == "required" else "note"
        yield Finding("framework.group_missing", severity, form_place(form), message, str(framework.citation), fix)


def _has(form: Form, group: Group) -> bool:
    level = "level1" if group.level == 1 else "level2"
    names = [getattr(row, level) or "" for row in form.indicators]
    if group.level == 1:
        # 满意度 stands as a second level in older forms, 成本 too.
        names += [row.level2 or "" for row in form.indicators]
    return any(word in name for name in names for word in (group.word, *group.also))


def _duplicates(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    same: dict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for row in form.indicators:
        name = plain_name(row, parameters.words)
        if name:
            same[row.level1 or "", row.level2 or "", name].append(row)
    for (_, _, name), rows in same.items():
        if len(rows) == 1:
            continue
        numbers = "、".join(str(row.no) for row in rows)
        if len({letters(row.target_text) + row.target_text.strip()[:1] for row in rows}) == 1:
            message = f"指标“{name}”重复出现（第{numbers}条），目标值相同。"
            yield Finding(
                "indicator.duplicate", "warning", place_of(form, rows[1]), message, _BASIS, "请删去重复的一条。"
            )
        else:
            targets = "、".join(dict.fromkeys(row.target_text.strip() for row in rows))
            message = f"指标“{name}”在同一张表中有不同的目标值：{targets}（第{numbers}条）。"
            fix = "请只保留一个目标值；确为不同事项的，请在名称中写明区别。"
            yield Finding("indicator.targets_differ_in_form", "warning", place_of(form, rows[1]), message, _BASIS, fix)
