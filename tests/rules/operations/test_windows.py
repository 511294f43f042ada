"""Service windows as contracts write them, and what leaves too much open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.operations import service_hours
from jixiao.rules.operations import WHOLE_DAY, OperationsError, ServiceWindow, day_hours, parse_window, seconds_of

HOURS = service_hours(date(2020, 1, 1))
HOUR = 3600
OFFICE = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR))


@pytest.mark.parametrize(
    "text",
    [
        "5*8",
        "5×8",
        "5x8",
        "5X8",
        " 5 * 8 ",
        "５＊８",
        "5*8小时",
        "5天×8小时",
        "5*8h",
        "提供5*8小时现场维护服务",
        "5*8（法定节假日除外）",
    ],
)
def test_five_times_eight_is_office_hours_on_working_days(text: str) -> None:
    window = parse_window(text, HOURS)
    assert window.name == "5*8"
    assert window == ServiceWindow.on_working_days("5*8", OFFICE)
    assert window.asks_calendar


@pytest.mark.parametrize(
    "text", ["7*24", "7×24", "7x24小时", "7*24小时不间断服务", "24*7", "全天候", "每天24小时", "7天*24小时技术支持"]
)
def test_seven_times_twenty_four_is_always(text: str) -> None:
    window = parse_window(text, HOURS)
    assert window == ServiceWindow.every_day("7*24")
    assert window.on_rest_day == (WHOLE_DAY,) * 7
    assert not window.asks_calendar


@pytest.mark.parametrize(
    ("text", "hours", "asks_calendar"),
    [
        ("5*8（8:30-12:00，13:30-18:00）", ((30600, 43200), (48600, 64800)), True),
        ("5*9(9:00-18:00)", ((32400, 64800),), True),
        ("工作日8:30-17:30", ((30600, 63000),), True),
        ("法定工作日 9点至12点、13点30分至17点", ((32400, 43200), (48600, 61200)), True),
        ("每日8:00~20:00", ((28800, 72000),), False),
        ("7*12（8:00—20:00）", ((28800, 72000),), False),
        ("7*8", OFFICE, False),
        ("5*24", WHOLE_DAY, True),
        ("每天0:00-6:00、22:00-24:00", ((0, 21600), (79200, 86400)), False),
        ("工作日13:00-18:00和9:00-12:00", OFFICE, True),
    ],
)
def test_hours_that_a_contract_prints_are_its_hours(
    text: str, hours: tuple[tuple[int, int], ...], asks_calendar: bool
) -> None:
    window = parse_window(text, HOURS)
    assert window.on_working_day[0] == hours
    assert window.asks_calendar is asks_calendar


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("随时", "unreadable"),
        ("5×8.5小时", "unreadable"),
        ("周一至周五", "unreadable"),
        ("5*8或7*24", "unreadable"),
        ("5*8，重大活动期间7*24", "unreadable"),
        ("5*8（春节除外）", "unreadable"),
        ("每日8:00-20:00，节假日除外", "unreadable"),
        ("8:00-20:00", "unreadable"),
        ("工作日", "hours_open"),
        ("5*9", "hours_open"),
        ("7*12", "hours_open"),
        ("6*8", "days_open"),
        ("3*8", "days_open"),
        ("12*12", "days_open"),
        ("5*8（9:00-18:00）", "hours_differ"),
        ("工作日22:00-6:00", "hours_wrong"),
        ("工作日9:00-25:00", "hours_wrong"),
        ("工作日9:75-12:00", "hours_wrong"),
        ("工作日9:00-13:00、12:00-18:00", "hours_overlap"),
    ],
)
def test_words_that_leave_days_or_hours_open_are_never_guessed(text: str, code: str) -> None:
    with pytest.raises(OperationsError) as refused:
        parse_window(text, HOURS)
    assert refused.value.code == f"window.{code}"
    assert f"“{text}”" in refused.value.message


def test_a_window_has_seven_days_in_order_and_some_hours() -> None:
    with pytest.raises(OperationsError, match="七天"):
        ServiceWindow("坏", (OFFICE,) * 6, (OFFICE,) * 6)
    with pytest.raises(OperationsError, match="一小时也没有"):
        ServiceWindow.weekly("空", {})
    with pytest.raises(OperationsError, match="先后排列"):
        ServiceWindow.on_working_days("乱", (OFFICE[1], OFFICE[0]))


def test_a_week_with_a_short_saturday_keeps_its_hours_by_day() -> None:
    window = ServiceWindow.weekly("六天", dict.fromkeys(range(5), OFFICE) | {5: ((9 * HOUR, 12 * HOUR),)})
    assert [seconds_of(hours) // HOUR for hours in window.on_working_day] == [8, 8, 8, 8, 8, 3, 0]
    assert not window.asks_calendar


@given(st.lists(st.integers(0, 86400), min_size=2, max_size=8, unique=True).filter(lambda marks: len(marks) % 2 == 0))
def test_hours_of_a_day_do_not_depend_on_the_order_they_are_told_in(marks: list[int]) -> None:
    ordered = sorted(marks)
    spans = list(zip(ordered[0::2], ordered[1::2], strict=True))
    assert day_hours(spans) == day_hours(reversed(spans)) == tuple(spans)
    assert seconds_of(day_hours(spans)) == sum(last - first for first, last in spans)


def test_spans_that_touch_are_one() -> None:
    assert day_hours([(43200, 64800), (32400, 43200)]) == ((32400, 64800),)
