"""One form from the published file to its change, each step by the person whose step it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.desks import Desk, at_desk
from tests.support.served_office import ServedOffice

SAMPLE = Path(__file__).parents[2] / "samples" / "shanghai-2020" / "forms.pdf"
NAME = "非税收入管理系统运维"
REASON = "已核对立项依据和合同。"


def test_a_form_is_declared_from_the_file_returned_mended_reviewed_approved_and_changed(
    browser: Any, office: ServedOffice
) -> None:
    _declared_from_the_file(browser, office)
    _reviewed(browser, office, "钱部门", "中", "已退回")
    _mended_and_declared_again(browser, office)
    _reviewed(browser, office, "钱部门", "优", "部门已审", changed=">=95%")
    _reviewed(browser, office, "王审核", "优", "审核通过")
    _approved(browser, office)
    _changed(browser, office)


def _declared_from_the_file(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/")
        desk.keeps("work-empty")
        desk.follow("从文件申报")
        desk.page.set_input_files("#file", str(SAMPLE))
        desk.keeps("from-file")
        desk.press("读取")
        assert "读出 7 张表，已确认 0 张" in desk.reads()
        desk.follow(NAME)
        assert "不高于3‰" in desk.reads()  # what was read
        assert "运维工单处理率" in desk.page.inner_text(
            "section[aria-labelledby=original-title]"
        )  # beside the original
        desk.keeps("reading")
        desk.press("确认并修改")
        assert desk.page.input_value("#current_year_budget_yuan") == "2,058,000.00"
        desk.keeps("declare")
        _reads_back_while_typing(desk)
        desk.press("保存并申报")
        desk.keeps("declare-confirm")
        desk.press("申报")
        assert "已申报，等待部门审核" in desk.reads()
        desk.keeps("programme-declared")


def _reads_back_while_typing(desk: Desk) -> None:
    """A target is read back as it is typed, what is typed is saved without a button, and stays after a reload."""
    target = desk.page.get_by_label("第 12 条，指标目标值")
    target.fill("不超过 2 次")
    expect(desk.page.locator("#read-rows-11")).to_contain_text("不高于2次")
    expect(desk.page.locator("#save-state")).to_contain_text("已保存")
    expect(desk.page.locator("#revision")).to_have_value("2")
    desk.page.reload()
    assert target.input_value() == "不超过 2 次"
    target.fill("<=3‰")
    expect(desk.page.locator("#read-rows-11")).to_contain_text("不高于3‰")
    expect(desk.page.locator("#revision")).to_have_value("3")


def _reviewed(browser: Any, office: ServedOffice, who: str, grade: str, then: str, changed: str = "") -> None:
    with at_desk(browser, office, who) as desk:
        desk.open("/")
        desk.keeps(f"work-{who}")
        desk.follow(NAME)
        desk.page.get_by_role("main").get_by_role("link", name="审核", exact=True).click()
        assert "程序判定不符合" in desk.reads()
        assert changed in desk.reads()  # what was mended since the last review, before and after
        for check in desk.page.locator(".check").all():
            check.get_by_role("radio", name=grade).check()
            check.get_by_label("理由").fill(REASON)
        desk.press("作出结论")
        assert "请写明对绩效目标的修改意见" in desk.reads()  # refused, and nothing typed is lost
        assert desk.page.locator(".check textarea").first.input_value() == REASON
        desk.keeps(f"review-{who}-{grade}-refused")
        desk.fill("对绩效目标的修改意见", "定性指标请改为可衡量的数值。")
        desk.fill("对预算安排的意见", "同意按申报数安排。")
        desk.fill("结论的理由", "与资金量相称。")
        desk.press("作出结论")
        assert then in desk.reads()
        desk.keeps(f"programme-{then}")


def _mended_and_declared_again(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/")
        assert "修改退回的目标表" in desk.reads()
        desk.keeps("work-returned")
        desk.follow(NAME)
        assert re.search(r"\d{4}-\d\d-\d\d 前", desk.reads()), "a returned form says until when"
        assert REASON in desk.reads()  # what the reviewer wants changed, check by check
        desk.keeps("programme-to-mend")
        desk.follow("填写")
        desk.page.get_by_label("第 2 条，指标目标值").fill(">=95%")
        desk.press("保存并申报")
        desk.press("申报")
        assert "已申报" in desk.reads()


def _approved(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "陈批复") as desk:
        desk.open("/")
        desk.follow(NAME)
        desk.follow("批复")
        assert "同意按申报数安排" in desk.reads()
        desk.keeps("approve")
        desk.press("批复")
        assert "已批复，本版锁定" in desk.reads()
        desk.keeps("programme-approved")


def _changed(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/")
        desk.follow(NAME)
        assert desk.page.get_by_role("link", name="填写").count() == 0  # an approved version is locked
        desk.follow("变更")
        desk.page.evaluate("document.querySelector('#reason').required = false")
        desk.press("变更")
        assert "version.change_reason_missing" in desk.reads()
        desk.fill("变更理由", "机房搬迁，响应时间按新合同约定。")
        desk.keeps("change")
        desk.press("变更")
        desk.page.get_by_label("第 11 条，指标目标值").fill("<=4小时")
        desk.press("保存并查看")
        desk.follow("与上版对比")
        assert "<=2小时" in desk.reads()
        assert "<=4小时" in desk.reads()
        desk.keeps("diff")
        desk.follow("版本与经过")
        assert "机房搬迁" in desk.reads()
        desk.keeps("history")


@pytest.mark.parametrize(
    ("tab", "picture"), [("发现", "findings"), ("官方表", "official"), ("目标", "programme-changed")]
)
def test_the_views_of_a_form_are_one_press_away(browser: Any, office: ServedOffice, tab: str, picture: str) -> None:
    with at_desk(browser, office, "王审核") as desk:
        desk.open("/programmes/")
        desk.keeps("list")
        desk.follow(NAME)
        desk.page.get_by_role("main").locator(".tabs").get_by_text(tab).click()
        desk.page.wait_for_load_state("networkidle")
        desk.keeps(picture)


def test_an_indicator_opens_its_origin_beside_the_table_and_has_an_address_of_its_own(
    browser: Any, office: ServedOffice
) -> None:
    with at_desk(browser, office, "王审核") as desk:
        desk.open("/programmes/")
        desk.follow(NAME)
        desk.page.get_by_role("link", name="故障重复发生率").click()
        expect(desk.page.locator("#origin")).to_contain_text("不高于3‰")
        assert "indicator=12" in desk.page.url
        expect(desk.page.locator("tr.chosen")).to_have_count(1)
        desk.keeps("programme-indicator")


def test_the_same_is_read_without_javascript(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "王审核", java_script_enabled=False) as desk:
        desk.open("/programmes/")
        desk.page.get_by_role("link", name=NAME).first.click()
        desk.page.get_by_role("link", name="故障重复发生率").click()
        assert "不高于3‰" in desk.page.inner_text("#origin")


def test_on_paper_a_form_is_the_official_layout(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "王审核") as desk:
        desk.open("/programmes/")
        desk.follow(NAME)
        desk.page.emulate_media(media="print")
        assert desk.page.locator("table.official").first.is_visible()
        assert not desk.page.locator("table.targets").is_visible()
        assert "财政项目支出绩效目标表" in desk.reads()
        desk.keeps("programme-print")


def test_whoever_saves_second_is_told_and_overwrites_nothing(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as first, at_desk(browser, office, "李编制") as second:
        for desk in (first, second):
            desk.open("/programmes/")
            desk.follow(NAME)
            desk.follow("填写")
        first.fill("项目概况", "第一个人写的概况。")
        first.press("保存并查看")
        second.page.get_by_label("项目概况", exact=True).evaluate("box => { box.value = '第二个人写的概况。' }")
        second.press("保存并查看")
        assert "form.changed_meanwhile" in second.reads()
        assert second.page.input_value("#overview") == "第二个人写的概况。"  # what was typed is still there
        assert "现在保存的是：第一个人写的概况。" in second.page.inner_text("#field-overview")
        second.keeps("changed-meanwhile")
        first.page.reload()
        assert "第一个人写的概况。" in first.reads()


def test_the_trash_gives_back_what_was_thrown_away(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/new/")
        desk.keeps("new")
        desk.fill("项目名称", "信息安全等级保护测评")
        desk.press("建立草稿")
        assert "项目当年预算" in desk.reads()
        desk.keeps("declare-empty")
        desk.open("/programmes/")
        desk.follow("信息安全等级保护测评")
        desk.follow("移入回收站")
        desk.press("移入回收站")
        assert "可以从这里恢复" in desk.reads()
        desk.keeps("trash")
        desk.press("恢复")
        assert "编制中" in desk.reads()
