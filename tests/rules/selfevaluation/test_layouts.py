"""Whole forms as governments lay them out, from table cells to findings: what the form itself says is what counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jixiao.documents.forms.tables import read_tables
from jixiao.parameters.selfevaluation import self_evaluation_rules_for
from jixiao.rules.scoring import shown
from jixiao.rules.selfevaluation import Examined, examine
from tests.support.layouts import document, grid, lines, table


def examined(title: str, drawing: str) -> Examined:
    (form,) = read_tables(document(lines(*title.split()), table(grid(drawing)))).forms
    return examine(form, self_evaluation_rules_for(form, otherwise=date(2026, 1, 1)))


def codes(result: Examined) -> list[str]:
    return [finding.code for finding in result.findings]


def test_the_putuo_form_of_2022() -> None:
    """普陀区体育事业管理中心 2022: the published figures; the rate is printed 86.19% and is 86.18%."""
    result = examined(
        "项目支出绩效自评表 （2022年度） 单位：元",
        """
        项目名称 | 体育项目 | < | < | < | < | < | <
        主管部门 | 体育局 | < | < | 实施单位 | 体育事业管理中心 | < | <
        项目资金（元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^ | 年度资金总额 | 250000.00 | 250000.00 | 215457.60 | 10 | 86.19% | 8.62
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        产出指标 | 数量指标 | 举办赛事次数 | ≥5次 | 5次 | 10 | 10 |
        ^ | 质量指标 | 赛事完成率 | 100% | 100% | 20 | 20 |
        ^ | 时效指标 | 按时完成率 | 100% | 100% | 20 | 20 |
        效益指标 | 社会效益指标 | 参赛覆盖率 | ≥80% | 85% | 30 | 30 |
        满意度指标 | 服务对象满意度指标 | 参赛者满意度 | ≥90% | 95% | 10 | 10 |
        总分 | < | < | < | < | 100 | 98.62 |
        """,
    )
    assert codes(result) == ["execution.rate_differs"]
    assert "86.18%" in result.findings[0].message
    whole = result.recomputations[0]
    assert (shown(whole.low), whole.grade) == (Decimal("98.62"), "优")


def test_ten_thousands_points_in_labels_and_a_reason_for_the_deviation() -> None:
    result = examined(
        "项目支出绩效自评表 （2022年度） 单位：万元",
        r"""
        项目名称 | 农村公路养护 | < | < | < | < | < | <
        主管部门 | 交通运输局 | < | < | 实施单位 | 公路中心 | < | <
        项目资金（万元） |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
        ^ | 年度资金总额 | 120 | 115.35 | 98.72 | 10 | 85.58% | 8.56
        ^ | 其中：当年财政拨款 | 120 | 115.35 | 98.72 | - |  | -
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        产出指标\n（50分） | 数量指标 | 养护里程 | ≥300公里 | 301公里 | 20 | 20 |
        ^ | 质量指标 | 验收合格率 | 100% | 98% | 15 | 14.7 | 个别路段返工
        ^ | 时效指标 | 完成时间 | 2022年12月底前 | 2022年11月 | 15 | 15 |
        效益指标\n（30分） | 社会效益指标 | 惠及人口 | ≥3万人 | 3.2万人 | 30 | 30 |
        满意度指标\n（10分） | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 |
        总分 | < | < | < | < | 100 | 98.26 |
        """,
    )
    assert codes(result) == []


def test_operator_value_and_unit_in_columns_of_their_own() -> None:
    result = examined(
        "项目支出绩效自评表 （2022年度） 单位：元",
        """
        项目名称 | 营养改善 | < | < | < | < | < | < | < | <
        主管部门 | 教体局 | < | < | < | 实施单位 | 中学 | < | < | <
        项目资金（元） |  | 年初预算数 | 全年预算数 | 全年执行数 | < | 分值 | 执行率 | 得分 | <
        ^ | 年度资金总额 | 500000.00 | 500000.00 | 500000.00 | < | 10.00 | 100.00% | 10.00 | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^
        产出指标 | 数量指标 | 受助人数 | ≧ | 735 | 人次 | 735 | 10 | 10 |
        ^ | 质量指标 | 覆盖率 | ═ | 100 | % | 100% | 20 | 20 |
        ^ | 时效指标 | 资金到位及时率 | ≧ | 100 | % | 100% | 20 | 18 |
        效益指标 | 社会效益指标 | 政策知晓率 | ═ | 100 | % | 98% | 30 | 30 |
        满意度指标 | 服务对象满意度指标等 | 学生满意度 | ≧ | 95 | % | 100% | 10 | 10 |
        总分 | < | < | < | < | < | < | 100.00 | 98.00 | 良
        """,
    )
    assert codes(result) == [
        "score.lost_but_met",
        "score.full_but_missed",
        "deviation.reason_missing",
        "grade.differs",
        "total.not_recomputed",
    ]


def test_scores_without_points_and_twenty_for_execution() -> None:
    result = examined(
        "2021年度部门项目支出绩效自评表 单位：万元",
        """
        项目名称 | 水利工程维修 | < | < | < | <
        主管部门 | 水利局 | < | 项目实施单位 | 水利站 | <
        预算执行情况（万元）（20分） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
        ^ | 年度财政资金总额 | 500 | 450 | 90% | 18
        年度目标1：（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
        ^ | 产出指标 | 数量指标 | 维修渠道 | 10公里 | 10公里 | 20
        ^ | ^ | 质量指标 | 合格率 | 100% | 100% | 20
        ^ | 效益指标 | 社会效益指标 | 灌溉面积 | ≥5000亩 | 5200亩 | 20
        ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 20
        总分 | 98 | < | < | < | < | <
        """,
    )
    assert [finding.severity for finding in result.findings if finding.severity == "error"] == []
    assert "weights.not_printed" in codes(result)
    assert "total.differs" not in codes(result)


def test_points_before_the_target_and_rows_that_detail_another() -> None:
    result = examined(
        "衔接资金项目绩效目标自评表 （2021年度）",
        """
        项目名称 | 农村低保 | < | < | < | < | < | <
        主管部门 | 民政局 | < | < | 实施单位 | 民政局 | < | <
        资金情况（万元） |  | 全年预算数（A） | 全年执行数（B） | < | 分值 | 执行率（B/A） | 得分
        ^ | 年度资金总额： | 13500 | 13420.5 | < | 10 | 99.41% | 9.94
        一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因及拟采取的改进措施
        产出指标 | 数量指标 | ★★★农村低保发放人数（≥**人） | 20 | 21933 | 21980 | 20 |
        ^ | ^ | 其中：脱贫人口（≥**人） |  | 9431 | 9453 |  |
        ^ | 质量指标 | 低保标准（≥**元/人·月） | 15 | 530 | 583 | 15 |
        ^ | 时效指标 | 发放及时率（≥**%） | 15 | 100 | 100 | 15 |
        效益指标 | 社会效益指标 | 受益人口数（≥**人） | 30 | 80 | 87 | 30 |
        满意度指标 | 服务对象满意度指标 | 受益人口满意度（≥**%） | 10 | 95 | 96 | 10 |
        总分 | < | < | 100 |  |  | 99.94 |
        """,
    )
    assert codes(result) == []


def test_scores_out_of_100_with_a_converted_column() -> None:
    result = examined(
        "2022年度预算项目绩效自评表",
        """
        项目名称 | 困难群众救助 | < | < | < | < | < | < | <
        一级指标|二级指标|三级指标|符号|值|单位（文字描述）|单项指标实际完成值|单项指标得分|权重占比（%）|单项指标折算得分
        产出指标 | 数量指标 | 救助人数 | >= | 500 | 人 | 520 | 100 | 25 | 25
        ^ | 时效指标 | 发放及时率 | >= | 99 | %（百分比） | 100 | 100 | 25 | 25
        效果指标 | 社会效益指标 | 政策知晓率 | >= | 85 | %（百分比） | 90 | 100 | 30 | 30
        满意度指标 | 服务对象满意度指标 | 满意度 | >= | 95 | %（百分比） | 97 | 100 | 10 | 10
        """,
    )
    assert codes(result) == []
