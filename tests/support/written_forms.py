"""Forms of the four official layouts, made up, for tests of writing them."""

from __future__ import annotations

from decimal import Decimal

from jixiao.rules.forms import Budget, Form, FundRow, Indicator, Monitoring

Row = tuple[str, str, str, str]

_ROWS: tuple[Row, ...] = (
    ("产出指标", "数量指标", "举办业务培训期数", "≥8期"),
    ("产出指标", "数量指标", "参加培训人数", "不少于2500人"),
    ("产出指标", "质量指标", "培训合格率", "=100%"),
    ("产出指标", "时效指标", "系统故障平均响应时间", "≤2小时"),
    ("产出指标", "成本指标", "人均培训成本", "≤450元/人·天"),
    ("效益指标", "社会效益指标", "故障重复发生率", "　≤3‰"),
    ("效益指标", "可持续影响指标", "信息化水平对业务的持续影响", "有力保障"),
    ("满意度指标", "服务对象满意度指标", "参训人员满意度", "达到98%以上"),
)


def indicators(rows: tuple[Row, ...] = _ROWS) -> tuple[Indicator, ...]:
    """Indicators of level, level, name and target."""
    return tuple(
        Indicator(no=no, level1=level1, level2=level2, level3=level3, target_raw=target, target_text=target.strip())
        for no, (level1, level2, level3, target) in enumerate(rows, start=1)
    )


def shanghai_target() -> Form:
    """财政项目支出绩效目标表, 2020."""
    rows = (
        ("投入与管理", "投入管理", "预算执行率", "=100%"),
        ("投入与管理", "财务管理", "财务管理制度健全性", "健全"),
        ("产出目标", "数量", "培训人数", ">=2500人"),
        ("产出目标", "时效", "运维平均响应时间", "<=2小时"),
        ("效果目标", "满意度", "投诉率", "　≤0.01%"),
        ("影响力目标", "信息共享", "信息共享情况", "共享"),
    )
    return Form(
        kind="target",
        layout="shanghai-2020",
        form_title="财政项目支出绩效目标表",
        form_year="（2020年度）",
        year=2020,
        indicator_table_title="2020年绩效目标",
        unit="某市财政局",
        project_name="业务系统(运维)",
        category="经常性专项业务费",
        start_date="2020-01-01",
        end_date="2020-12-31",
        gov_purchase_service="是",
        performance_type="信息化建设工程类",
        narratives={
            "项目概况": "为全市预算单位提供业务系统的日常运行和维护。",
            "立项依据": "信息化主管部门核定。",
            "项目设立的必要性": "业务系统须不间断运行。",
            "保证项目实施的制度、措施": "1.项目采购管理办法；2.上门服务规范。",
            "项目实施计划": "1.年前完成采购；2.全年按合同运维。",
            "总目标及阶段性目标": "系统稳定运行，故障及时处理。",
        },
        budget=Budget(
            total_budget_yuan=Decimal(8825000),
            current_year_budget_yuan=Decimal(8825000),
            prev_year_same_name_budget_yuan=Decimal("9806100.50"),
        ),
        budget_labels=(
            "项目总预算（元）",
            "项目当年预算（元）",
            "同名项目上年预算额（元）",
            "同名项目上年预算执行数（元）",
        ),
        indicator_columns=("一级目标", "二级目标", "三级目标", "指标目标值"),
        indicators=indicators(rows),
    )


def national_target() -> Form:
    """项目支出绩效目标表 of one year, in 万元."""
    return Form(
        kind="target",
        layout="national-target",
        form_title="项目支出绩效目标表",
        form_year="（2021年度）",
        year=2021,
        unit="某市会计事务中心",
        supervising_department="某市财政局",
        project_name="会计人员继续教育",
        narratives={"年度目标": "目标1：举办培训8期，培训2500人次。\n目标2：参训人员满意度达到98%以上。"},
        budget=Budget(current_year_budget_yuan=Decimal(1234500)),
        money_unit="万元",
        funds=(
            FundRow("年度资金总额", initial_yuan=Decimal(1234500)),
            FundRow("其中：财政拨款", initial_yuan=Decimal(1000000)),
            FundRow("其他资金", initial_yuan=Decimal(234500)),
        ),
        indicator_columns=("一级指标", "二级指标", "三级指标", "指标值"),
        indicators=indicators(),
        fields={"项目属性": "延续性项目", "项目期": "2021年—2023年"},
    )


