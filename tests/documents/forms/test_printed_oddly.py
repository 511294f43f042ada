"""Ways of printing a form that were met in the wild, each with what a reader must make of it."""

from __future__ import annotations

import time

from jixiao.documents.forms.tables import read_tables
from jixiao.documents.sheets import Block, Cell
from jixiao.rules.forms import Form
from tests.support.layouts import document, grid, lines, table, workbook


def only_form(drawing: str, *before: Block) -> Form:
    forms = read_tables(document(*before, table(grid(drawing)))).forms
    assert len(forms) == 1
    return forms[0]


def test_goals_listed_in_rows_under_one_title_are_one_narrative():
    form = only_form("""
项目支出绩效目标表|<|<|<|<
项目名称|甲|<|<|<
总体绩效目标|目标1|做好甲|<|<
^|目标2|做好乙|<|<
绩效指标|一级指标|二级指标|三级指标|指标值
^|产出指标|数量指标|次数|3""")
    assert form.narratives == {"总体绩效目标": "目标1：做好甲\n目标2：做好乙"}


def test_a_target_for_the_term_and_one_for_the_year_share_their_levels():
    form = only_form("""
项目支出绩效目标表（2024年）|<|<|<|<
一级指标|二级指标|三级指标|实施周期指标值|年度指标值
产出指标|数量指标|次数|≥9次|≥3次""")
    assert [row.target_text for row in form.midterm_indicators] == ["≥9次"]
    assert [row.target_text for row in form.indicators] == ["≥3次"]


def test_projects_of_one_name_in_two_units_are_two_forms():
    drawing = """
单位名称|项目名称|一级指标|二级指标|三级指标|绩效指标性质|绩效指标值|绩效度量单位
某镇政府|公用经费|产出指标|数量指标|调整次数|≤|10|次
某镇政府|公用经费|效益指标|经济效益指标|运转保障率|＝|100|%
某站|公用经费|效益指标|经济效益指标|运转保障率|＝|100|%"""
    forms = read_tables(document(table(grid(drawing)))).forms
    assert [(form.unit, len(form.indicators)) for form in forms] == [("某镇政府", 2), ("某站", 1)]


def test_the_execution_rate_as_a_row_over_all_levels_is_an_indicator_and_totals_are_not():
    form = only_form("""
项目支出绩效自评表（2022年）|<|<|<|<|<|<|<
一级指标|二级指标|三级指标|指标值|实际完成值|分值|自评得分|备注
预算执行率（10分）|<|<|100%|95%|10|9.5|
产出指标（50分）|数量|次数|3|3|50|50|
小计|<|<|||60|59.5|
总得分|<|<|<|<|<|59.5|
评价等级|优|<|<|<|<|<|<""")
    assert [(row.level3, row.score) for row in form.indicators][1:] == [("次数", 50)]
    assert form.indicators[0].level1 == "预算执行率（10分）"
    assert (str(form.total_score), form.grade) == ("59.5", "优")


def test_fields_on_lines_of_one_cell_and_units_in_brackets_behind_the_figure():
    form = only_form(r"""
项目绩效自评表|<|<|<|<
项目名称：甲 \n主管部门：某局|<|<|填报单位：某科 单位：元|<
预算金额：100（万元）|<|执行金额：98（万元）|<|<
一级指标|二级指标|三级指标|目标值|完成值
产出指标|数量指标|次数|3|3""")
    assert (form.project_name, form.supervising_department, form.unit) == ("甲", "某局", "某科")
    assert (form.budget.current_year_budget_yuan, form.budget.executed_yuan) == (1000000, 980000)


def test_the_head_on_lines_above_a_table_of_indicators_alone():
    head = lines(
        "2023年部门预算项目绩效目标表",
        "项目名称：某专项经费",
        "预算单位：某局            项目金额：50万元",
        "年度绩效目标：做好服务，",
        "提高效率。",
    )
    form = only_form("一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|次数|≥3次", head)
    assert (form.project_name, form.unit, form.year) == ("某专项经费", "某局", 2023)
    assert form.budget.current_year_budget_yuan == 500000
    assert form.narratives["年度绩效目标"] == "做好服务，\n提高效率。"


def test_letter_spaced_and_broken_labels_are_labels():
    form = only_form(r"""
项 目 支 出 绩 效 自 评 表|<|<|<|<|<
项 目 名 称|某项目|<|<|<|<
主 管\n部 门|某局|<|实施\n单位|某所|<
一级\n指标|二级\n指标|三级指标|年度\n指标值|实际\n完成值|分\n值
产\n出\n指\n标|数 量\n指 标|指标1：培训|≥3次|3次|10""")
    assert form.form_title == "项目支出绩效自评表"
    assert (form.project_name, form.supervising_department, form.unit) == ("某项目", "某局", "某所")
    assert (form.indicators[0].level2, form.indicators[0].weight) == ("数量指标", 10)


