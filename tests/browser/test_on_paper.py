"""What a page prints is the official form and nothing else: printed by Chromium, read again by our own reader."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.rules.forms import Form
from tests.support.desks import Desk, at_desk
from tests.support.served_office import ServedOffice

SAMPLES = Path(__file__).parents[2] / "samples" / "shanghai-2020"
NAME = "非税收入管理系统运维"
ON_SCREEN = ("搜索项目", "下载官方表", "退出", "读作")


@pytest.fixture(scope="module")
def address(browser: Any, office: ServedOffice) -> str:
    """A draft of one of the seven forms; the path of its page."""
    with at_desk(browser, office, "李编制") as desk:
        desk.open("/programmes/from-file/")
        desk.page.set_input_files("#file", str(SAMPLES / "forms.pdf"))
        desk.press("读取")
        desk.follow(NAME)
        desk.press("确认为草稿")
        desk.follow("看草稿")
        return str(desk.page.url).removeprefix(office.address)


def printed(desk: Desk, name: str) -> Form:
    """The form on the paper that the page gives."""
    content = desk.page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("JIXIAO_SCREENSHOTS"):
        Path(folder, f"{name}.pdf").write_bytes(content)
    document = read_document(f"{name}.pdf", data=content)
    text = "".join(cell.text for sheet in document.sheets for cell in sheet.cells())
    assert not [words for words in ON_SCREEN if words in text]
    (form,) = read_forms(document).forms
    return form


@pytest.mark.parametrize(("page", "name"), [("", "print-programme"), ("official/", "print-official")])
def test_the_printed_page_is_the_form_that_was_declared(
    browser: Any, office: ServedOffice, address: str, page: str, name: str
) -> None:
    forms = read_forms(read_document("forms.pdf", data=(SAMPLES / "forms.pdf").read_bytes())).forms
    [declared] = [form for form in forms if form.project_name == NAME]
    with at_desk(browser, office, "李编制") as desk:
        desk.open(address + page)
        form = printed(desk, name)
    assert form.form_title == declared.form_title
    assert [row.target_text for row in form.indicators] == [row.target_text for row in declared.indicators]
    assert [row.level3 for row in form.indicators] == [row.level3 for row in declared.indicators]
    assert form.budget == declared.budget
    assert {label: "".join(text.split()) for label, text in form.narratives.items()} == {
        label: "".join(text.split()) for label, text in declared.narratives.items()
    }


def test_a_departments_form_is_printed_whole(browser: Any, office: ServedOffice) -> None:
    with at_desk(browser, office, "赵外单位") as desk:
        desk.open("/programmes/new/")
        desk.press("建立整体支出目标表")
        desk.fill("年度总体目标", "新增学位五千个。")
        desk.fill("年度资金总额（元）", "1.2亿元")
        for label, text in (("一级目标", "产出指标"), ("二级目标", "数量指标"), ("三级目标", "新增学位")):
            desk.page.get_by_label(f"第 1 条，{label}").fill(text)
        desk.page.get_by_label("第 1 条，指标目标值").fill("≥5000个")
        desk.press("保存并查看")
        form = printed(desk, "print-department")
    assert form.form_title == "部门整体支出绩效目标申报表"
    assert form.narratives["年度总体目标"] == "新增学位五千个。"
    assert [row.target_text for row in form.indicators] == ["≥5000个"]
