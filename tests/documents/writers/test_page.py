"""What is printed where: levels merge, halves stand beside each other, numbers stay exact, whatever the format."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.layouts.columns import shared_out
from jixiao.documents.writers.layouts.halves import half_rows
from jixiao.documents.writers.layouts.pieces import exact, money, percent, runs
from jixiao.documents.writers.page import TEXT_WIDTH, Line, PageCell, PrintedForm, Table, printable
from jixiao.rules.forms import Form, FundRow, Indicator
from tests.support.written_forms import (
    halves_target,
    monitoring,
    national_target,
    one_of_each,
    self_evaluation,
    shanghai_target,
)

AMOUNTS = st.decimals(min_value=0, max_value=Decimal(10) ** 15, places=2, allow_nan=False)


def texts(page: PrintedForm) -> list[str]:
    return [cell.text for table in tables(page) for row in table.rows for cell in row.cells]


def tables(page: PrintedForm) -> list[Table]:
    return [block for block in page.blocks if isinstance(block, Table)]


def after(page: PrintedForm, label: str) -> str:
    """The text of the cell right of the label."""
    found = texts(page)
    return found[found.index(label) + 1]


@pytest.mark.parametrize("form", one_of_each(), ids=lambda form: form.layout)
def test_every_table_fills_the_paper_and_leaves_no_place_uncovered(form: Form) -> None:
    page = printed(form)
    for table in tables(page):
        assert sum(table.widths) == TEXT_WIDTH[page.orientation]
        covered = [
            (row + down, cell.column + right)
            for row, cells in enumerate(table.rows)
            for cell in cells.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(len(table.rows)) for column in range(len(table.widths))
        ]


@pytest.mark.parametrize("form", one_of_each(), ids=lambda form: form.layout)
def test_every_indicator_and_narrative_is_printed(form: Form) -> None:
    shown = texts(printed(form))
    for row in (*form.indicators, *form.midterm_indicators):
        assert row.level3 in shown
        assert row.target_raw in shown
    for text in form.narratives.values():
        assert text in shown


def test_equal_levels_share_one_cell_and_a_level_begins_anew_under_another_first_level() -> None:
    page = printed(national_target())
    cells = [cell for row in tables(page)[-1].rows for cell in row.cells]
    assert [(cell.text, cell.row_span) for cell in cells if cell.column == 1][1:] == [
        ("产出指标", 5),
        ("效益指标", 2),
        ("满意度指标", 1),
    ]
    assert [cell.row_span for cell in cells if cell.text == "数量指标"] == [2]


def test_levels_that_are_not_printed_never_merge() -> None:
    assert runs([None, None, "产出", "产出", None]) == [(0, 1), (1, 1), (2, 2), (4, 1)]


def test_the_shanghai_form_has_its_indicators_on_a_page_of_their_own() -> None:
    page = printed(shanghai_target())
    lines = [block for block in page.blocks if isinstance(block, Line)]
    assert [line.text for line in lines] == [
        "财政项目支出绩效目标表",
        "（2020年度）",
        "申报单位名称：某市财政局",
        "2020年绩效目标",
    ]
    assert [line.new_page for line in lines] == [False, False, False, True]
    assert after(page, "同名项目上年预算额（元）：") == "9,806,100.5"
    assert after(page, "同名项目上年预算执行数（元）：") == ""


def test_an_empty_shanghai_form_still_has_every_label() -> None:
    empty = Form(kind="target", layout="shanghai-2020", form_title="")
    shown = texts(printed(empty))
    for name in (
        "项目概况",
        "立项依据",
        "项目设立的必要性",
        "保证项目实施的制度、措施",
        "项目实施计划",
        "总目标及阶段性目标",
    ):
        assert f"{name}：" in shown
    assert "本项目上年度市级财政资金使用情况" in shown


def test_the_halves_stand_side_by_side_and_a_missing_half_is_blank() -> None:
    rows = half_rows(halves_target().midterm_indicators, halves_target().indicators, 0)
    as_text = [[cell.text for cell in row if cell.column in (2, 3, 5, 6)] for row in rows]
    assert ["人均培训成本", "≤430元/人·天", "人均培训成本", "≤450元/人·天"] in as_text
    assert ["信息化水平对业务的持续影响", "有力保障", "", ""] in as_text


LEVELS = st.sampled_from(["产出指标", "效益指标", "满意度指标"])
HALVES = st.lists(st.tuples(LEVELS, st.sampled_from(["数量", "质量", "时效"])), max_size=12)


@given(HALVES, HALVES)
def test_both_halves_keep_every_indicator_in_its_order_under_its_levels(
    left: list[tuple[str, str]], right: list[tuple[str, str]]
) -> None:
    halves = [
        [Indicator(no, level1, level2, f"{side}{no}", "1", "1") for no, (level1, level2) in enumerate(half)]
        for side, half in (("中", left), ("年", right))
    ]
    rows = half_rows(*halves, 0)
    for half, column in zip(halves, (2, 5), strict=True):
        read: list[tuple[str, str, str]] = []
        holding: dict[int, tuple[str, int]] = {}
        for index, row in enumerate(rows):
            for cell in row:
                holding[cell.column] = (cell.text, index + cell.row_span)
            if holding[column][0]:
                read.append((holding[0][0], holding[column - 1][0], holding[column][0]))
        assert read == [(row.level1, row.level2, row.level3) for row in half]


def test_a_self_evaluation_prints_the_four_rows_of_money_with_points_only_on_the_total() -> None:
    page = printed(self_evaluation())
    rows = [[cell.text for cell in row.cells] for row in tables(page)[0].rows]
    assert ["年度资金总额", "250,000", "250,000", "215,457.6", "10", "86.18%", "8.62"] in rows
    assert ["上年结转资金", "", "", "", "—", "", "—"] in rows
    assert texts(page)[-4:] == ["总分", "100", "97.12", "优"]


def test_the_sum_of_the_points_is_printed_only_where_every_row_has_some() -> None:
    form = self_evaluation()
    without = (replace(form.indicators[0], weight=None), *form.indicators[1:])
    assert after(printed(replace(form, indicators=without)), "总分") == ""


def test_money_without_rows_of_its_own_prints_the_official_rows_with_the_total_of_the_form() -> None:
    page = printed(replace(self_evaluation(), funds=()))
    rows = [[cell.text for cell in row.cells] for row in tables(page)[0].rows]
    assert ["年度资金总额", "250,000", "250,000", "215,457.6", "", "86.18%", ""] in rows


def test_long_reasons_turn_the_paper() -> None:
    form = self_evaluation()
    assert printed(form).orientation == "portrait"
    long = (replace(form.indicators[0], deviation_reason="受疫情影响，" * 10), *form.indicators[1:])
    assert printed(replace(form, indicators=long)).orientation == "landscape"
    rich = (FundRow("年度资金总额", initial_yuan=Decimal("123456789.25")),)
    assert printed(replace(form, funds=rich)).orientation == "landscape"


def test_a_monitoring_form_ticks_the_likelihood_and_prints_the_causes() -> None:
    page = printed(monitoring())
    body = [row.cells for row in tables(page)[-1].rows[2:]]
    ticked = [cell.column for cell in body[0] if cell.text == "√"]
    names = {cell.column: cell.text for row in tables(page)[-1].rows[:2] for cell in row.cells if cell.text}
    assert [names[column] for column in ticked] == ["人员保障", "其他", "完全不可能"]


def test_split_targets_keep_sign_value_and_unit_in_columns_of_their_own() -> None:
    form = replace(
        national_target(),
        indicators=(
            Indicator(1, "产出指标", "数量指标", "培训人数", "≥100人", "≥100人", target_cells=("≥", "100", "人")),
        ),
    )
    shown = texts(printed(form))
    assert shown[-4:] == ["培训人数", "≥", "100", "人"]
    assert {"指标性质", "指标值", "度量单位"} <= set(shown)


def test_columns_the_official_form_has_not_are_printed_by_their_heading() -> None:
    row = Indicator(
        1, "产出指标", "数量指标", "培训人数", "≥100人", "≥100人", direction="正向", details={"备注": "含线上"}
    )
    shown = texts(printed(replace(national_target(), indicators=(row,))))
    assert {"指标方向性", "正向", "备注", "含线上"} <= set(shown)


@given(AMOUNTS)
def test_money_is_printed_exactly_in_either_unit(yuan: Decimal) -> None:
    assert Decimal(exact(money(yuan, "元")).replace(",", "")) == yuan
    assert Decimal(exact(money(yuan, "万元")).replace(",", "")) * 10000 == yuan


def test_numbers_of_any_length_keep_all_their_digits() -> None:
    long = Decimal("1234567890123456789012345678901.23")
    assert exact(money(long, "万元")) == "123,456,789,012,345,678,901,234,567.890123"
    assert percent(Decimal("0.86183040")) == "86.18304%"


@given(st.integers(10, 300), st.lists(st.integers(1, 60), min_size=1, max_size=20))
def test_widths_use_all_of_the_paper(total: int, shares: list[int]) -> None:
    assert sum(shared_out(total, shares)) == total


def test_what_no_document_can_hold_is_left_out_and_line_breaks_are_of_one_kind() -> None:
    assert printable("甲\r\n乙\x0b丙\u2028丁") == "甲\n乙\n丙\n丁"
    assert printable("\x00一\x08二\x1b三\x7f四\ud800五\ufffe") == "一二三四五"
    assert printable("　≤0.01%\t是") == "　≤0.01% 是"


def test_a_long_text_may_go_on_over_the_page_and_a_short_one_moves_as_a_whole() -> None:
    form = shanghai_target()
    long = replace(form, narratives={**form.narratives, "项目概况": "很长。" * 400})
    page = printed(long)
    head = tables(page)[0]
    may_break = {row.cells[-1].text[:4]: head.may_break(row, page.font_size) for row in head.rows}
    assert may_break["很长。很"] is True
    assert may_break["信息化主"] is False


def test_a_cell_is_a_value_and_can_be_compared() -> None:
    assert PageCell("甲", 0) == PageCell("甲", 0) != PageCell("乙", 0)
