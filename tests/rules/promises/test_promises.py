"""Promises in the narrative: numbers and dates out of ordinary sentences, matched with the indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.review import promise_words
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Budget, Form, Indicator
from jixiao.rules.promises import DatePromise, NumberPromise, check_promises, date_promises, number_promises
from tests.support.forms import indicator

WORDS = promise_words(date(2022, 1, 1))
GOAL, PLAN, OVERVIEW = "年度目标", "项目实施计划", "项目概况"


def numbers(text: str, section: str = GOAL) -> list[tuple[str, str, str, str]]:
    promises: list[NumberPromise] = number_promises({section: text}, WORDS, 2022)
    return [(p.subject, p.op, f"{p.value.normalize():f}", p.unit) for p in promises]


def dates(text: str, section: str = PLAN) -> list[tuple[str, date | None, date | None]]:
    promises: list[DatePromise] = date_promises({section: text}, 2022, WORDS)
    return [(p.subject, p.earliest, p.latest) for p in promises]


def findings(narratives: dict[str, str], *rows: Indicator) -> list[Finding]:
    form = Form("target", "national-target", "", year=2022, narratives=narratives, indicators=rows)
    return check_promises(form, WORDS, basis="", place="某项目", end=date(2022, 12, 31))


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("配备6名值班电工", ("值班电工", "=", "6", "名")),
        ("确保群众诉求办结率100%", ("群众诉求办结率", "=", "1", "ratio")),
        ("平均到场时间≤1.5小时", ("平均到场时间", "<=", "1.5", "小时")),
        ("培训基层干部不少于2,400人次", ("培训基层干部", ">=", "2400", "人次")),
        ("惠及群众3.5万人", ("惠及群众", "=", "35000", "人")),
        ("完成新建改建厕所120座", ("新建改建厕所", "=", "120", "座")),
        ("道路破损率控制在３‰以内", ("道路破损率", "<=", "0.003", "ratio")),
        ("惠及残疾人3,400人", ("惠及残疾人", "=", "3400", "人")),
        ("购置监测浮标30个", ("购置监测浮标", "=", "30", "个")),
        ("森林病虫害2小时内处置", ("森林病虫害", "<=", "2", "小时")),
        ("对10家企业开展绩效评价", ("企业开展绩效评价", "=", "10", "家")),
        ("完成7个乡镇88个行政村整治", ("行政村整治", "=", "88", "个")),
        ("服务对象满意度达到９５％以上", ("服务对象满意度", ">=", "0.95", "ratio")),
    ],
)
def test_a_promised_number_is_read_with_its_subject(text: str, promise: tuple[str, str, str, str]) -> None:
    assert numbers(text) == [promise]


@pytest.mark.parametrize(
    "text",
    [
        "贯彻《防洪规划（2021-2025年）》和云政发〔2021〕12号文件",
        "1、组织调研；2、形成报告；3.开展验收",
        "2022年12月31日前完成",
        "围绕5个方面推进工作",
        "目前全市已建成社区食堂56个",
        "提供5*8小时现场服务和7×24小时电话服务",
        "每季度检查1次，每月报送1份",
        "到2025年，建成示范社区20个",
        "“十四五”末森林覆盖率达到45%",
        "2021年培训学员300人",
        "其中3个",
        "",
    ],
)
def test_titles_ordinals_dates_and_the_past_are_no_promised_numbers(text: str) -> None:
    assert numbers(text) == []


def test_a_legal_basis_promises_nothing() -> None:
    assert numbers("应培训300人", "立项依据") == []
    assert dates("5月完成培训任务", "立项依据") == []


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("堤防加固工程计划在5月份完成", date(2022, 5, 1), date(2022, 5, 31)),
        ("堤防加固工程6-7月完成", date(2022, 6, 1), date(2022, 7, 31)),
        ("堤防加固工程11月前完成", None, date(2022, 10, 31)),
        ("堤防加固工程11月底前完成", None, date(2022, 11, 30)),
        ("堤防加固工程2季度前完成", None, date(2022, 6, 30)),
        ("堤防加固工程第三季度完成", date(2022, 7, 1), date(2022, 9, 30)),
        ("堤防加固工程于2月底完成", None, date(2022, 2, 28)),
        ("堤防加固工程年底前完成", None, date(2022, 12, 31)),
        ("堤防加固工程上半年完成", date(2022, 1, 1), date(2022, 6, 30)),
        ("堤防加固工程2023年3月15日前完成", None, date(2023, 3, 15)),
        ("堤防加固工程从2022年4月起实施", date(2022, 4, 1), None),
        ("堤防加固工程2022年前完成", None, date(2021, 12, 31)),
        ("3月，堤防加固工程开工", date(2022, 3, 1), date(2022, 3, 31)),
        ("堤防加固工程抓紧实施，计划9月完成", date(2022, 9, 1), date(2022, 9, 30)),
    ],
)
def test_a_promised_period_is_read_with_its_work(text: str, earliest: date | None, latest: date | None) -> None:
    ((subject, *period),) = dates(text)
    assert "堤防加固工程" in subject
    assert period == [earliest, latest]


def test_two_works_in_one_sentence_keep_their_own_dates() -> None:
    assert dates("4-9月份组织初级职称评审工作、6-12月组织高级职称评审工作") == [
        ("初级职称评审", date(2022, 4, 1), date(2022, 9, 30)),
        ("高级职称评审", date(2022, 6, 1), date(2022, 12, 31)),
    ]


def test_what_recurs_has_no_due_date() -> None:
    assert dates("每年3月开展植树活动，每月5日前报送进度") == []


def test_the_day_30_of_february_is_no_date() -> None:
    assert dates("堤防加固工程2月30日前完成") == []


def test_a_number_that_an_indicator_holds_is_kept() -> None:
    row = indicator(1, "产出指标", "数量指标", "值班电工人数", "≥6人", {"op": ">=", "value": "6", "unit": "人"})
    assert findings({GOAL: "配备6名值班电工。"}, row) == []


def test_a_number_that_no_indicator_holds_is_named_with_its_sentence() -> None:
    (finding,) = findings({GOAL: "安全运行，配备6名值班电工。"})
    assert finding.code == "promise.without_indicator"
    assert finding.place == "某项目 年度目标"
    assert "配备6名值班电工" in finding.message
    assert "=6名" in finding.fix


def test_a_hundred_percent_of_one_thing_is_not_a_hundred_percent_of_another() -> None:
    row = indicator(1, "产出指标", "质量指标", "验收合格率", "=100%", {"op": "=", "value": "1", "unit": "ratio"})
    assert [f.code for f in findings({GOAL: "确保数据共享响应率100%。"}, row)] == ["promise.without_indicator"]


def test_the_same_name_with_another_number_differs() -> None:
    row = indicator(1, "产出指标", "数量指标", "培训基层干部人数", "≥200人", {"op": ">=", "value": "200", "unit": "人"})
    (finding,) = findings({GOAL: "培训基层干部300人。"}, row)
    assert finding.code == "promise.number_differs"
    assert "300人" in finding.message
    assert "≥200人" in finding.message


def test_several_things_in_one_sentence_keep_their_own_numbers() -> None:
    assert [
        (subject, number) for subject, _, number, _ in numbers("保障85名干部职工、15台公务车辆、3座办公楼运转")
    ] == [
        ("干部职工", "85"),
        ("公务车辆", "15"),
        ("办公楼运转", "3"),
    ]


def test_a_second_number_of_the_same_thing_keeps_its_subject() -> None:
    assert [p[0] for p in numbers("惠及低保对象3521户6870人")] == ["惠及低保对象", "惠及低保对象"]


def test_a_whole_term_goal_is_not_held_against_the_year_s_indicators() -> None:
    assert findings({"中期目标（2022年—2024年）": "培训骨干教师900人。"}) == []
    assert [f.code for f in findings({GOAL: "培训骨干教师300人。"})] == ["promise.without_indicator"]


def test_two_sections_with_two_numbers_for_one_thing_differ() -> None:
    rows = [
        indicator(1, "产出指标", "数量指标", "改造老旧小区数", "≥8个", {"op": ">=", "value": "8", "unit": "个"}),
        indicator(2, "产出指标", "数量指标", "续建老旧小区数", "≥9个", {"op": ">=", "value": "9", "unit": "个"}),
    ]
    found = findings({OVERVIEW: "计划改造老旧小区8个。", GOAL: "改造老旧小区9个。"}, *rows)
    assert [f.code for f in found] == ["promise.numbers_differ"]


def test_a_month_in_one_section_and_another_in_the_next_differ() -> None:
    found = findings({OVERVIEW: "统计普查成果汇编计划5月完成。", PLAN: "统计普查成果汇编工作9月底前完成。"})
    assert [f.code for f in found] == ["promise.dates_differ"]
    assert "5月" in found[0].message
    assert "9月底前" in found[0].message


def test_months_that_cannot_both_be_true_contradict() -> None:
    found = findings({OVERVIEW: "统计普查成果汇编在5月份完成。", PLAN: "统计普查成果汇编在8月完成。"})
    assert "互相矛盾" in found[0].message


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("项目总预算305.98万元。", []),
        ("项目总预算306万元。", []),
        ("项目总预算3,059,776元。", []),
        ("项目总预算305.97万元。", ["promise.money_differs"]),
        ("项目总预算3059776万元。", ["promise.money_differs"]),
        ("每处补助5万元。", []),
    ],
)
def test_the_project_s_money_is_the_form_s_money_as_far_as_it_is_printed(text: str, codes: list[str]) -> None:
    money = Budget(total_budget_yuan=Decimal(3059776))
    form = Form("target", "", "", year=2022, narratives={GOAL: text}, budget=money)
    assert [f.code for f in check_promises(form, WORDS, basis="", place="")] == codes


def test_two_different_works_may_have_two_dates() -> None:
    found = findings({OVERVIEW: "基层干部防汛培训计划5月完成。", PLAN: "抢险物资采购入库9月底前完成。"})
    assert found == []


def test_a_plan_that_misses_the_indicator_s_due_date_is_named() -> None:
    due = {"op": "<=", "value": "2022-06-30", "unit": "date", "deadline": "2022-06-30"}
    row = indicator(1, "产出指标", "时效指标", "堤防加固工程完成时间", "2022年6月30日前", due)
    found = findings({PLAN: "堤防加固工程10月31日前完成。"}, row)
    assert [f.code for f in found] == ["promise.due_differs"]
    assert findings({PLAN: "堤防加固工程6月30日前完成。"}, row) == []


def test_the_overview_promises_only_where_it_speaks_of_the_future() -> None:
    assert findings({OVERVIEW: "辖区面积宽广，注册企业5600家。"}) == []
    assert [f.code for f in findings({OVERVIEW: "计划服务注册企业5600家。"})] == ["promise.without_indicator"]


_ONE_WORK = st.sampled_from(["堤防加固工程", "抢险物资采购", "防汛培训班", "监测站点建设"])


@given(_ONE_WORK, st.integers(1, 12), st.integers(1, 12))
def test_the_same_work_differs_exactly_when_the_months_do(work: str, first: int, second: int) -> None:
    found = findings({OVERVIEW: f"{work}计划{first}月完成。", PLAN: f"{work}计划{second}月完成。"})
    assert [f.code for f in found] == (["promise.dates_differ"] if first != second else [])


@given(st.integers(1, 10**9), st.sampled_from(["人", "套", "家", "公里", "人次"]))
def test_any_number_is_read_exactly(number: int, unit: str) -> None:
    (promise,) = number_promises({GOAL: f"惠及对象总数{number}{unit}"}, WORDS)
    assert (promise.value, promise.unit) == (Decimal(number), unit)


@given(st.dictionaries(st.sampled_from([GOAL, PLAN, OVERVIEW]), st.text()), st.integers(1, 9999))
def test_no_text_breaks_it(narratives: dict[str, str], year: int) -> None:
    form = replace(Form("target", "x", ""), narratives=narratives, year=year)
    check_promises(form, WORDS, basis="", place="", end=None)


@pytest.mark.parametrize("endless", ["等的" * 200_000, "，完成培训班8期" * 50_000, "1、" * 100_000, "5月" * 100_000])
def test_an_endless_sentence_takes_no_endless_time(endless: str) -> None:
    assert len(findings({PLAN: endless, GOAL: endless})) < 500


def test_an_endless_narrative_takes_no_endless_time() -> None:
    text = "；".join(f"{n}、第{n}号堤段加固在{n % 12 + 1}月完成，安排{n}人" for n in range(1, 20_000))
    rows = [
        indicator(n, "产出指标", "数量指标", f"第{n}号堤段人数", f"≥{n}人", {"op": ">=", "value": str(n), "unit": "人"})
        for n in range(1, 100)
    ]
    found = findings({PLAN: text, OVERVIEW: text}, *rows)
    assert len(found) < 500


def test_what_is_quoted_stands_in_the_text_so() -> None:
    goal = "举办招聘会50场，培训2500人次，开展巡查。"
    quoted = [finding.message.split("写“")[1].split("”")[0] for finding in findings({GOAL: goal})]
    assert quoted == ["举办招聘会50场", "举办招聘会50场……培训2500人次"]
    assert all(part in goal for quote in quoted for part in quote.split("……"))
