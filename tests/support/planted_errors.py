"""One error of each kind, planted into a clean form. Knows forms, not checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.values import TargetValue
from tests.support.forms import with_rows

Planter = Callable[[Form], Form]


@dataclass(frozen=True)
class Planted:
    """What a reviewer would call the error, the code it must be found under, and how it is planted."""

    error: str
    code: str
    plant: Planter
    shanghai: bool = False


def _field(**changes: Any) -> Planter:
    return lambda form: replace(form, **changes)


def _money(**changes: Any) -> Planter:
    return lambda form: replace(form, budget=replace(form.budget, **changes))


def _narrative(label: str, change: Callable[[str, Form], str]) -> Planter:
    return lambda form: replace(form, narratives={**form.narratives, label: change(form.narratives[label], form)})


def _row(word: str, change: Callable[[Indicator], Indicator]) -> Planter:
    """Changes the first indicator whose name or level 2 holds the word."""

    def plant(form: Form) -> Form:
        at = next(n for n, r in enumerate(form.indicators) if word in (r.level3 or "") or word in (r.level2 or ""))
        rows = list(form.indicators)
        rows[at] = change(rows[at])
        return with_rows(form, rows)

    return plant


def _target(text: str, /, **label: Any) -> Callable[[Indicator], Indicator]:
    values = (TargetValue.from_label(label),)
    return lambda row: replace(row, target_raw=text, target_text=text, parsed=values)


def _words(text: str) -> Callable[[Indicator], Indicator]:
    return _target(text, op="qualitative", value=None, unit=None, text=text)


def _twice(row_word: str, change: Callable[[Indicator], Indicator]) -> Planter:
    def plant(form: Form) -> Form:
        row = next(r for r in form.indicators if row_word in (r.level3 or "") or row_word in (r.level2 or ""))
        return with_rows(form, [*form.indicators, change(row)])

    return plant


def _without_level(word: str) -> Planter:
    def plant(form: Form) -> Form:
        return with_rows(form, [row for row in form.indicators if word not in (row.level1 or "")])

    return plant


def _fund(label: str, yuan: Decimal | None) -> Planter:
    def plant(form: Form) -> Form:
        return replace(
            form, funds=tuple(replace(row, initial_yuan=yuan) if label in row.label else row for row in form.funds)
        )

    return plant


def _weights(each: Decimal) -> Planter:
    return lambda form: with_rows(form, [replace(row, weight=each) for row in form.indicators])


def _halves(form: Form) -> Form:
    """Two people in the whole term, more in the year."""
    at = next(n for n, row in enumerate(form.indicators) if row.parsed[0].unit in ("人", "处"))
    row = form.indicators[at]
    unit = row.parsed[0].unit
    return replace(form, midterm_indicators=(_target(f"≥1{unit}", op=">=", value="1", unit=unit)(row),))


def _renamed(name: str) -> Callable[[Indicator], Indicator]:
    return lambda row: replace(row, level3=name)


def _both(
    first: Callable[[Indicator], Indicator], second: Callable[[Indicator], Indicator]
) -> Callable[..., Indicator]:
    return lambda row: second(first(row))


_BASIS = "立项依据"
_PLAN = "项目实施计划"
_NEED = "项目设立的必要性"

PLANTED = [
    Planted("项目名称空着", "form.field_missing", _field(project_name="")),
    Planted("绩效类型空着", "form.field_missing", _field(performance_type=None), shanghai=True),
    Planted(
        "当年预算空着",
        "form.field_missing",
        lambda form: replace(_money(current_year_budget_yuan=None)(form), funds=()),
    ),
    Planted("实施计划空着", "form.narrative_missing", _narrative(_PLAN, lambda text, form: "　"), shanghai=True),
    Planted("指标没有名称", "indicator.name_missing", _row("满意度", _renamed(""))),
    Planted("指标没有二级分类", "indicator.level_missing", _row("社会效益", lambda row: replace(row, level2=""))),
    Planted("满意度没有目标值", "target.missing", _row("满意度", _words(""))),
    Planted("目标值只画了一条线", "target.missing", _row("满意度", _words("——"))),
    Planted("没有效益指标", "framework.group_missing", _without_level("效益")),
    Planted("同一指标写了两遍", "indicator.duplicate", _twice("满意度", lambda row: row)),
    Planted(
        "同一指标两个目标值",
        "indicator.targets_differ_in_form",
        _twice("满意度", _target("≥70%", op=">=", value="0.7", unit="ratio")),
    ),
    Planted(
        "预算为负数",
        "money.negative",
        _money(prev_year_same_name_executed_yuan=Decimal(-6)),
    ),
    Planted("当年预算大于总预算", "money.year_above_total", _money(total_budget_yuan=Decimal(1000))),
    Planted("一年期项目总预算不等于当年预算", "money.total_differs", _money(total_budget_yuan=Decimal(99_000_000))),
    Planted("执行数没有填", "money.last_year_incomplete", _money(prev_year_same_name_executed_yuan=None)),
    Planted(
        "执行数大于预算", "money.last_year_overspent", _money(prev_year_same_name_executed_yuan=Decimal(99_000_000))
    ),
    Planted("来源之和不等于总额", "money.sources_differ", _fund("年度资金总额", Decimal(123))),
    Planted(
        "有来源没有填",
        "money.sources_incomplete",
        lambda form: _fund("其他资金", None)(_fund("财政拨款", Decimal(1))(form)),
    ),
    Planted(
        "预算为零",
        "money.zero",
        lambda form: replace(
            _money(
                current_year_budget_yuan=Decimal(0),
                total_budget_yuan=Decimal(0),
                prev_year_same_name_budget_yuan=None,
                prev_year_same_name_executed_yuan=None,
            )(form),
            funds=(),
        ),
    ),
    Planted("开始日期不是日期", "date.unreadable", _field(start_date="2022-02-30")),
    Planted("完成早于开始", "date.reversed", _field(start_date="2022-12-31", end_date="2022-01-01")),
    Planted("计划不含本年度", "date.outside_year", _field(start_date="2023-01-01", end_date="2023-12-31")),
    Planted("两处年度不同", "date.years_differ", _field(indicator_table_title="2021年绩效目标")),
    Planted("是否栏填了别的", "code.yes_or_no", _field(gov_purchase_service="部分")),
    Planted(
        "信用代码校验位不对",
        "code.credit_code",
        lambda form: replace(form, fields={**form.fields, "统一社会信用代码": "91350100M000100Y44"}),
    ),
    Planted(
        "项目编码少一位",
        "code.project_code",
        lambda form: replace(form, fields={**form.fields, "项目编码": "32010022000000000123"}),
    ),
    Planted("项目类别不在选项内", "code.option_unknown", _field(category="经常性业务类"), shanghai=True),
    Planted("目标值是空话", "target.not_measurable", _row("社会效益", _words("显著提升"))),
    Planted("达到预期目标", "target.not_measurable", _row("社会效益", _words("达到预期目标"))),
    Planted(
        "时效指标没有日期", "target.due_missing", _twice("时效", _both(_renamed("项目实施及时性"), _words("及时")))
    ),
    Planted(
        "时效指标写成数量",
        "target.due_missing",
        _twice("时效", _both(_renamed("工作完成"), _target("≥30家", op=">=", value="30", unit="家"))),
    ),
    Planted(
        "没有单位",
        "target.unit_missing",
        _row("社会效益", _both(_renamed("惠及单位数量"), _target("≥30", op=">=", value="30", unit=None))),
    ),
    Planted(
        "比率名称配人数",
        "target.unit_contradicts_name",
        _row("社会效益", _both(_renamed("持证上岗率"), _target("≥30人", op=">=", value="30", unit="人"))),
    ),
    Planted(
        "人数写成百分比",
        "target.unit_contradicts_name",
        _row("社会效益", _both(_renamed("受益群众人数"), _target("=100%", op="=", value="1", unit="ratio"))),
    ),
    Planted(
        "单位栏与值矛盾",
        "target.unit_cell_differs",
        _row(
            "社会效益",
            lambda row: replace(
                row,
                level3="拉动消费金额",
                target_text="28万元",
                target_cells=("28万元", "%"),
                parsed=(TargetValue("=", Decimal(280000), "元"),),
            ),
        ),
    ),
    Planted(
        "投诉率写成下限",
        "target.direction_contradicts",
        _row("社会效益", _both(_renamed("群众投诉率"), _target("≥1%", op=">=", value="0.01", unit="ratio"))),
    ),
    Planted(
        "满意度写成上限",
        "target.direction_contradicts",
        _row("满意度", _target("≤90%", op="<=", value="0.9", unit="ratio")),
    ),
    Planted(
        "正向指标配了≤",
        "target.direction_contradicts",
        _row(
            "社会效益",
            lambda row: replace(
                _target("≤30家", op="<=", value="30", unit="家")(row), direction="正向", level3="新增企业数量"
            ),
        ),
    ),
    Planted(
        "满意度超过100%", "target.above_hundred", _row("满意度", _target("≥110%", op=">=", value="1.1", unit="ratio"))
    ),
    Planted(
        "区间上下颠倒",
        "target.range_reversed",
        _row("满意度", _target("95%-90%", op="between", value=None, unit="ratio", value_min="0.95", value_max="0.9")),
    ),
    Planted(
        "期限晚于计划完成日期",
        "target.due_after_end",
        _twice(
            "时效",
            _both(
                _renamed("成果移交时间"),
                _target("2023年3月31日前", op="<=", value="2023-03-31", unit="date", deadline="2023-03-31"),
            ),
        ),
    ),
    Planted(
        "期限早于计划开始日期",
        "target.due_before_start",
        _twice(
            "时效",
            _both(
                _renamed("成果移交时间"),
                _target("2021年6月30日前", op="<=", value="2021-06-30", unit="date", deadline="2021-06-30"),
            ),
        ),
    ),
    Planted(
        "日常管理充作指标",
        "indicator.routine_management",
        _twice("质量", _both(_renamed("财务管理制度健全率"), _renamed("资金使用合规率"))),
    ),
    Planted(
        "比率放在数量里",
        "indicator.dimension_doubtful",
        _twice("数量", _both(_renamed("任务完成率"), _target("≥95%", op=">=", value="0.95", unit="ratio"))),
    ),
    Planted(
        "单位要从名称推断",
        "target.unit_only_in_name",
        _row("满意度", _target("≥90", op=">=", value="0.9", unit="ratio", unit_from="name")),
    ),
    Planted(
        "用户数写成百分比",
        "target.unit_contradicts_name",
        _row("社会效益", _both(_renamed("注册用户数"), _target("=100%", op="=", value="1", unit="ratio"))),
    ),
    Planted(
        "满意度不高于100%",
        "target.direction_contradicts",
        _row("满意度", _target("≤100%", op="<=", value="1", unit="ratio")),
    ),
    Planted("年度大于实施期", "target.above_whole_term", _halves),
    Planted("权重之和不对", "indicator.weights_sum", _weights(Decimal(7))),
    Planted(
        "培训人数写成上限",
        "target.upper_bound_on_output",
        _row("社会效益", _both(_renamed("受益群众人数"), _target("≤300人", op="<=", value="300", unit="人"))),
    ),
    Planted(
        "投诉率充作满意度",
        "indicator.dimension_doubtful",
        _row("满意度", _both(_renamed("服务投诉率"), _target("≤1%", op="<=", value="0.01", unit="ratio"))),
    ),
    Planted("沿用上年的指标", "indicator.other_year", _row("满意度", _renamed("2019年服务对象满意度"))),
    Planted(
        "没有写符号",
        "target.sign_missing",
        _row("满意度", _target("90%", op="=", value="0.9", unit="ratio", implicit_op=True)),
    ),
    Planted("一句话写了两遍", "text.repeated_sentence", _narrative(_NEED, lambda text, form: text + text)),
    Planted(
        "必要性照抄概况",
        "text.section_copied",
        lambda form: replace(form, narratives={**form.narratives, _NEED: form.narratives["项目概况"]}),
    ),
    Planted("概况只写了名称", "text.repeats_name", _narrative("项目概况", lambda text, form: f"{form.project_name}。")),
    Planted("必要性一句话带过", "text.too_thin", _narrative(_NEED, lambda text, form: "工作需要。")),
    Planted("引用已废止文件", "document.repealed", _narrative(_BASIS, lambda text, form: text + "财预〔2011〕285号。")),
    Planted(
        "引用年内废止的文件",
        "document.repealed_in_year",
        _narrative(_BASIS, lambda text, form: text + "财预〔2011〕285号。"),
        shanghai=True,
    ),
    Planted(
        "引用立项以后的文件",
        "document.after_plan_start",
        _narrative(_BASIS, lambda text, form: text + "财预〔2020〕10号。"),
        shanghai=True,
    ),
    Planted(
        "文号年份在将来", "document.from_future", _narrative(_BASIS, lambda text, form: text + "云财发〔2032〕8号。")
    ),
    Planted("文号没有年份", "document.year_missing", _narrative(_BASIS, lambda text, form: text + "国务院27号文。")),
    Planted(
        "文号括号不配对", "document.bracket_mixed", _narrative(_BASIS, lambda text, form: text + "云财发〔2018]8号。")
    ),
    Planted(
        "文号用了方括号", "document.bracket_style", _narrative(_BASIS, lambda text, form: text + "云财发[2018]8号。")
    ),
    Planted(
        "文号加了第字", "document.serial_style", _narrative(_BASIS, lambda text, form: text + "云财发〔2018〕第8号。")
    ),
    Planted(
        "同一文号引了两次", "document.repeated", _narrative(_BASIS, lambda text, form: text + text.split("、")[-1])
    ),
    Planted(
        "立项依据没有文件",
        "document.none_cited",
        _narrative(_BASIS, lambda text, form: "根据上级部门历年来的统一部署和要求实施。"),
    ),
    Planted(
        "承诺的数量没有指标",
        "promise.without_indicator",
        _narrative("总目标及阶段性目标", lambda text, form: text + "编印宣传手册4800册。"),
    ),
    Planted(
        "承诺的比率没有指标",
        "promise.without_indicator",
        _narrative("总目标及阶段性目标", lambda text, form: text + "确保数据备份成功率100%。"),
    ),
    Planted(
        "计划晚于完成日期",
        "promise.after_end",
        lambda form: _narrative(_PLAN, lambda text, _: text + f"{(form.year or 0) + 1}年2月，编制竣工决算并归档。")(
            form
        ),
    ),
    Planted(
        "两处日期不同",
        "promise.dates_differ",
        lambda form: replace(
            form,
            narratives={
                **form.narratives,
                "项目概况": form.narratives["项目概况"] + "专项审计报告编制工作计划在8月完成。",
                _PLAN: form.narratives[_PLAN] + "；专项审计报告编制工作在10月底前完成。",
            },
        ),
    ),
    Planted(
        "增长太多",
        "money.changed_much",
        _money(prev_year_same_name_budget_yuan=Decimal(1000), prev_year_same_name_executed_yuan=Decimal(1000)),
    ),
]
