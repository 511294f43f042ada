"""The calendar in targets: last days, leap years, days that do not exist."""

from __future__ import annotations

import pytest

from jixiao.rules.targets import parse_target


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2023年2月底前", "2023-02-28"),
        ("2024年2月底前", "2024-02-29"),
        ("1900年2月底前", "1900-02-28"),
        ("2000年2月底前", "2000-02-29"),
        ("2月底前", "--02-29"),
        ("4月底前", "--04-30"),
        ("2023年第二季度末", "2023-06-30"),
        ("2023年2月下旬完成", "2023-02-28"),
    ],
)
def test_the_end_of_a_month_is_its_last_day_in_that_year(text: str, last: str) -> None:
    (value,) = parse_target(text).values
    assert (value.op, value.value, value.deadline) == ("<=", last, last)


@pytest.mark.parametrize(
    ("text", "op", "day"),
    [
        ("2020年12月31日前", "<", "2020-12-31"),
        ("2020年12月底前", "<=", "2020-12-31"),
        ("2020年12月前", "<", "2020-12-01"),
        ("2020年前", "<", "2020-01-01"),
        ("不晚于2020年12月31日", "<=", "2020-12-31"),
        ("2020年12月31日起", ">=", "2020-12-31"),
        ("2020年12月31日后", ">", "2020-12-31"),
    ],
)
def test_before_excludes_the_day_or_month_that_is_named(text: str, op: str, day: str) -> None:
    (value,) = parse_target(text).values
    assert (value.op, value.value) == (op, day)


@pytest.mark.parametrize("text", ["2023年2月29日前", "2023年4月31日", "2023-02-30"])
def test_a_day_that_no_calendar_has_is_no_date_and_no_number(text: str) -> None:
    (value,) = parse_target(text).values
    assert (value.op, value.text) == ("qualitative", text)


def test_the_second_half_of_a_range_lends_the_first_what_it_leaves_out() -> None:
    (value,) = parse_target("1月1日至2023年12月31日").values
    assert (value.value_min, value.value_max) == ("2023-01-01", "2023-12-31")
