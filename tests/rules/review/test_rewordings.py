"""A target that cannot be measured gets a rewording that can: by the head of its name, its words, its level."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jixiao.parameters.review import review_parameters
from jixiao.rules.findings import Finding
from jixiao.rules.review import check_target_form, suggest
from tests.support.clean_forms import clean_form
from tests.support.forms import indicator, with_rows

PARAMETERS = review_parameters(date(2022, 1, 1))


def rewording(name: str, target: str, level2: str = "质量指标") -> str:
    words = {"op": "qualitative", "value": None, "unit": None, "text": target}
    row = indicator(1, "产出指标", level2, name, target, words)
    return suggest(clean_form(1), row, PARAMETERS).text


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("内部管理制度健全性", "健全", "应建制度建立率=100%"),
        ("防汛值班机制", "健全", "防汛值班机制检查项通过率=100%"),
        ("工程监理规范性", "规范", "工程监理合规率=100%"),
        ("档案资料完备性", "完备", "档案资料要件齐全率=100%"),
        ("统计数据准确性", "准确", "统计数据准确率=100%"),
        ("平台运行稳定性", "稳定", "平台运行可用率≥99%"),
        ("补助资金发放的及时性", "及时", "补助资金发放完成时间：≤2022年X月X日"),
        ("项目成本", "控制在预算内", "≤"),
        ("政策覆盖情况", "应保尽保", "覆盖率=100%"),
        ("群众出行条件", "明显改善", "较上年提高≥X%"),
        ("企业办事负担", "有所减轻", "较上年下降≥X%"),
        ("重大安全事故", "无", "重大安全事故=0"),
        ("群众投诉情况", "零投诉", "群众投诉情况=0"),
        ("粮食播种面积", "不低于上年水平", "上年实际为X"),
        ("群众满意度", "满意", "群众满意度≥90%"),
        ("行业发展可持续影响", "长期", "专家评判良好以上"),
        ("年度考核结果", "年度考核优秀等次", "年度考核良好以上"),
        ("指标3：服务质量", "高", "合格率≥X%"),
        ("道路工程质量", "符合国家标准", "工程验收合格率=100%"),
        ("园区带动就业", "有效带动", "园区带动就业人数≥X人"),
        ("年度任务完成情况", "完成", "年度任务完成率=100%"),
        ("改造工程实施进度", "按计划", "改造工程实施完成时间：≤2022年X月X日"),
        ("水利设施持续发挥作用期限", "长期", "水利设施持续发挥作用期限≥X年"),
    ],
)
def test_the_rewording_is_concrete(name: str, target: str, expected: str) -> None:
    assert expected in rewording(name, target)


def test_the_level_helps_where_neither_name_nor_words_do() -> None:
    assert rewording("村容村貌", "好", "时效指标") == "村容村貌完成时间：≤2022年X月X日"
    assert rewording("村容村貌", "好", "满意度指标") == "村容村貌满意度≥X%（问卷调查）"


def test_the_budget_is_named_where_a_cost_is_kept_within_it() -> None:
    budget = clean_form(1).budget.current_year_budget_yuan
    assert f"{budget:,}元" in rewording("总支出", "不突破预算", "成本指标")


def check(name: str, target: str) -> list[Finding]:
    words = {"op": "qualitative", "value": None, "unit": None, "text": target}
    row = indicator(9, "效益指标", "社会效益指标", name, target, words)
    form = with_rows(clean_form(1), [*clean_form(1).indicators, row])
    findings = check_target_form(form, PARAMETERS)
    return [
        f for f in findings if f.code.startswith("target.") and f.place.split("指标")[-1].startswith(str(row.no - 2))
    ]


def test_none_is_a_target_for_what_one_wants_none_of_and_a_gap_for_what_one_wants() -> None:
    assert [f.code for f in check("重大安全事故", "无")] == ["target.not_measurable"]
    assert [f.code for f in check("受益群众覆盖率", "无")] == ["target.missing"]


def test_a_grade_that_somebody_gives_can_be_measured() -> None:
    grade = {"op": "qualitative", "value": None, "unit": None, "text": "考核良好以上", "grade_min": "良好"}
    row = indicator(1, "效益指标", "社会效益指标", "年度考核", "考核良好以上", grade)
    form = replace(with_rows(clean_form(1), [*clean_form(1).indicators, row]))
    assert not [f for f in check_target_form(form, PARAMETERS) if f.code.startswith("target.")]


@pytest.mark.parametrize("name", ["空气质量优良天数比例", "绿色建筑面积占比"])
def test_a_share_cannot_be_more_than_the_whole(name: str) -> None:
    row = indicator(1, "效益指标", "生态效益指标", name, "≥120%", {"op": ">=", "value": "1.2", "unit": "ratio"})
    form = replace(clean_form(1), indicators=(row,))
    assert "target.above_hundred" in {finding.code for finding in check_target_form(form, PARAMETERS)}
