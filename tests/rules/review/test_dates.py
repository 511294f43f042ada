"""Dates of a plan as forms print them, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.review import review_parameters
from jixiao.rules.forms import Form
from jixiao.rules.review import check_target_form
from jixiao.rules.review.codes import credit_code_valid
from jixiao.rules.review.dates import plan_of, read_day
from tests.support.clean_forms import clean_form
from tests.support.forms import indicator, with_rows

PARAMETERS = review_parameters(date(2022, 1, 1))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2022-01-01", date(2022, 1, 1)),
        ("2022年1月1日", date(2022, 1, 1)),
        ("2022/1/1", date(2022, 1, 1)),
        (" 2022.01.01 ", date(2022, 1, 1)),
        ("20220101", date(2022, 1, 1)),
        ("2022年3月", date(2022, 3, 1)),
        ("2022.03", date(2022, 3, 1)),
        ("2022年", date(2022, 1, 1)),
        ("2022-02-30", None),
        ("2022年13月", None),
        ("长期", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_however_it_is_printed(printed: str | None, day: date | None) -> None:
    assert read_day(printed) == day


def test_a_month_ends_on_its_last_day() -> None:
    assert read_day("2024年2月", last=True) == date(2024, 2, 29)
    assert read_day("2023", last=True) == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("label", "text", "start", "end"),
    [
        ("起止时间", "2022年1月-2022年12月", date(2022, 1, 1), date(2022, 12, 31)),
        ("项目起止时间", "2022.03.01至2024.06.30", date(2022, 3, 1), date(2024, 6, 30)),
        ("项目期", "2022—2024", date(2022, 1, 1), date(2024, 12, 31)),
        ("实施期限", "2022-01-01至2022-12-31", date(2022, 1, 1), date(2022, 12, 31)),
        ("项目期", "3年", None, None),
    ],
)
def test_a_plan_in_one_field_is_read(label: str, text: str, start: date | None, end: date | None) -> None:
    plan = plan_of(Form("target", "national-target", "", fields={label: text}))
    assert (plan.start, plan.end) == (start, end)


def test_a_due_date_after_a_plan_in_one_field_is_found() -> None:
    due = {"op": "<=", "value": "2023-06-30", "unit": "date", "deadline": "2023-06-30"}
    late = indicator(1, "产出指标", "时效指标", "成果移交时间", "2023年6月30日前", due)
    form = clean_form(1)
    form = replace(form, start_date=None, end_date=None, fields={"起止时间": "2022年1月-2022年12月"})
    codes = [f.code for f in check_target_form(with_rows(form, [*form.indicators, late]), PARAMETERS)]
    assert "target.due_after_end" in codes


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d"])
)
def test_every_day_is_read_back(day: date, pattern: str) -> None:
    assert read_day(day.strftime(pattern)) == day


@given(st.text(max_size=40))
def test_no_text_breaks_reading_a_day(text: str) -> None:
    read_day(text)
    plan_of(Form("target", "", "", fields={"起止时间": text}))


def test_the_check_character_of_a_credit_code() -> None:
    assert credit_code_valid("91350100M000100Y43")
    assert not credit_code_valid("91350100M000100Y34")
    assert not credit_code_valid("91350100M000100Y4")


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_always_found(position: int, character: str) -> None:
    code = "91350100M000100Y43"
    wrong = code[:position] + character + code[position + 1 :]
    assert credit_code_valid(wrong) == (wrong == code)


@pytest.mark.parametrize(
    ("due", "codes"),
    [
        ("2022-12-31", []),
        ("2023-01-01", ["target.due_after_end"]),
        ("2022-01-01", []),
        ("2021-12-31", ["target.due_before_start"]),
    ],
)
def test_a_target_may_be_due_on_the_plan_s_last_day_and_not_a_day_later(due: str, codes: list[str]) -> None:
    label = {"op": "<=", "value": due, "unit": "date", "deadline": due}
    form = clean_form(1)
    form = with_rows(form, [*form.indicators, indicator(1, "产出指标", "时效指标", "成果移交时间", due, label)])
    assert [f.code for f in check_target_form(form, PARAMETERS) if f.code.startswith("target.due")] == codes
