"""The counted measures of operations: the ordinary case, what does not count, nothing kept, nothing to divide by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.support.measuring import Tables, figures_of, hits, working_days

NOON = datetime(2020, 6, 1, 12)
FRIDAY, SATURDAY, MONDAY = date(2020, 5, 8), date(2020, 5, 9), date(2020, 5, 11)


def of(name: str, tables: Tables, **asked: Any) -> Any:
    return figures_of(f"operations.{name}", tables, **asked)


def ticket(**said: Any) -> dict[str, Any]:
    return {"opened_at": NOON, "is_test": False, "is_handled": True} | said


def fault(**said: Any) -> dict[str, Any]:
    return {"occurred_at": NOON, "resolved_at": NOON, "exclusion": "", "recurrence": "first"} | said


def test_a_ticket_that_is_a_test_or_of_another_year_does_not_count() -> None:
    rows = [
        ticket(),
        ticket(is_handled=False),
        ticket(is_test=True),
        ticket(opened_at=datetime(2019, 12, 31, 23, 59)),
        ticket(opened_at=datetime(2021, 1, 1)),
        ticket(opened_at=datetime(2020, 12, 31, 23, 59)),
    ]
    assert of("ticket_handling_rate", {"operations_ticket": rows}) == (2, 3)
    assert of("ticket_handling_rate", {"operations_ticket": [ticket(is_test=True)]}) == (None, None)
    assert of("ticket_handling_rate", {}) is None


def test_the_two_clocks_of_the_mean_response_are_sums_by_tickets_answered() -> None:
    rows = [
        ticket(response_business_seconds=7200, response_absolute_seconds=54_000),
        ticket(response_business_seconds=0, response_absolute_seconds=600),
        ticket(),
        ticket(is_test=True, response_business_seconds=9, response_absolute_seconds=9),
    ]
    assert of("mean_response_time", {"operations_ticket": rows}) == (7200, 2)
    assert of("mean_response_time_absolute", {"operations_ticket": rows}) == (54_600, 2)


def test_faults_are_resolved_by_the_cut_off_and_excluded_ones_are_none() -> None:
    rows = [
        fault(),
        fault(resolved_at=datetime(2020, 12, 31, 23)),
        fault(resolved_at=datetime(2021, 1, 1)),
        fault(resolved_at=None),
        *(fault(exclusion=why) for why in ("test", "planned", "force_majeure")),
    ]
    assert of("fault_resolution_rate", {"operations_fault": rows}) == (2, 4)
    assert of("fault_resolution_rate", {"operations_fault": rows}, as_of=date(2020, 6, 30)) == (1, 4)
    assert of("fault_resolution_rate", {"operations_ticket": [ticket()]}) == (None, None)
    assert of("fault_resolution_rate", {}) is None


def test_only_faults_that_are_due_are_in_time_or_not() -> None:
    rows = [fault(resolution_is_met=met) for met in (True, True, False, None)]
    rows.append(fault(resolution_is_met=False, exclusion="planned"))
    assert of("fault_timeliness", {"operations_fault": rows}) == (2, 3)


def test_repeats_are_those_proven_the_same_symptom_from_another_cause_is_none() -> None:
    same = {"symptom": "登录缓慢", "item_id": 1}
    rows = [
        fault(cause_id=1, **same),
        fault(cause_id=1, recurrence="repeat", repeats_id=1, **same),
        fault(cause_id=2, **same),
        fault(recurrence="cause_unknown", **same),
        fault(recurrence="excluded", exclusion="test", **same),
    ]
    assert of("fault_repeat_rate", {"operations_fault": rows}) == (1, 4)


def inspection(**said: Any) -> dict[str, Any]:
    told = {"kind": "inspection", "planned_on": date(2020, 3, 1), "done_on": date(2020, 3, 1)}
    return told | {"is_completed": True, "result": "passed"} | said


def test_inspections_count_when_completed_in_the_year() -> None:
    rows = [
        inspection(),
        inspection(is_completed=False),
        inspection(done_on=date(2021, 1, 2)),
        inspection(kind="self_check"),
        inspection(kind="self_check"),
        inspection(kind="self_check", result="failed"),
        inspection(kind="self_check", is_completed=False),
    ]
    tables = {"operations_inspection": rows}
    assert of("inspections", tables)[0] == 1
    assert of("self_checks", tables)[0] == 3
    assert of("self_check_pass_rate", tables) == (2, 3)


def test_planned_and_not_done_is_zero_never_planned_is_not_reported() -> None:
    planned = {"operations_inspection": [inspection(done_on=None, is_completed=False)]}
    assert of("inspections", planned) == (None, None)  # no row: the count over kept records is zero
    assert of("self_checks", planned) is None
    assert of("inspections", {"operations_system": [{"in_service_on": date(2019, 1, 1)}]}) is None


def served(**said: Any) -> dict[str, Any]:
    return {"id": 1, "in_service_on": date(2019, 1, 1)} | said


def agreed(first: date, last: date, **said: Any) -> dict[str, Any]:
    return {"system_id": 1, "contract_id": 1, "window": "5*8", "starts_on": first, "ends_on": last} | said


def maintained(*agreements: dict[str, Any], system: dict[str, Any] | None = None, **contract: Any) -> int:
    paper = {"id": 1, "starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)} | contract
    tables = {"operations_system": [system or served()], "operations_agreement": agreements, "contract": [paper]}
    return of("systems_maintained", tables)[0] or 0


def test_a_system_is_maintained_when_every_day_of_the_year_is_under_contract() -> None:
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    assert maintained(agreed(first, last)) == 1
    assert maintained(agreed(date(2020, 1, 2), last)) == 0
    assert maintained(agreed(first, date(2020, 12, 30))) == 0
    assert maintained(agreed(first, date(2020, 6, 30)), agreed(date(2020, 7, 1), last)) == 1
    assert maintained(agreed(first, date(2020, 6, 30)), agreed(date(2020, 7, 2), last)) == 0
    assert maintained(agreed(first, last, contract_id=None)) == 0
    assert maintained(agreed(first, last), ends_on=date(2020, 12, 30)) == 0
    assert maintained(agreed(first, last), closed_on=date(2020, 9, 1)) == 0
    assert maintained() == 0
    assert maintained(agreed(first, last), system=served(in_service_on=date(2020, 1, 2))) == 0
    assert maintained(agreed(first, last), system=served(retired_on=date(2020, 12, 30))) == 0
    assert of("systems_maintained", {}) is None


def rota(*qualified: tuple[int, date], **tables: Any) -> dict[str, Any]:
    """Three working days with an agreement; engineers 1 to 3 hold a certificate, 4 none, that of 3 ends on Saturday."""
    ends = {1: None, 2: None, 3: SATURDAY}
    return {
        "working_day": working_days(FRIDAY, SATURDAY, MONDAY),
        "operations_agreement": [agreed(date(2020, 1, 1), date(2020, 12, 31), window="7*24")],
        "operations_duty": [{"engineer_id": who, "system_id": 1, "day_on": day} for who, day in qualified],
        "operations_qualification": [
            {"engineer_id": who, "valid_from_day": 18_000, "valid_to_day": last and (last - date(1970, 1, 1)).days}
            for who, last in ends.items()
        ],
    } | tables


def test_staff_is_the_least_number_of_qualified_people_on_any_working_day() -> None:
    full = [(who, day) for who in (1, 2, 3) for day in (FRIDAY, SATURDAY)]
    assert of("qualified_engineers", rota(*full, (1, MONDAY), (2, MONDAY)))[0] == 2
    assert of("qualified_engineers", rota(*full, (1, MONDAY), (3, MONDAY), (4, MONDAY)))[0] == 1
    assert of("qualified_engineers", rota(*full, (1, MONDAY), (1, MONDAY)))[0] == 1
    assert of("qualified_engineers", rota(*full))[0] == 0
    assert of("qualified_engineers", rota()) is None


def test_a_calendar_that_is_not_in_force_any_more_counts_no_day() -> None:
    former = working_days(date(2020, 5, 12), is_current=False)
    days = [*working_days(FRIDAY, SATURDAY, MONDAY), *former]
    everywhere = [(1, day) for day in (FRIDAY, SATURDAY, MONDAY)]
    assert of("qualified_engineers", rota(*everywhere, working_day=days))[0] == 1


def test_on_site_cover_counts_every_working_day_also_one_without_anybody() -> None:
    settled = [
        {"id": 9, "system_id": 1, "day_on": FRIDAY, "is_covered": True},
        {"id": 8, "system_id": 1, "day_on": MONDAY, "is_covered": False},
        {"id": 7, "system_id": 2, "day_on": SATURDAY, "is_covered": True},
    ]
    office = [agreed(date(2020, 1, 1), date(2020, 12, 31))]
    tables = rota((1, FRIDAY), operations_service_day=settled, operations_agreement=office)
    assert of("on_site_cover", tables) == (1, 3)
    assert hits("operations.on_site_cover", tables) == [
        ("operations_service_day", 8, False),
        ("operations_service_day", 9, True),
        ("working_day", 18_391, False),  # 2020-05-09, a Saturday at work
    ]
    assert of("on_site_cover", rota((1, FRIDAY), operations_service_day=settled)) == (None, None)


def test_departments_are_those_with_business_and_count_once() -> None:
    day = date(2020, 2, 3)
    rows = [
        {"department": name, "used_on": day, "transactions": number}
        for name, number in (("教委", 1), ("教委", 5), ("卫健委", 2), ("民政局", 0))
    ]
    assert of("departments_served", {"operations_department_use": rows})[0] == 2
    assert of("departments_served", {"operations_department_use": rows[3:]}) == (None, None)
    assert of("departments_served", {"operations_system": [served()]}) is None


def test_users_are_accounts_that_signed_in_while_enabled() -> None:
    users = [
        {"id": 1, "enabled_on": date(2019, 1, 1)},
        {"id": 2, "enabled_on": date(2019, 1, 1), "disabled_on": date(2020, 3, 1)},
        {"id": 3, "enabled_on": date(2019, 1, 1), "disabled_on": date(2020, 2, 29)},
        {"id": 4, "enabled_on": date(2020, 3, 2)},
        {"id": 5, "enabled_on": date(2019, 1, 1)},
    ]
    signed = [{"user_id": user, "signed_in_at": datetime(2020, 3, 1, 9)} for user in (1, 1, 2, 3, 4)]
    assert of("users_served", {"operations_user": users, "operations_sign_in": signed})[0] == 2
    assert of("users_served", {"operations_user": users}) is None


def test_incidents_count_when_confirmed_and_none_is_zero_only_where_a_desk_is_kept() -> None:
    rows = [{"occurred_at": NOON, "is_confirmed": confirmed} for confirmed in (True, False, None)]
    assert of("security_incidents", {"operations_incident": rows, "operations_ticket": [ticket()]})[0] == 1
    assert of("security_incidents", {"operations_fault": [fault()]}) == (None, None)
    assert of("security_incidents", {"operations_incident": rows}) is None


def test_records_lost_are_those_missing_or_altered() -> None:
    checked = {"checked_on": date(2020, 6, 30), "records_checked": 1000, "records_missing": 2, "records_altered": 1}
    whole = checked | {"records_missing": 0, "records_altered": 0, "records_checked": 500}
    assert of("important_records_lost", {"operations_integrity_check": [checked, whole]}) == (3, 1500)
    assert of("important_records_lost", {"operations_system": [served()]}) is None


def test_a_feature_delivered_and_not_accepted_yet_is_not_accepted() -> None:
    rows = [
        {"planned_on": NOON.date(), "delivered_on": NOON.date(), "is_accepted": accepted}
        for accepted in (True, False, None)
    ]
    rows.append({"planned_on": NOON.date(), "delivered_on": None, "is_accepted": None})
    assert of("feature_acceptance_rate", {"operations_feature": rows}) == (1, 3)


@pytest.mark.parametrize("name", ["ticket_handling_rate", "fault_repeat_rate"])
def test_what_was_recorded_later_was_not_known_before(name: str) -> None:
    later = datetime(2020, 9, 1, 8)
    tables = {
        "operations_ticket": [ticket(), ticket(recorded_at=later, is_handled=False)],
        "operations_fault": [fault(recurrence="repeat"), fault(recorded_at=later)],
    }
    assert of(name, tables, as_of=date(2020, 8, 31)) == (1, 1)
    assert of(name, tables, as_of=date(2020, 9, 1)) == (1, 2)
