"""Page text of the Shanghai form, whose table is lost, gives the form back."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.json import dumps, form_to_json, loads
from jixiao.documents.sheets import Block, Cell, Document, Sheet
from jixiao.rules.forms import Form
from tests.support.samples import SAMPLES, sample_forms
from tools.page_text import page_text


def read_text(text: str) -> tuple[list[Form], list[str]]:
    lines = [Cell(line, row) for row, line in enumerate(text.split("\n"))]
    read = read_forms(Document("forms.txt", "text", [Sheet("forms.txt", [Block("lines", lines)])]))
    return read.forms, [finding.code for finding in read.findings]


def without_places(form: Form) -> Form:
    rows = tuple(replace(row, place="") for row in form.indicators)
    return replace(form, places={}, source="", indicators=rows)


def test_the_published_text_gives_every_field_and_all_146_indicators_of_the_gold(seeds_folder: Path) -> None:
    gold = json.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"))
    forms, codes = read_text((seeds_folder / "shanghai-2020-target-forms.txt").read_text(encoding="utf-8"))
    assert codes == []
    assert len(forms) == 7
    for form, table in zip(forms, gold["tables"], strict=True):
        read = json.loads(dumps(form_to_json(form)))
        for key, expected in table.items():
            if key != "indicators":
                assert read[key] == expected, (table["table_no"], key)
        for row, expected in zip(read["indicators"], table["indicators"], strict=True):
            assert {key: row[key] for key in expected} == expected


def test_the_samples_page_text_gives_the_sample_forms() -> None:
    forms, codes = read_text((SAMPLES / "forms.txt").read_text(encoding="utf-8"))
    assert codes == []
    assert [without_places(form) for form in forms] == [without_places(form) for form in sample_forms()]


def test_a_full_width_space_before_a_target_is_kept_in_the_raw_text() -> None:
    forms, _ = read_text((SAMPLES / "forms.txt").read_text(encoding="utf-8"))
    row = forms[3].indicators[19]
    assert (row.target_raw, row.target_text) == ("　≤0.01%", "≤0.01%")


def test_money_in_ten_thousands_is_read_in_yuan() -> None:
    text = page_text(sample_forms()[0]).replace("（元）： 8,825,000", "（万元）： 882.5")
    forms, _ = read_text(text)
    assert forms[0].budget.total_budget_yuan == Decimal(8825000)
    assert forms[0].money_unit == "万元"


def test_a_blank_sum_is_not_zero() -> None:
    forms, _ = read_text(page_text(sample_forms()[1]))
    assert forms[0].budget.prev_year_same_name_budget_yuan is None


def test_a_line_that_belongs_to_no_label_is_named_and_not_swallowed() -> None:
    text = page_text(sample_forms()[1]).replace("项目名称：", "盖章处无法辨认\n\n项目名称：", 1)
    _, codes = read_text(text.replace("申报单位名称：上海市财政局\n", ""))
    assert codes == ["form.text_not_understood"]


def test_a_row_whose_target_is_lost_is_no_indicator_and_is_named() -> None:
    text = page_text(sample_forms()[1]).replace("用户满意度 ≥85%", "用户满意度")
    forms, codes = read_text(text)
    assert codes == ["form.target_missing"]
    names = [row.level3 for row in forms[0].indicators]
    assert "用户满意度" not in names
    assert [row.no for row in forms[0].indicators] == list(range(1, len(names) + 1))


def test_a_name_wrapped_over_two_lines_is_one_name() -> None:
    forms, _ = read_text(page_text(sample_forms()[0]))
    assert forms[0].indicators[12].level3 == "国库集中支付代理银行业务信息准确性和完整性"
    assert forms[0].indicators[12].target_text == "经国库处会计组审核后，确认信息无误"


@pytest.mark.parametrize("number", ["- 12 -", "— 3 —", "第 4 页", "第4页 共9页"])
def test_page_numbers_anywhere_change_nothing(number: str) -> None:
    expected, _ = read_text(page_text(sample_forms()[6]))
    lines = page_text(sample_forms()[6]).split("\n")
    for at in range(8, len(lines), 5):
        forms, codes = read_text("\n".join([*lines[:at], number, *lines[at:]]))
        assert codes == []
        assert [row.target_text for row in forms[0].indicators] == [row.target_text for row in expected[0].indicators]


_WORDS = st.text(st.sampled_from("财政系统运维完成情况培训质量的和"), min_size=2, max_size=60)


@given(names=st.lists(_WORDS, min_size=1, max_size=12), targets=st.data())
def test_any_form_written_as_page_text_is_read_again(names: list[str], targets: st.DataObject) -> None:
    form = sample_forms()[2]
    choice = st.sampled_from(["=100%", "健全", "<=2小时", "不少于3次", "　≤0.01%", "按计划进度完成"])
    rows = tuple(
        replace(form.indicators[0], no=number, level3=f"指标{name}", target_raw=raw, target_text=raw.strip())
        for number, name in enumerate(names, 1)
        for raw in [targets.draw(choice)]
    )
    forms, codes = read_text(page_text(replace(form, indicators=rows)))
    assert codes == []
    assert [(row.level3, row.target_raw) for row in forms[0].indicators] == [(r.level3, r.target_raw) for r in rows]


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    forms, _ = read_text(f"财政项目支出绩效目标表\n{text}\n一级目标 二级目标 三级目标 指标目标值\n{text}")
    assert all(loads(dumps(form_to_json(form))) for form in forms)