def test_a_workbook_without_any_merged_cell():
    form = only_form("""
附件1||||||||
项目支出绩效自评表||||||||
项目名称||绿化养护||||||
主管部门||园林局|||实施单位|公园所||
项目资金（万元）|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
||年度资金总额|100|100|95|10|0.95|9.5
年度总体目标|预期目标||||实际完成情况|||
|养护||||已养护|||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|面积|300亩|300亩|20|20|
|||苗木|50株|45株|20|18|天气
总分||||||40|38|""")
    assert (form.project_name, form.supervising_department, form.unit) == ("绿化养护", "园林局", "公园所")
    assert form.narratives == {"预期目标": "养护", "实际完成情况": "已养护"}
    assert str(form.budget.execution_rate) == "0.95"
    assert [(row.level2, row.level3) for row in form.indicators] == [("数量指标", "面积"), ("数量指标", "苗木")]


def test_title_and_heading_printed_again_on_the_next_page_begin_no_new_form():
    page = """
项目支出绩效自评表|<|<|<|<
一级指标|二级指标|三级指标|指标值|完成值
"""
    first = table(
        grid(page.replace("一级指标|", "项目名称|甲|<|<|<\n一级指标|", 1) + "产出指标|数量指标|次数|3|3"), page=1
    )
    second = table(grid(page + "||人数|30|30"), page=2)
    forms = read_tables(document(first, second)).forms
    assert [(form.project_name, len(form.indicators)) for form in forms] == [("甲", 2)]
    assert forms[0].indicators[1].level2 == "数量指标"


def test_levels_hold_over_a_page_break_where_the_next_page_has_other_columns():
    first = table(grid("绩效指标|一级指标|二级指标|三级指标|指标值\n^|产出指标|数量指标|次数|3"), page=1)
    second = table(grid("一级指标|二级指标|三级指标|指标值\n||人数|30"), page=2)
    rows = read_tables(document(lines("项目支出绩效目标表"), first, second)).forms[0].indicators
    assert [(row.level1, row.level2, row.level3) for row in rows][1] == ("产出指标", "数量指标", "人数")


def test_a_monitoring_form_whose_column_says_no_months():
    form = only_form("""
2023年项目绩效监控表|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|完成情况（1-9月）
产出指标|数量指标|次数|3次|2次""")
    assert (form.kind, form.indicators[0].actual_text) == ("monitoring", "2次")


def test_a_unit_column_before_the_value_is_still_the_unit():
    form = only_form("""
区域绩效目标表（2022年度）|<|<|<|<
一级指标|二级指标|三级指标|单位|指标值
产出指标|数量指标|猪肉产量稳定率|%|≥95%
产出指标|数量指标|户数|户|30""")
    assert [row.target_text for row in form.indicators] == ["≥95%", "30户"]
    assert form.indicators[1].target_cells == ("30", "户")


def test_sign_number_and_unit_in_three_cells_under_one_heading():
    form = only_form("""
表1 绩效目标表|<|<|<|<|<
一级指标|二级指标|三级指标|指标值|<|<
产出指标|数量指标|次数|≥|3|次""")
    assert form.form_title == "绩效目标表"
    assert (form.indicators[0].target_text, form.indicators[0].target_cells) == ("≥3次", ("≥", "3", "次"))


def test_sources_beside_each_other_have_their_sums_below():
    form = only_form("""
项目支出绩效目标表（2022年度）|<|<|<|<
项目名称||主管部门||
项目资金（万元）|合计|本级财政资金|上级补助|其他资金
^|100|80|20|0
一级指标|二级指标|三级指标|指标值|备注
产出指标|数量指标|次数|3次|""")
    assert form.budget.current_year_budget_yuan == 1000000
    assert [(row.label, row.initial_yuan) for row in form.funds] == [
        ("合计", 1000000),
        ("本级财政资金", 800000),
        ("上级补助", 200000),
        ("其他资金", 0),
    ]
    assert (form.project_name, form.supervising_department) == (None, None)


def test_a_sheet_of_a_hundred_thousand_rows_without_a_form_costs_seconds():
    cells = [
        Cell(text, row, column) for row in range(100_000) for column, text in enumerate((str(row), "办公费", "9.5"))
    ]
    started = time.perf_counter()
    read = read_tables(workbook(("明细", Block("table", cells))))
    assert [finding.code for finding in read.findings] == ["form.none_found"]
    assert time.perf_counter() - started < 30
