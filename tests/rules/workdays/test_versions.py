"""The calendar of each day on which something became known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.workdays import calendar_versions, working_calendar
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import CalendarVersions, changed_days, is_working_day, working_days_between, working_days_of

VERSIONS = calendar_versions()
PLANNED, AMENDED = VERSIONS.known_on(date(2020, 1, 25)), VERSIONS.known_on(date(2020, 1, 26))
WORKED_2020 = (17, 20, 22, 22, 19, 21, 23, 21, 23, 17, 21, 23)


def test_2020_as_planned_and_as_amended_are_two_versions_with_the_day_each_became_known() -> None:
    assert (PLANNED.version, working_days_of(2020, PLANNED)) == (date(2019, 11, 21), 251)
    assert (AMENDED.version, working_days_of(2020, AMENDED)) == (date(2020, 1, 26), 249)
    assert changed_days(PLANNED, AMENDED) == (date(2020, 1, 31), date(2020, 2, 1))
    notices = [calendar.notices[-1].citation.document for calendar in (PLANNED, AMENDED)]
    assert notices == ["国办发明电〔2019〕16号", "国办发明电〔2020〕1号"]


@pytest.mark.parametrize(("month", "days"), list(enumerate(WORKED_2020, 1)))
def test_each_month_of_2020_as_it_was_worked(month: int, days: int) -> None:
    before = date(2020, month, 1) - timedelta(days=1)
    last = date(2020, month + 1, 1) - timedelta(days=1) if month < 12 else date(2020, 12, 31)
    assert working_days_between(before, last, AMENDED) == days
    planned = days + {1: 1, 2: 1}.get(month, 0)  # 31 January, and Saturday 1 February made up
    assert working_days_between(before, last, PLANNED) == planned


def test_2019_changed_in_march_with_two_days_off_and_two_made_up() -> None:
    earlier, later = VERSIONS.known_on(date(2019, 3, 21)), VERSIONS.known_on(date(2019, 3, 22))
    changed = (date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5))
    assert changed_days(earlier, later) == changed
    assert [is_working_day(day, later) for day in changed] == [True, False, False, True]


@given(st.dates(date(2017, 11, 30), date(2026, 11, 23)))
def test_the_version_of_a_day_is_the_calendar_known_on_it(day: date) -> None:
    assert VERSIONS.known_on(day) == working_calendar(day)
    assert VERSIONS.known_on(day).version <= day


def test_before_the_first_notice_nothing_is_known() -> None:
    with pytest.raises(NoRuleInForce, match="2017"):
        VERSIONS.known_on(date(2017, 11, 29))


def test_two_versions_of_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="各版本"):
        CalendarVersions([PLANNED, AMENDED, PLANNED])
    with pytest.raises(ValueError, match="各版本"):
        CalendarVersions([])


def test_an_office_with_a_year_of_its_own_has_a_version_more(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "holidays_2027.yaml").write_text(
        "id: calendar.holidays_2027\ntitle: 2027年节假日安排\nunit: 日\nvalues:\n"
        "  - effective: 2026-11-20\n    value: {holidays: {元旦: [2027-01-01, 2027-01-03]}, made_up: []}\n"
        "    citation: {document: 测试用通知, article: '', evidence: B}\n"
        "    origin: ours\n    checked_on: 2026-11-23\n",
        encoding="utf-8",
    )
    own = calendar_versions(tmp_path)
    assert own.versions[:-1] == VERSIONS.versions
    assert own.versions[-1].last_day == date(2027, 12, 31)
