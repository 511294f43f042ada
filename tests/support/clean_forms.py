"""Clean target forms of several kinds of projects, made without the checks that read them.

Everything a form promises stands in its indicators, every sum adds up, every date fits. A planted-error test changes
one thing and expects one finding.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from tests.support.forms import indicator

UNITS = ("云岭市档案馆", "临江区水务局", "青石县教育局", "北原市市场监督管理局", "南浦区卫生健康委员会")

Label = Mapping[str, Any]
Row = tuple[str, str, str, Label]  # the words of level 2, the name, the target, its label


def ratio(op: str, percent: int) -> tuple[str, Label]:
    """A share with its sign: ``≥95%``."""
    value = Decimal(percent) / 100
    signs = {">=": "≥", "<=": "≤", "=": "="}
    return f"{signs[op]}{percent}%", {"op": op, "value": f"{value.normalize():f}", "unit": "ratio"}


def count(op: str, number: int, unit: str) -> tuple[str, Label]:
    """A count with its sign and unit: ``≥12次``."""
    signs = {">=": "≥", "<=": "≤", "=": "="}
    return f"{signs[op]}{number}{unit}", {"op": op, "value": str(number), "unit": unit}


def day(year: int, month: int, last: int) -> tuple[str, Label]:
    """A due date: ``2022年11月30日前``."""
    iso = f"{year}-{month:02d}-{last:02d}"
    return f"{year}年{month}月{last}日前", {"op": "<=", "value": iso, "unit": "date", "deadline": iso}


def _operations(pick: random.Random, year: int) -> tuple[str, list[Row], dict[str, str]]:
    system = pick.choice(("档案查阅系统", "水情监测平台", "学籍管理系统", "执法办案平台", "健康信息平台"))
    people, hours, percent = pick.randint(3, 30), pick.randint(1, 8), pick.randint(90, 100)
    rows = [
        ("数量", f"{system}驻场工程师人数", *count(">=", people, "人")),
        ("数量", f"{system}例行巡检次数", *count(">=", pick.choice((4, 12, 24)), "次")),
        ("质量", "整改率", *ratio(">=", percent)),
        ("时效", "故障响应时间", *count("<=", hours, "小时")),
        ("社会效益", "服务单位数量", *count(">=", pick.randint(20, 300), "家")),
        ("满意度", "使用人员满意度", *ratio(">=", pick.randint(85, 98))),
    ]
    texts = {
        "overview": f"{system}支撑全市业务办理，现有注册用户3260人，{year - 3}年投入使用。本年继续委托专业机构保障。",
        "plan": f"1、{year - 1}年12月，完成采购并签订合同；2、{year}年1月起提供服务，每月报告；3、12月底前组织验收。",
        "goal": f"系统平稳运行，配备{people}名驻场工程师，故障响应时间不超过{hours}小时，整改率{percent}%以上。",
        "need": "业务办理已全部转到线上，系统一旦中断，群众当天就无法办事，因此需要专业队伍保障。",
    }
    return f"{system}运行保障", rows, texts


def _training(pick: random.Random, year: int) -> tuple[str, list[Row], dict[str, str]]:
    topic = pick.choice(("基层档案员", "河长制工作", "中小学校长", "食品安全监管", "乡村医生"))
    people, classes, percent = pick.randint(60, 900), pick.randint(2, 12), pick.randint(90, 99)
    month = pick.randint(4, 9)
    rows = [
        ("数量", f"{topic}培训人数", *count(">=", people, "人")),
        ("数量", f"{topic}培训班期数", *count("=", classes, "期")),
        ("质量", f"{topic}培训考核合格率", *ratio(">=", percent)),
        ("时效", f"{topic}培训完成时间", *day(year, month, 30)),
        ("社会效益", "持证上岗率", *ratio(">=", pick.randint(80, 95))),
        ("满意度", "参训学员满意度", *ratio(">=", pick.randint(85, 98))),
    ]
    texts = {
        "overview": f"面向全辖区开展{topic}培训，由具备资质的院校承办，分班组织，集中授课与现场教学相结合。",
        "plan": f"（一）3月确定承办院校；（二）{topic}培训于{month}月30日前完成；（三）年底前总结。",
        "goal": f"年内举办{classes}期培训班，培训{topic}学员{people}人，考核合格率不低于{percent}%。",
        "need": "上一轮培训已过去三年，政策和规程都有较大变化，岗位人员更替近半，急需系统学习。",
    }
    return f"{topic}培训", rows, texts


def _works(pick: random.Random, year: int) -> tuple[str, list[Row], dict[str, str]]:
    thing = pick.choice(("老旧管网改造", "校舍维修", "库房修缮", "检测设备更新", "村卫生室建设"))
    places = pick.randint(2, 40)
    rows = [
        ("数量", f"{thing}完成处数", *count(">=", places, "处")),
        ("质量", f"{thing}验收合格率", *ratio("=", 100)),
        ("时效", f"{thing}完工时间", *day(year, 11, 30)),
        ("成本", f"{thing}每处平均费用", "≤5万元", {"op": "<=", "value": "50000", "unit": "元", "per": "处"}),
        ("社会效益", "受益居民户数", *count(">=", pick.randint(200, 5000), "户")),
        ("满意度", "受益居民满意度", *ratio(">=", pick.randint(85, 98))),
    ]
    texts = {
        "overview": f"对辖区内存在隐患的设施实施{thing}，先急后缓，分批推进，优先安排人口集中的地段。",
        "plan": f"第一季度完成勘察设计；第二季度招标；{thing}在11月30日前完工并交付使用。",
        "goal": f"完成{places}处{thing}，验收合格率100%，消除安全隐患，方便群众生活。",
        "need": "设施普遍使用二十年以上，近年来险情频发，群众反映强烈，专业机构鉴定认为应当尽快整治。",
    }
    return f"{thing}工程", rows, texts


def clean_form(seed: int, *, shanghai: bool = False) -> Form:
    """A clean form of 2022 in the national layout, or of 2020 in Shanghai's."""
    pick = random.Random(seed)
    year = 2020 if shanghai else 2022
    project, rows, texts = pick.choice((_operations, _training, _works))(pick, year)
    money = Decimal(pick.randint(300, 9000)) * 1000
    before = money * pick.randint(85, 115) / 100
    form = Form(
        kind="target",
        layout="shanghai-2020" if shanghai else "national-target",
        form_title="财政项目支出绩效目标表" if shanghai else "项目支出绩效目标表",
        form_year=f"（{year}年度）",
        year=year,
        indicator_table_title=f"{year}年绩效目标",
        unit=pick.choice(UNITS),
        supervising_department="临江区人民政府办公室",
        project_name=project,
        category="经常性专项业务费",
        start_date=f"{year}-01-01",
        end_date=f"{year}-12-31",
        gov_purchase_service="是",
        performance_type="其他类",
        narratives=_narratives(texts, year),
        budget=Budget(money, money, before, before * pick.randint(90, 100) / 100),
        funds=_funds(money, pick),
        indicators=_indicators(rows, shanghai),
        fields={"统一社会信用代码": "91350100M000100Y43", "项目编码": "320100220000000001234"},
        source="手工表",
    )
    return form


