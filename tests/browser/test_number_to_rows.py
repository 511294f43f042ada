"""From a number to the rows behind it: the drafter, the finance reviewer, an auditor, and somebody outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.desks import Desk, at_desk
from tests.support.served_office import ServedOffice, served_office

PROGRAMME = "非税收入管理系统运维"


@pytest.fixture(scope="module")
def office() -> Iterator[ServedOffice]:
    """The office with one approved programme, its records and its values."""
    with served_office("tests.support.measured_in_office") as served:
        yield served


def opened(desk: Desk) -> str:
    """The page of the approved version; its address in the installation."""
    desk.open(f"/programmes/?q={PROGRAMME}")
    desk.follow(PROGRAMME)
    return str(desk.page.url).removeprefix(desk.office.address)


@pytest.mark.parametrize(("who", "picture"), [("李编制", "drafter"), ("王审核", "reviewer"), ("冯审计", "auditor")])
def test_one_click_opens_the_rows_behind_a_number(office: ServedOffice, browser: Any, who: str, picture: str) -> None:
    with at_desk(browser, office, who) as desk:
        opened(desk)
        assert "未达" in desk.reads()
        assert "未报告" in desk.reads()
        desk.keeps(f"number-to-rows-programme-{picture}")
        desk.page.get_by_role("link", name="66.67%").click()
        text = desk.reads()
        assert "已处理的工单 ÷ 当年提出的工单" in text
        rows = desk.page.get_by_role("table").last.locator("tbody tr")
        assert [row.split()[0] for row in rows.all_inner_texts()] == ["T3", "T1", "T2"]  # what speaks against it first
        desk.keeps(f"number-to-rows-{picture}")
        desk.page.get_by_text("查询", exact=True).click()
        assert "SELECT" in desk.page.locator("pre.query").inner_text()
        desk.follow("T3")
        assert "/registers/tickets/" in desk.page.url


def test_what_was_known_on_a_day_and_what_came_later(office: ServedOffice, browser: Any) -> None:
    with at_desk(browser, office, "王审核") as desk:
        opened(desk)
        desk.page.get_by_role("link", name="66.67%").click()
        desk.page.get_by_label("截至哪一天登记的").fill("2020-06-30")
        desk.press("看当时")
        assert "还没有登记过可以计算的记录" in desk.reads()
        assert desk.reads().count("新登记或更正后") == 3
        desk.keeps("number-as-known")


def test_a_checked_number_names_the_check_and_its_rule(office: ServedOffice, browser: Any) -> None:
    with at_desk(browser, office, "李编制") as desk:
        opened(desk)
        desk.page.locator("tr", has_text="系统运维规范性").locator("a.actual").click()
        assert "检查清单" in desk.reads()
        assert "不通过" in desk.reads()
        desk.keeps("number-of-a-checklist")


def test_somebody_outside_gets_neither_the_number_nor_its_rows(office: ServedOffice, browser: Any) -> None:
    with at_desk(browser, office, "李编制") as desk:
        address = opened(desk)
    with at_desk(browser, office, "赵外单位") as desk:
        for page in (address, f"{address}indicators/10/", f"{address}bindings/"):
            assert desk.page.goto(office.address + page).status == 404
        desk.keeps("number-to-rows-outside")
