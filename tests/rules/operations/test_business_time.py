"""Seconds inside a service window: cases worked by hand, and what must hold for any times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.operations import service_window
from jixiao.parameters.workdays import calendar_versions, working_calendar
from jixiao.rules.operations import LOCAL, NO_HOURS, OperationsError, ServiceWindow, business_seconds, deadline
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import HolidayNotice, WorkingCalendar, is_working_day

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "business_time.yaml").read_text(encoding="utf-8"))["cases"]
VERSIONS = calendar_versions()
CALENDAR = VERSIONS.known_on(date(2020, 12, 31))
OFFICE = service_window("5*8", date(2020, 1, 1))
ALWAYS = service_window("7*24", date(2020, 1, 1))
DAILY = service_window("每日8:00-20:00", date(2020, 1, 1))
SATURDAYS_TOO = ServiceWindow.weekly("周一至周六", dict.fromkeys(range(6), ((8 * 3600, 17 * 3600),)))
WINDOWS = st.sampled_from([OFFICE, ALWAYS, DAILY, SATURDAYS_TOO])
MOMENTS = st.datetimes(datetime(2019, 12, 1), datetime(2020, 11, 30)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=LOCAL)
)


def local(text: Any) -> datetime:
    moment = datetime.fromisoformat(str(text))
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["情形"])
def test_the_window_counts_what_the_case_says(case: dict[str, Any]) -> None:
    start, end = local(case["起"]), local(case["止"])
    window = service_window(case["服务"], date(2020, 1, 1))
    calendar = VERSIONS.known_on(case.get("日历", end.date())) if window.asks_calendar else None
    assert business_seconds(start, end, window, calendar) == case["分"] * 60


@pytest.mark.parametrize("window", [OFFICE, SATURDAYS_TOO], ids=lambda window: window.name)
def test_counting_minute_by_minute_gives_the_same(window: ServiceWindow) -> None:
    """An independent count by the minute over the fortnight around Labour Day and its made-up days."""
    start = local("2020-04-25 00:00")
    counted = 0
    for minute in range(16 * 24 * 60):
        moment = start + timedelta(minutes=minute)
        assert business_seconds(start, moment, window, CALENDAR) == counted
        hour = moment.hour
        if window is OFFICE:
            open_now = is_working_day(moment.date(), CALENDAR) and 9 <= hour < 18 and hour != 12
        else:
            open_now = moment.weekday() < 6 and 8 <= hour < 17
        counted += 60 if open_now else 0
    assert counted > 0


def test_seconds_count_and_parts_of_a_second_are_cut() -> None:
    assert business_seconds(local("2020-03-09 09:00:10"), local("2020-03-09 09:00:55"), OFFICE, CALENDAR) == 45
    assert business_seconds(local("2020-03-09 09:00:10.900"), local("2020-03-09 09:00:55.100"), OFFICE, CALENDAR) == 45


def test_a_moment_means_the_same_in_every_time_zone() -> None:
    start, end = local("2020-04-30 16:30"), local("2020-05-06 09:40")
    for zone in (UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")):
        assert business_seconds(start.astimezone(zone), end.astimezone(zone), OFFICE, CALENDAR) == 130 * 60


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(OperationsError, match="没有时区") as refused:
        business_seconds(datetime(2020, 3, 9, 9), local("2020-03-09 10:00"), OFFICE, CALENDAR)
    assert refused.value.code == "clock.no_zone"


def test_time_that_runs_backwards_is_refused() -> None:
    with pytest.raises(OperationsError, match="早于起点") as refused:
        business_seconds(local("2020-03-09 10:00"), local("2020-03-09 09:59"), OFFICE, CALENDAR)
    assert refused.value.code == "clock.end_before_start"


def test_a_window_on_working_days_without_a_calendar_is_refused_and_7x24_needs_none() -> None:
    start, end = local("2020-03-09 09:00"), local("2020-03-09 10:00")
    with pytest.raises(OperationsError, match="缺少工作日历"):
        business_seconds(start, end, OFFICE, None)
    assert business_seconds(start, end, ALWAYS, None) == 3600


def test_a_year_without_a_notice_is_refused_and_named() -> None:
    known = working_calendar(date(2020, 11, 24))  # the notice for 2021 came on the 25th
    end_of_year = local("2021-01-01 00:00")
    assert business_seconds(local("2020-12-31 09:00"), end_of_year, OFFICE, known) == 8 * 3600
    with pytest.raises(NoRuleInForce, match="holidays_2021"):
        business_seconds(local("2020-12-31 09:00"), end_of_year + timedelta(seconds=1), OFFICE, known)
    with pytest.raises(NoRuleInForce, match="holidays_2021"):
        deadline(local("2020-12-31 17:00"), 3601, OFFICE, known)
    with pytest.raises(NoRuleInForce, match="holidays_2017"):
        business_seconds(local("2017-12-29 09:00"), end_of_year, OFFICE, known)
    assert deadline(local("2020-12-31 17:00"), 3600, OFFICE, known) == local("2020-12-31 18:00")


def test_a_deadline_is_the_end_of_the_hours_not_the_next_opening() -> None:
    assert deadline(local("2020-03-06 16:00"), 2 * 3600, OFFICE, CALENDAR) == local("2020-03-06 18:00")
    assert deadline(local("2020-03-06 16:00"), 2 * 3600 + 1, OFFICE, CALENDAR) == local("2020-03-09 09:00:01")
    assert deadline(local("2020-03-07 16:00"), 0, OFFICE, CALENDAR) == local("2020-03-07 16:00")


@pytest.mark.parametrize("day", ["2020-03-04", "2020-03-08"])  # a Wednesday, and the last day of a week
def test_a_weekly_deadline_too_is_the_end_of_the_hours(day: str) -> None:
    assert deadline(local(f"{day} 19:00"), 3600, DAILY, None) == local(f"{day} 20:00")
    assert deadline(local(f"{day} 19:00"), 3601, DAILY, None) == local(f"{day} 08:00:01") + timedelta(days=1)


def test_working_days_may_have_hours_of_their_own_by_weekday() -> None:
    morning, office = ((9 * 3600, 12 * 3600),), OFFICE.on_working_day[0]
    short_friday = ServiceWindow("周五半天", (*[office] * 4, morning, office, morning), (NO_HOURS,) * 7)

    def hours_of(day: str) -> int:
        return business_seconds(local(f"{day} 00:00"), local(f"{day} 23:59"), short_friday, CALENDAR) // 3600

    assert [hours_of(f"2020-03-{day:02}") for day in range(5, 10)] == [8, 3, 0, 0, 8]  # Thursday to Monday
    assert hours_of("2020-06-26") == 0  # a Friday off
    assert hours_of("2020-06-28") == 3  # a Sunday made up


@given(MOMENTS, MOMENTS, MOMENTS, WINDOWS)
def test_splitting_a_period_changes_nothing(
    one: datetime, two: datetime, three: datetime, window: ServiceWindow
) -> None:
    first, middle, last = sorted([one, two, three])
    whole = business_seconds(first, last, window, CALENDAR)
    parts = business_seconds(first, middle, window, CALENDAR) + business_seconds(middle, last, window, CALENDAR)
    assert whole == parts


@given(MOMENTS, MOMENTS, WINDOWS)
def test_business_time_is_never_more_than_the_time_that_passed(
    one: datetime, two: datetime, window: ServiceWindow
) -> None:
    first, last = sorted([one, two])
    counted = business_seconds(first, last, window, CALENDAR)
    assert 0 <= counted <= (last - first) // timedelta(seconds=1)
    if window is ALWAYS:
        assert counted == (last - first) // timedelta(seconds=1)


@given(MOMENTS, MOMENTS, MOMENTS, WINDOWS)
def test_a_later_end_never_counts_less(one: datetime, two: datetime, three: datetime, window: ServiceWindow) -> None:
    first, middle, last = sorted([one, two, three])
    assert business_seconds(first, middle, window, CALENDAR) <= business_seconds(first, last, window, CALENDAR)


@given(MOMENTS, st.integers(1, 200 * 3600), WINDOWS)
def test_exactly_the_limit_lies_before_its_deadline(start: datetime, limit: int, window: ServiceWindow) -> None:
    calendar = VERSIONS.known_on(date(2022, 1, 1))
    due = deadline(start, limit, window, calendar)
    assert business_seconds(start, due, window, calendar) == limit
    assert business_seconds(start, due - timedelta(seconds=1), window, calendar) == limit - 1


@given(MOMENTS, MOMENTS)
def test_the_deadline_of_the_time_counted_is_not_after_the_end(one: datetime, two: datetime) -> None:
    start, end = sorted([one, two])
    counted = business_seconds(start, end, OFFICE, CALENDAR)
    due = deadline(start, counted, OFFICE, CALENDAR)
    assert start <= due <= end
    assert business_seconds(due, end, OFFICE, CALENDAR) == 0


@given(MOMENTS, MOMENTS, st.dates(date(2020, 1, 1), date(2020, 12, 31)))
def test_one_more_working_day_never_counts_less(one: datetime, two: datetime, day: date) -> None:
    start, end = sorted([one, two])
    more = business_seconds(start, end, OFFICE, worked_too(day))
    assert more >= business_seconds(start, end, OFFICE, CALENDAR)


def worked_too(day: date) -> WorkingCalendar:
    """The calendar with one more day worked: a holiday taken back, or a weekend made up."""
    return WorkingCalendar(
        HolidayNotice(
            year=notice.year,
            issued=notice.issued,
            off=notice.off - {day},
            made_up=notice.made_up | ({day} if notice.year == day.year and day.weekday() >= 5 else frozenset()),
            citation=notice.citation,
        )
        for notice in CALENDAR.notices
    )


def test_that_one_more_day_counts_eight_hours_more() -> None:
    for day in (date(2020, 5, 4), date(2020, 3, 7)):
        start = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
        assert business_seconds(start, start + timedelta(days=1), OFFICE, CALENDAR) == 0
        assert business_seconds(start, start + timedelta(days=1), OFFICE, worked_too(day)) == 8 * 3600
