"""Working days are those of the State Council's notices, as they were known on a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.workdays import deadline_days, working_calendar
from jixiao.rules.regulations import Citation, NoRuleInForce
from jixiao.rules.workdays import (
    HolidayNotice,
    WorkingCalendar,
    add_working_days,
    is_working_day,
    working_day_ordinal,
    working_days_between,
    working_days_of,
)

NOW = date(2026, 11, 23)
CALENDAR = working_calendar(NOW)
YEARS = range(2018, 2027)
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
INSIDE = st.dates(date(2019, 7, 1), date(2025, 6, 30))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_year_is_what_chinesecalendar_says(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert is_working_day(day, CALENDAR) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_2020_had_251_working_days_as_planned_and_249_as_amended() -> None:
    assert working_days_of(2020, working_calendar(date(2020, 1, 25))) == 251
    assert working_days_of(2020, working_calendar(date(2020, 1, 26))) == 249


def test_labour_day_of_2019_was_one_day_until_the_notice_of_march() -> None:
    before, after = working_calendar(date(2019, 3, 21)), working_calendar(date(2019, 3, 22))
    assert is_working_day(date(2019, 5, 2), before)
    assert not is_working_day(date(2019, 5, 2), after)
    assert is_working_day(date(2019, 5, 5), after)


def test_a_new_year_holiday_that_begins_in_december_is_known_from_its_notice_on() -> None:
    assert is_working_day(date(2018, 12, 31), working_calendar(date(2018, 12, 5)))
    assert not is_working_day(date(2018, 12, 31), working_calendar(date(2018, 12, 6)))


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2027, 1, 1)])
def test_a_year_without_a_notice_is_refused(day: date) -> None:
    for asked in (
        lambda: is_working_day(day, CALENDAR),
        lambda: add_working_days(day, 1, CALENDAR),
        lambda: working_days_between(NOW, day, CALENDAR),
        lambda: working_days_of(day.year, CALENDAR),
    ):
        with pytest.raises(NoRuleInForce, match=str(day.year)):
            asked()


def test_a_deadline_that_would_fall_into_an_unknown_year_is_refused_and_the_year_named() -> None:
    with pytest.raises(NoRuleInForce, match="holidays_2027"):
        add_working_days(date(2026, 12, 30), 5, CALENDAR)
    with pytest.raises(NoRuleInForce, match="holidays_2017"):
        add_working_days(date(2018, 1, 3), -5, CALENDAR)


def test_nothing_is_known_before_the_first_notice() -> None:
    with pytest.raises(NoRuleInForce):
        working_calendar(date(2017, 11, 29))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2020, 9, 24), 5, date(2020, 9, 30)),  # Sunday the 27th is worked
        (date(2020, 9, 30), 1, date(2020, 10, 9)),
        (date(2020, 10, 3), 0, date(2020, 10, 9)),  # a holiday's deadline moves to the next working day
        (date(2020, 10, 9), 0, date(2020, 10, 9)),
        (date(2020, 10, 9), -1, date(2020, 9, 30)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
    ],
)
def test_the_day_of_the_event_does_not_count_and_holidays_are_passed_over(day: date, count: int, due: date) -> None:
    assert add_working_days(day, count, CALENDAR) == due


@given(INSIDE, st.integers(1, 300))
def test_so_many_working_days_lie_between_a_day_and_its_deadline(day: date, count: int) -> None:
    due = add_working_days(day, count, CALENDAR)
    assert is_working_day(due, CALENDAR)
    assert working_days_between(day, due, CALENDAR) == count
    if is_working_day(day, CALENDAR):
        assert add_working_days(due, -count, CALENDAR) == day


@given(INSIDE, st.integers(0, 150), st.integers(0, 150))
def test_deadlines_add_up_and_never_run_backwards(day: date, first: int, second: int) -> None:
    one, both = add_working_days(day, first, CALENDAR), add_working_days(day, first + second, CALENDAR)
    assert one <= both
    if first:
        assert add_working_days(one, second, CALENDAR) == both


@given(DAYS, DAYS)
def test_counting_there_and_back_gives_the_same_number(one: date, other: date) -> None:
    assert working_days_between(one, other, CALENDAR) == -working_days_between(other, one, CALENDAR)
    counted = sum(
        is_working_day(date.fromordinal(number), CALENDAR)
        for number in range(min(one, other).toordinal() + 1, max(one, other).toordinal() + 1)
    )
    assert abs(working_days_between(one, other, CALENDAR)) == counted


@given(DAYS)
def test_ordinals_count_up_by_one_on_working_days_only(day: date) -> None:
    if day > CALENDAR.first_day:
        step = working_day_ordinal(day, CALENDAR) - working_day_ordinal(day - timedelta(days=1), CALENDAR)
        assert step == is_working_day(day, CALENDAR)


def notice(year: int, off: set[date] | None = None, made_up: set[date] | None = None) -> HolidayNotice:
    citation = Citation("某通知", "", "B")
    return HolidayNotice(year, date(year - 1, 11, 1), frozenset(off or ()), frozenset(made_up or ()), citation)


def test_a_notice_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="既放假又上班"):
        notice(2020, {date(2020, 1, 5)}, {date(2020, 1, 5)})
    with pytest.raises(ValueError, match="应是周末"):
        notice(2020, made_up={date(2020, 1, 6)})
    with pytest.raises(ValueError, match="不属于这一年"):
        notice(2020, {date(2021, 1, 1)})
    with pytest.raises(ValueError, match="连续"):
        WorkingCalendar([notice(2020), notice(2022)])


def test_every_notice_has_its_number_and_the_calendar_the_day_of_the_latest() -> None:
    assert all(each.citation.document.startswith("国办发明电〔") for each in CALENDAR.notices)
    assert [each.year for each in CALENDAR.notices] == list(YEARS)
    assert CALENDAR.version == date(2025, 11, 4)


def test_an_office_adds_a_year_by_a_file_of_its_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "holidays_2027.yaml").write_text(
        "id: calendar.holidays_2027\ntitle: 2027年节假日安排\nunit: 日\nvalues:\n"
        "  - effective: 2026-11-20\n    value: {holidays: {元旦: [2027-01-01, 2027-01-03]}, made_up: []}\n"
        "    citation: {document: 测试用通知, article: '', evidence: B}\n"
        "    origin: ours\n    checked_on: 2026-11-23\n",
        encoding="utf-8",
    )
    known = working_calendar(NOW, tmp_path)
    assert add_working_days(date(2026, 12, 31), 1, known) == date(2027, 1, 4)


def test_deadlines_are_parameters_in_working_days() -> None:
    assert deadline_days("finance_review", NOW) > 0
    with pytest.raises(NoRuleInForce):
        deadline_days("finance_review", date(2010, 1, 1))


def test_the_documented_numbers_of_working_days_are_those_of_the_calendar() -> None:
    page = (Path(__file__).parents[3] / "docs" / "calendar.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| (20\d\d) \|.*\| (\d+)[^|]*\|$", page, re.M))
    assert documented == {str(year): str(working_days_of(year, CALENDAR)) for year in YEARS}
    for notice_ in CALENDAR.notices:
        assert notice_.citation.document.removeprefix("国办发明电") in page