def _narratives(texts: Mapping[str, str], year: int) -> dict[str, str]:
    return {
        "项目概况": texts["overview"],
        "立项依据": f"《改进专项工作的实施意见》（云政发〔{year - 2}〕17号）、临财预〔{year - 1}〕5号。",
        "项目设立的必要性": texts["need"],
        "保证项目实施的制度、措施": "严格执行《项目资金管理办法》和政府采购各项规定，专账核算、专人负责、按季通报。",
        "项目实施计划": texts["plan"],
        "总目标及阶段性目标": texts["goal"],
    }


def _funds(money: Decimal, pick: random.Random) -> tuple[FundRow, ...]:
    carried = money * pick.randint(0, 20) / 100
    return (
        FundRow("年度资金总额", money),
        FundRow("其中：当年财政拨款", money - carried),
        FundRow("上年结转资金", carried),
        FundRow("其他资金", Decimal(0)),
    )


def _indicators(rows: list[Row], shanghai: bool) -> tuple[Indicator, ...]:
    tree = {
        "社会效益": ("效益指标", "效果目标"),
        "满意度": ("满意度指标", "效果目标"),
        "成本": ("成本指标", "产出目标"),
    }
    made = []
    if shanghai:
        made.append(indicator(0, "投入与管理", "投入管理", "预算执行率", *ratio("=", 100)))
        made.append(indicator(0, "影响力目标", "长效管理", "故障预案演练次数", *count(">=", 2, "次")))
    for level2, name, target, label in rows:
        national, local = tree.get(level2, ("产出指标", "产出目标"))
        level1 = local if shanghai else national
        made.append(indicator(0, level1, level2 if shanghai else f"{level2}指标", name, target, label))
    return tuple(replace(row, no=n) for n, row in enumerate(made, 1))
