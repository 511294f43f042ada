"""Rota and attendance become service days; the working calendar is published."""

from __future__ import annotations

import pytest
from django.db import connection

from jixiao.foundation.identity import acting_as
from jixiao.foundation.transitions import Refused
from jixiao.systems.operations.actions import settle_attendance
from tests.support.recorders import recorder
from tests.systems.operations.desk import WHO, Desk


def settle(desk: Desk) -> int:
    system = desk.published("operations_system", "id")[0][0]
    with acting_as(desk.office.identity(WHO)):
        return settle_attendance(system, 2020, recorder(desk.office, WHO))


def test_a_day_is_covered_by_two_turns_that_meet_and_not_by_one_who_left_early(desk: Desk) -> None:
    desk.enter(
        "qualifications", engineer="E1", number="Q1", kind="数据库", valid_from="2019-01-01", valid_to="2020-03-02"
    )
    other = {"number": "E2", "name": "乙", "programme": "非税系统运维", "supplier_name": "某公司"}
    desk.enter("engineers", **other, joined_on="2019-12-01")
    turn = {"system": "S1", "is_on_site": "是"}
    for number, day in (("1", "2020-03-02"), ("2", "2020-03-03"), ("3", "2020-01-25"), ("4", "2020-03-04")):
        desk.enter("rota", engineer="E1", number=number, day_on=day, from_minute="540", to_minute="780", **turn)
        desk.enter("rota", engineer="E2", number=number, day_on=day, from_minute="780", to_minute="1080", **turn)
    for number, day, left in (("1", "2020-03-02", "18:00"), ("2", "2020-03-03", "17:30"), ("3", "2020-01-25", "18:00")):
        for engineer, came, went in (("E1", "08:50", "13:10"), ("E2", "12:50", left)):
            times = {"arrived_at": f"{day} {came}", "left_at": f"{day} {went}"}
            desk.enter("attendance", engineer=engineer, number=number, system="S1", **times)
    assert settle(desk) == 3  # 01-25 is a holiday
    columns = "number, required_seconds, covered_seconds, is_covered, qualified_engineers"
    assert desk.published("operations_service_day", columns) == [
        ("2020-03-02", 28_800, 28_800, True, 1),
        ("2020-03-03", 28_800, 27_000, False, 0),
        ("2020-03-04", 28_800, 0, False, 0),
    ]


def test_settling_again_follows_what_was_corrected(desk: Desk) -> None:
    turn = {"engineer": "E1", "number": "1", "system": "S1", "day_on": "2020-03-02"}
    duty = desk.enter("rota", **turn, from_minute="540", to_minute="1080", is_on_site="是")
    came = desk.enter(
        "attendance", engineer="E1", number="1", system="S1", arrived_at="2020-03-02 09:00", left_at="2020-03-02 12:00"
    )
    settle(desk)
    assert desk.published("operations_service_day", "number, covered_seconds") == [("2020-03-02", 3 * 3600)]
    desk.correct("attendance", came, left_at="2020-03-02 18:00")
    assert settle(desk) == 1
    assert desk.published("operations_service_day", "number, covered_seconds") == [("2020-03-02", 8 * 3600)]
    desk.void("attendance", came)
    desk.void("rota", duty)
    assert settle(desk) == 0
    assert desk.published("operations_service_day", "number, covered_seconds") == []


def test_attendance_is_settled_by_the_own_unit_and_for_years_that_have_begun(desk: Desk) -> None:
    system = desk.published("operations_system", "id")[0][0]
    for by, year, code in (
        ("喻经办", 2020, "operations.system_not_found"),
        ("王审核", 2020, "operations.not_yours"),
        ("李编制", 2020, "operations.not_yours"),
        (WHO, 2999, "operations.year_not_begun"),
        (WHO, 2001, "operations.year_without_calendar"),
    ):
        with pytest.raises(Refused) as refused, acting_as(desk.office.identity(by)):
            settle_attendance(system, year, recorder(desk.office, by))
        assert refused.value.code == code, by


def test_the_working_calendar_is_published_as_planned_and_as_amended(desk: Desk) -> None:
    with acting_as(desk.office.identity(WHO)), connection.cursor() as cursor:
        cursor.execute(
            """SELECT calendar_version::text, count(*), max(ordinal) - min(ordinal) + 1, bool_or(is_current)
               FROM published.working_day WHERE year = 2020 GROUP BY 1 ORDER BY 1"""
        )
        found = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM published.working_day WHERE is_current AND year = 2020")
        assert cursor.fetchone() == (249,)
    assert found[0][1:] == (251, 251, False)
    assert found[-1][1:] == (249, 249, True)
