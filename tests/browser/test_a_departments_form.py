"""The form of a whole department and a project in the ministry's layout: filled in, declared and reviewed on pages."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.desks import Desk, at_desk
from tests.support.served_office import ServedOffice

NAME = "市教育委员会整体支出"
REASON = "已核对部门职责和年度计划。"


def test_a_whole_departments_form_is_filled_in_declared_and_reviewed(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "赵外单位") as desk:
        desk.open("/programmes/new/")
        desk.press("建立整体支出目标表")
        assert "部门整体支出绩效目标申报表" in desk.reads()
        _filled_in(desk)
        desk.keeps("declare-department")
        desk.press("保存并申报")
        desk.press("申报")
        assert "已申报，等待部门审核" in desk.reads()
        desk.follow("官方表")
        for words in ("新增学位五千个。", "改善办学条件，建设数字校园。", "其中：基本支出", "50,000,000"):
            assert words in desk.reads()
        desk.keeps("official-department")
    with at_desk(browser, office, "郑部门") as desk:
        desk.open("/")
        desk.follow(NAME)
        desk.page.get_by_role("main").get_by_role("link", name="审核", exact=True).click()
        for check in desk.page.locator(".check").all():
            check.get_by_role("radio", name="优").check()
            check.get_by_label("理由").fill(REASON)
        desk.fill("对绩效目标的修改意见", "目标清楚。")
        desk.fill("对预算安排的意见", "同意。")
        desk.fill("结论的理由", "与职责相符。")
        desk.press("作出结论")
        assert "部门已审" in desk.reads()


def _filled_in(desk: Desk) -> None:
    """Typed field by field; saved as one goes, and there again after a reload."""
    desk.fill("年度主要任务", "改善办学条件，建设数字校园。")
    desk.fill("年度总体目标", "新增学位五千个。")
    desk.fill("年度资金总额（元）", "1.2亿元")
    desk.page.get_by_label("资金第 1 项，金额").fill("5000万元")
    desk.page.get_by_label("资金第 2 项，金额").fill("7000万元")
    for label, text in (
        ("一级目标", "产出指标"),
        ("二级目标", "数量指标"),
        ("三级目标", "新增学位"),
        ("指标目标值", "≥5000个"),
    ):
        desk.page.get_by_label(f"第 1 条，{label}").fill(text)
    expect(desk.page.locator("#read-rows-0")).to_contain_text("不低于5000个")
    expect(desk.page.locator("#save-state")).to_contain_text("已保存")
    expect(desk.page.locator("#revision")).not_to_have_value("1")
    desk.press("保存并查看")
    desk.follow("填写")
    assert desk.page.get_by_label("年度总体目标").input_value() == "新增学位五千个。"
    assert desk.page.get_by_label("资金第 2 项，金额").input_value() == "70,000,000.00"
    assert desk.page.get_by_label("第 1 条，指标目标值", exact=True).input_value() == "≥5000个"


def test_a_project_in_the_ministrys_layout_has_its_goals_its_money_and_its_whole_term(
    browser: Any, office: ServedOffice
) -> None:
    with at_desk(browser, office, "赵外单位") as desk:
        desk.open("/programmes/new/")
        desk.fill("项目名称", "教师培训")
        desk.page.get_by_label("指标框架").select_option("mof-2015-88")
        desk.press("建立草稿")
        desk.fill("主管部门", "市教育委员会")
        desk.fill("中期目标", "三年轮训一遍。")
        desk.fill("年度目标", "办五期培训。")
        desk.page.get_by_label("资金第 1 项，金额").fill("很多")
        desk.page.get_by_label("实施期第 1 条，三级目标").fill("轮训人数")
        desk.page.get_by_label("实施期第 1 条，指标目标值").fill("≥900人")
        expect(desk.page.locator("#read-term-0")).to_contain_text("不低于900人")
        desk.press("保存并查看")
        assert "“很多”不是金额" in desk.reads()
        assert desk.page.get_by_label("年度目标").input_value() == "办五期培训。"
        desk.keeps("declare-national")
        desk.page.get_by_label("资金第 1 项，金额").fill("30万元")
        desk.press("保存并查看")
        desk.follow("官方表")
        for words in ("三年轮训一遍。", "办五期培训。", "轮训人数", "300,000"):
            assert words in desk.reads()
        desk.keeps("official-national")


def test_whoever_saves_a_goal_second_is_told_what_stands_there(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "赵外单位") as first, at_desk(browser, office, "赵外单位") as second:
        for desk in (first, second):
            desk.open("/programmes/")
            desk.follow("教师培训")
            desk.follow("填写")
        first.fill("年度目标", "办六期培训。")
        first.press("保存并查看")
        second.page.get_by_label("年度目标").evaluate("box => { box.value = '办七期培训。' }")
        second.press("保存并查看")
        assert "form.changed_meanwhile" in second.reads()
        assert second.page.get_by_label("年度目标").input_value() == "办七期培训。"
        assert "现在保存的是：办六期培训。" in second.reads()
