"""Every official layout is recognised without being told, and its rows come out typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.documents.forms.tables import read_tables
from jixiao.documents.sheets import Document
from jixiao.rules.forms import Form, Indicator
from tests.documents.forms import drawings


def only_form(document: Document) -> Form:
    forms = read_tables(document).forms
    assert len(forms) == 1
    return forms[0]


def rows(indicators: tuple[Indicator, ...]) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(row.level1, row.level2, row.level3, row.target_text) for row in indicators]


@pytest.mark.parametrize("layout", drawings.LAYOUTS)
def test_a_layout_is_recognised_by_its_labels(layout):
    read = read_tables(drawings.LAYOUTS[layout]())
    assert {form.layout for form in read.forms} == {layout}


def test_the_self_evaluation_of_10号_with_head_money_goals_and_points():
    form = only_form(drawings.national_self_evaluation())
    assert (form.kind, form.form_title, form.form_year, form.year) == (
        "self_evaluation", "项目支出绩效自评表", "（2022年度）", 2022,
    )  # fmt: skip
    assert (form.project_name, form.supervising_department, form.unit) == (
        "城市绿化养护经费", "某市园林局", "某市公园管理所",
    )  # fmt: skip
    assert form.narratives == {"预期目标": "目标1：养护绿地。\n目标2：提升景观。", "实际完成情况": "已完成全部养护。"}
    assert form.total_score == Decimal("94.62")
    assert rows(form.indicators) == [
        ("产出指标（50分）", "数量指标", "指标1：养护面积", "≥300亩"),
        ("产出指标（50分）", "数量指标", "指标2：补种乔木", "50棵"),
        ("产出指标（50分）", "质量指标", "指标1：成活率", "≥95%"),
        ("产出指标（50分）", "时效指标", "完成时间", "12月底前"),
        ("效益指标（30分）", "社会效益指标", "改善环境", "明显改善"),
        ("满意度指标", "服务对象满意度指标", "市民满意度", "≥90%"),
    ]
    late = form.indicators[1]
    assert (late.actual_text, late.weight, late.score, late.deviation_reason) == ("40棵", 10, 8, "雨季推迟")
    assert late.place == "第2页 D12"
    assert form.indicators[0].parsed[0].value == 300


def test_money_is_in_yuan_and_the_total_row_counts():
    form = only_form(drawings.national_self_evaluation())
    assert form.money_unit == "万元"
    assert form.budget.current_year_budget_yuan == 1205000
    assert form.budget.adjusted_budget_yuan == 1000000
    assert form.budget.executed_yuan == 861900
    assert form.budget.execution_rate == Decimal("0.8619")
    total = form.funds[0]
    assert (total.label, total.weight, total.score) == ("年度资金总额", 10, Decimal("8.62"))
    assert [(row.label, row.executed_yuan, row.weight) for row in form.funds[1:]] == [
        ("其中：当年财政拨款", 800000, None),
        ("上年结转资金", 61900, None),
        ("其他资金", 0, None),
    ]


def test_a_simple_target_form_with_labels_above_and_beside_their_values():
    form = only_form(drawings.simple_target())
    assert (form.kind, form.year, form.project_name) == ("target", 2024, "办公经费")
    assert form.budget.current_year_budget_yuan == 125000
    assert form.narratives["绩效目标"] == "保障运转，1.发工资；2.缴社保。"
    assert form.fields["财政部门审核意见"] == "同意。"
    assert rows(form.indicators)[1] == ("产出指标", "质量指标", "合格率", "＝100％")


def test_of_two_halves_the_year_is_the_form_and_the_term_stands_beside_it():
    form = only_form(drawings.halves())
    assert [(row.level2, row.target_text) for row in form.midterm_indicators] == [
        ("数量指标", "3处"), ("质量指标", "100%"), ("服务对象满意度指标", "≥90%"),
    ]  # fmt: skip
    assert [row.target_text for row in form.indicators] == ["1处", "100%", "12月底前", "≥95%"]
    assert form.narratives["年度目标"] == "保护一处文物。"
    assert (form.budget.total_budget_yuan, form.budget.current_year_budget_yuan) == (3000000, 1000000)
    assert [(row.label, row.initial_yuan) for row in form.funds] == [
        ("年度资金总额", 1000000), ("其中：财政拨款", 950000), ("其他资金", 50000),
    ]  # fmt: skip
    assert form.fields["项目属性"] == "新增项目□ 延续项目☑"


def test_points_before_the_target_are_not_taken_for_it():
    form = only_form(drawings.weight_first())
    assert [(row.weight, row.target_text, row.score) for row in form.indicators] == [
        (5, "≥21933人", 5), (None, "≥9431人", None), (5, "≥583", 5), (30, "≥80人", 30),
    ]  # fmt: skip
    assert form.indicators[2].level1 == "产出指标"
    assert form.budget.current_year_budget_yuan is None
    assert form.budget.adjusted_budget_yuan == 12005000
    assert form.fields["填表人"] == "李某"
    assert form.total_score == 98


def test_several_projects_in_one_table_are_several_forms():
    first, second = read_tables(drawings.several_projects()).forms
    assert (first.project_name, first.unit, first.table_no) == ("办案经费", "某县法院", 1)
    assert (second.project_name, second.unit, second.table_no) == ("设备购置", "某县法院", 2)
    assert first.budget.current_year_budget_yuan == 1200000
    assert second.budget.current_year_budget_yuan == 305000
    assert second.narratives["年度目标"] == "购置设备"
    assert rows(first.indicators)[2] == ("产出指标", "成本指标", "办案成本", "≤120万元")
    assert first.indicators[2].direction == "反向"
    assert first.indicators[2].target_cells == ("≤", "120", "万元")
    assert [row.no for row in second.indicators] == [1, 2]


def test_projects_and_levels_each_on_a_row_of_their_own():
    first, second = read_tables(drawings.projects_as_a_tree()).forms
    assert (first.unit, first.project_name) == ("某县教育局", "某中学营养餐经费")
    assert rows(first.indicators) == [
        ("产出指标", "数量指标", "受益学生数", ">=1200人"),
        ("满意度指标", "服务对象满意度指标", "家长满意度", ">=90%"),
    ]
    assert first.indicators[0].details == {"指标内容": "按学籍"}
    assert (second.unit, second.project_name) == ("某县教育局", "某中学公用经费")
    assert rows(second.indicators) == [("产出指标", "数量指标", "班级数", "=24个")]


def test_operator_number_and_unit_in_cells_of_their_own_under_a_two_row_heading():
    form = only_form(drawings.split_self_evaluation())
    assert form.project_name == "营养改善计划"
    assert [(row.target_text, row.target_cells) for row in form.indicators] == [
        ("≧735人次", ("≧", "735", "人次")), ("═100%", ("═", "100", "%")),
    ]  # fmt: skip
    assert (form.money_unit, form.budget.executed_yuan) == ("元", 700000)
    assert (form.total_score, form.grade) == (Decimal("99.52"), "优")
    assert form.narratives["其他需要说明事项"] == "无"


def test_the_sichuan_self_evaluation_with_its_money_block_and_conclusions():
    form = only_form(drawings.sichuan_self_evaluation())
    assert form.budget.current_year_budget_yuan == 125000
    assert [row.label for row in form.funds] == ["总额", "其中：财政资金", "单位资金"]
    assert form.funds[0].score == 10
    assert form.narratives["年度目标完成情况"] == "已足额缴纳"
    assert form.narratives["项目实施内容及过程概述"] == "按月缴纳。"
    assert form.fields["评价结论"] == "项目完成良好。"
    assert form.fields["财务负责人"] == "李某"
    assert [row.actual_text for row in form.indicators] == ["100", "100"]


def test_a_whole_department_has_no_project():
    form = only_form(drawings.department_target())
    assert (form.unit, form.project_name, form.year) == ("某县林业局", None, 2026)
    assert form.fields["部门编码"] == "301"
    assert rows(form.indicators)[1] == ("产出指标", "数量指标", "保障退休职工人数（人）", "=81人")
    assert form.indicators[1].details == {"指标值说明": "在册"}


def test_the_tasks_of_a_department_are_kept_and_their_total_is_its_budget():
    form = only_form(drawings.department_self_evaluation())
    assert form.fields["任务1"] == "办学；100；80；98；80"
    assert form.budget.current_year_budget_yuan == 1500000
    assert form.budget.executed_yuan == 1480000


def test_a_level_that_is_not_printed_is_not_made_up_and_the_adjusted_target_holds():
    form = only_form(drawings.chongqing_self_evaluation())
    assert rows(form.indicators) == [
        (None, None, "养护里程", "≥120公里"),
        (None, None, "群众满意度", "≥90%"),
        (None, None, "路况", "定性优"),
    ]
    assert form.indicators[0].details["年初指标值"] == "100"
    assert form.indicators[0].details["是否核心指标"] == "是"
    assert form.total_score == Decimal("98.5")
    assert form.budget.adjusted_budget_yuan == 1200000


def test_directions_and_signs_in_words_are_cells_of_the_target():
    form = only_form(drawings.direction_words())
    assert [row.target_cells for row in form.indicators] == [
        ("正向", "大于等于", "10", "台"), ("反向", "小于等于", "15", "万元"), ("定性", "长期"),
    ]  # fmt: skip
    assert [row.direction for row in form.indicators] == ["正向", "反向", None]
    assert form.indicators[1].parsed[0].op == "<="
    assert form.category == "特定目标类"


def test_the_monitoring_form_with_ticks_for_causes_and_likelihood():
    form = only_form(drawings.monitoring())
    assert form.kind == "monitoring"
    assert (form.funds[0].executed_yuan, form.funds[0].expected_yuan) == (900000, 1980000)
    first, second = (row.monitoring for row in form.indicators)
    assert first is not None
    assert second is not None
    assert (first.interim_actual_text, first.expected_text, first.likelihood) == ("180件", "320件", "确定能")
    assert (dict(second.causes), second.cause_note, second.likelihood) == ({"人员保障": "√"}, "人手不足", "有可能")


def test_the_shanghai_form_as_tables():
    form = only_form(drawings.shanghai())
    assert (form.unit, form.project_name, form.category) == ("某市财政局", "某业务费", "经常性专项业务费")
    assert (form.start_date, form.end_date, form.gov_purchase_service) == ("2020-01-01", "2020-12-31", "否")
    assert form.indicator_table_title == "2020年绩效目标"
    assert form.narratives["总目标及阶段性目标"] == "总目标：保障运行。阶段性目标：按季完成。"
    assert form.budget.total_budget_yuan == 8825000
    assert form.budget.prev_year_same_name_budget_yuan is None
    assert len(form.budget_labels) == 4
    last = form.indicators[-1]
    assert (last.target_raw, last.target_text) == ("　≤0.01%", "≤0.01%")


def test_an_indicator_left_for_the_county_to_fill_is_named_and_not_read():
    read = read_tables(drawings.transfer_region_target())
    form = read.forms[0]
    assert [row.level3 for row in form.indicators] == ["猪肉产量稳定率", "能繁母猪稳定率"]
    assert [finding.code for finding in read.findings] == ["form.target_missing"]
    assert "高标准农田建设" in read.findings[0].message
    assert "D14" in read.findings[0].place
    assert form.supervising_department == "某省农业农村厅"
    assert form.fields["中央主管部门"] == "农业农村部"
    assert form.budget.current_year_budget_yuan == 5000000


def test_a_transfer_self_evaluation_keeps_how_the_money_was_managed():
    form = only_form(drawings.transfer_self_evaluation())
    assert form.fields["分配科学性"] == "按因素法分配 无"
    assert form.narratives["全年实际完成情况"] == "已保障。"
    assert form.indicators[0].actual_text == "1.3万人"
    assert form.indicators[0].score is None


def test_指标内容_is_the_name_where_no_column_says_三级指标():
    form = only_form(drawings.hunan_target())
    assert rows(form.indicators)[1] == ("产出指标", "质量指标", "参与率", "≥95%")
    assert form.indicators[1].details == {"备注": "全员"}
    assert form.unit == "某局"
    assert form.budget.current_year_budget_yuan == 250000


def test_of_two_scores_the_weighted_one_counts():
    form = only_form(drawings.hebei_self_evaluation())
    assert [(row.target_text, row.weight, row.score) for row in form.indicators] == [
        (">=98%(百分比)", 25, 25), (">=75%(百分比)", 30, 30),
    ]  # fmt: skip
    assert form.indicators[0].details["单项指标得分"] == "100"
    assert form.fields["预算执行情况（万元）·到位数"] == "50"


def test_budgeted_and_executed_money_beside_each_other_is_one_row_a_source():
    form = only_form(drawings.sichuan_completion())
    source = form.funds[0]
    assert (source.label, source.initial_yuan, source.executed_yuan) == ("其中-财政拨款", 100000, 95000)
    assert form.narratives == {"预期目标": "建设站点", "实际完成目标": "已建设"}
    assert form.indicators[0].level1 == "项目完成指标"