def halves_target() -> Form:
    """绩效目标表 with the whole term left and the year right."""
    term = tuple(row if row[1] != "成本指标" else (*row[:3], "≤430元/人·天") for row in _ROWS)
    return Form(
        kind="target",
        layout="national-target-halves",
        form_title="项目支出绩效目标申报表",
        form_year="（2021年度）",
        year=2021,
        unit="某市会计事务中心",
        supervising_department="某市财政局",
        project_name="会计人员继续教育",
        narratives={
            "中期目标（2021年—2023年）": "三年举办培训24期，培训7500人次。",
            "年度目标": "举办培训8期，培训2500人次。",
        },
        budget=Budget(total_budget_yuan=Decimal(3600000), current_year_budget_yuan=Decimal(1234500)),
        money_unit="万元",
        funds=(
            FundRow("年度资金总额", initial_yuan=Decimal(1234500)),
            FundRow("其中：财政拨款", initial_yuan=Decimal(1000000)),
            FundRow("其他资金", initial_yuan=Decimal(234500)),
        ),
        indicator_columns=("一级指标", *("二级指标", "三级指标", "指标值") * 2),
        indicators=indicators(_ROWS[:6] + _ROWS[7:]),
        midterm_indicators=indicators(term),
    )


def self_evaluation() -> Form:
    """项目支出绩效自评表 of 财预〔2020〕10号, in yuan."""
    actuals = ("8期", "2,613人", "100%", "1.5小时", "438元/人·天", "2.6‰", "达成预期指标", "98.6%")
    weights = (10, 10, 10, 10, 10, 15, 15, 10)
    scores = ("10", "10", "10", "10", "10", "15", "13.5", "10")
    reasons = (None,) * 6 + ("部分老系统尚未迁移，下一年度完成迁移并补充培训。", None)
    rows = tuple(
        Indicator(
            no=row.no,
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            target_raw=row.target_raw,
            target_text=row.target_text,
            actual_text=actual,
            weight=Decimal(weight),
            score=Decimal(score),
            deviation_reason=reason,
        )
        for row, actual, weight, score, reason in zip(indicators(), actuals, weights, scores, reasons, strict=True)
    )
    return Form(
        kind="self_evaluation",
        layout="national-self-evaluation",
        form_title="项目支出绩效自评表",
        form_year="（2022年度）",
        year=2022,
        unit="某区体育事业管理中心",
        supervising_department="某区体育局",
        project_name="群众体育活动经费",
        narratives={"预期目标": "办好全年群众体育活动。", "实际完成情况": "各项活动按计划完成，群众满意。"},
        budget=Budget(
            current_year_budget_yuan=Decimal(250000),
            adjusted_budget_yuan=Decimal(250000),
            executed_yuan=Decimal("215457.60"),
            execution_rate=Decimal("0.8618"),
        ),
        funds=(
            FundRow(
                "年度资金总额",
                Decimal(250000),
                Decimal(250000),
                Decimal("215457.60"),
                Decimal(10),
                Decimal("0.8618"),
                Decimal("8.62"),
            ),
            FundRow("其中：当年财政拨款", Decimal(250000), Decimal(250000), Decimal("215457.60")),
            FundRow("上年结转资金"),
            FundRow("其他资金", Decimal(0), Decimal(0), Decimal(0)),
        ),
        indicator_columns=(
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
        indicators=rows,
        total_score=Decimal("97.12"),
        grade="优",
    )


def monitoring() -> Form:
    """项目支出绩效目标执行监控表."""
    behind = Monitoring(
        interim_actual_text="3期",
        expected_text="6期",
        causes={"人员保障": "√", "其他": "√"},
        cause_note="讲师临时抽调",
        likelihood="完全不可能",
        remark="九月前补办两期",
    )
    on_time = Monitoring(interim_actual_text="按计划", expected_text="完成", likelihood="确定能")
    rows = tuple(
        Indicator(
            no=row.no,
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            target_raw=row.target_raw,
            target_text=row.target_text,
            monitoring=behind if row.no == 1 else on_time,
        )
        for row in indicators()
    )
    return Form(
        kind="monitoring",
        layout="national-monitoring",
        form_title="项目支出绩效目标执行监控表",
        form_year="（2022年度）",
        year=2022,
        unit="某市会计事务中心",
        supervising_department="某市财政局",
        project_name="会计人员继续教育",
        narratives={"年度总体目标": "举办培训8期，培训2500人次。"},
        budget=Budget(
            current_year_budget_yuan=Decimal(1234500),
            executed_yuan=Decimal(600000),
            execution_rate=Decimal("0.486"),
        ),
        money_unit="万元",
        funds=(
            FundRow(
                "年度资金总额",
                initial_yuan=Decimal(1234500),
                executed_yuan=Decimal(600000),
                execution_rate=Decimal("0.486"),
                expected_yuan=Decimal(1200000),
            ),
            FundRow("其中：财政拨款", initial_yuan=Decimal(1000000), executed_yuan=Decimal(600000)),
            FundRow("其他资金", initial_yuan=Decimal(234500)),
        ),
        indicator_columns=(
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "1—7月执行情况",
            "全年预计完成情况",
            "经费保障",
            "制度保障",
            "人员保障",
            "硬件条件保障",
            "其他",
            "原因说明",
            "确定能",
            "有可能",
            "完全不可能",
            "备注",
        ),
        indicators=rows,
    )


def one_of_each() -> tuple[Form, ...]:
    """A form of every layout."""
    return shanghai_target(), national_target(), halves_target(), self_evaluation(), monitoring()
