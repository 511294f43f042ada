"""The checked measures of operations: each check over records made by hand, what it applies to and what fails it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.support.measuring import day_number, figures_of, pairs, working_days

YEAR_LONG = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
FRIDAY, SATURDAY = date(2020, 5, 8), date(2020, 5, 9)
YES, NO = True, False


def asked(measure: str, check: str, tables: dict[str, Any], **when: Any) -> list[tuple[int, bool]]:
    held = {"operations_system": [{"id": 1, "in_service_on": date(2019, 1, 1)}]}
    return pairs(f"operations.{measure}", held | tables, check, **when)


def at(month: int, day: int, hour: int = 10, year: int = 2020) -> datetime:
    return datetime(year, month, day, hour)


def change(**said: Any) -> dict[str, Any]:
    people = {"requested_by": "王芳", "approved_by": "李明", "rollback_plan": "恢复前一版", "is_emergency": False}
    moments = {"assessed_at": at(3, 1), "approved_at": at(3, 2), "tested_at": at(3, 3), "deployed_at": at(3, 4)}
    return people | moments | {"reviewed_at": at(3, 20)} | said


def changes(check: str, *rows: dict[str, Any], **when: Any) -> list[bool]:
    return [hit for _, hit in asked("change_discipline", check, {"operations_change": rows}, **when)]


def test_a_change_is_approved_before_it_goes_live_also_in_an_emergency() -> None:
    rows = [
        change(approved_at=at(3, 4)),
        change(approved_at=at(3, 4, 11)),
        change(approved_at=None),
        change(approved_by=""),
        change(approved_at=at(3, 5), is_emergency=True),
        change(approved_at=None, deployed_at=None),
        change(approved_at=None, deployed_at=at(12, 31, year=2019)),
    ]
    assert changes("approved_before_deployment", *rows) == [YES, NO, NO, NO, NO]
    discipline = asked("operation_discipline", "changes_approved", {"operations_change": rows})
    assert [hit for _, hit in discipline] == [YES, NO, NO, NO, NO]


def test_a_change_is_asked_for_assessed_tested_and_can_be_undone() -> None:
    assert changes("requested", change(), change(requested_by="")) == [YES, NO]
    late = [change(), change(assessed_at=at(3, 2, 11)), change(assessed_at=None)]
    assert changes("assessed", *late) == [YES, NO, NO]
    untested = [change(tested_at=at(3, 4, 11)), change(tested_at=None), change(tested_at=None, is_emergency=True)]
    assert changes("tested", change(), *untested) == [YES, NO, NO]
    assert changes("has_a_way_back", change(), change(rollback_plan="")) == [YES, NO]
    assert changes("approved_by_another", change(), change(approved_by=" 王芳"), change(requested_by="")) == [YES, NO]


def test_a_change_is_reviewed_or_rolled_back_within_thirty_days() -> None:
    rows = [
        change(reviewed_at=at(4, 3)),
        change(reviewed_at=at(4, 4)),
        change(reviewed_at=None),
        change(reviewed_at=None, rolled_back_at=at(3, 5)),
        change(reviewed_at=None, deployed_at=at(12, 20)),
    ]
    assert changes("reviewed", *rows) == [YES, NO, NO, YES]
    last_day = change(deployed_at=at(12, 20), reviewed_at=at(12, 31))
    assert changes("reviewed", last_day) == [YES]


def test_a_release_follows_an_approved_change() -> None:
    releases = [
        {"change_id": 1, "released_at": at(3, 4)},
        {"change_id": 1, "released_at": at(3, 1)},
        {"change_id": None, "released_at": at(3, 4)},
    ]
    tables = {"operations_release": releases, "operations_change": [change(id=1)]}
    released = asked("change_discipline", "releases_follow_changes", tables)
    assert released == [(1, YES), (2, NO), (3, NO)]


def test_a_year_without_changes_has_nothing_to_judge_and_no_systems_nothing_to_report() -> None:
    system = {"operations_system": [{"in_service_on": date(2019, 1, 1)}]}
    assert figures_of("operations.change_discipline", system) == (None, None)
    assert figures_of("operations.change_discipline", {}) is None


def test_inspections_by_plan_tickets_complete_and_faults_with_a_cause() -> None:
    def inspection(planned: date, done: date | None, is_completed: bool = True) -> dict[str, Any]:
        return {"kind": "inspection", "planned_on": planned, "done_on": done, "is_completed": is_completed}

    rows = [
        inspection(date(2020, 3, 1), date(2020, 3, 6)),
        inspection(date(2020, 3, 1), date(2020, 3, 7)),
        inspection(date(2020, 3, 1), None, False),
        inspection(date(2020, 3, 1), date(2020, 3, 1), False),
        inspection(date(2020, 12, 30), date(2021, 1, 2)),
        inspection(date(2020, 12, 30), date(2020, 12, 31)),
    ]
    given = {"operations_inspection": rows}
    done = asked("operation_discipline", "inspections_as_planned", given)
    assert [hit for _, hit in done] == [YES, NO, NO, NO, NO, YES]
    soon = asked("operation_discipline", "inspections_as_planned", given, as_of=date(2020, 3, 5))
    assert soon == [(4, NO)]  # of the others it is not known yet
    opened = {"opened_at": at(3, 1), "is_test": False}
    tickets = [opened | {"is_complete": yes} for yes in (YES, NO)] + [opened | {"is_complete": NO, "is_test": True}]
    complete = asked("operation_discipline", "tickets_complete", {"operations_ticket": tickets})
    assert complete == [(1, YES), (2, NO)]
    fault = {"occurred_at": at(3, 1), "closed_at": at(3, 2), "exclusion": "", "cause_id": 1}
    faults = [fault, fault | {"cause_id": None}, fault | {"cause_id": None, "closed_at": None}]
    assert asked("operation_discipline", "faults_have_a_cause", {"operations_fault": faults}) == [(1, YES), (2, NO)]


def test_a_working_day_without_anybody_on_the_rota_is_shown_as_that_day() -> None:
    tables = {
        "working_day": working_days(FRIDAY, SATURDAY),
        "operations_agreement": [{"system_id": 1, "window": "5*8", **YEAR_LONG}],
        "operations_duty": [
            {"engineer_id": 1, "system_id": 1, "day_on": FRIDAY},
            {"engineer_id": 2, "system_id": 1, "day_on": FRIDAY},
            {"engineer_id": 1, "system_id": 2, "day_on": SATURDAY},
        ],
    }
    kept = asked("operation_discipline", "rota_kept", tables)
    assert kept == [(day_number(FRIDAY), YES), (day_number(SATURDAY), NO)]


def test_an_engineer_is_sworn_on_every_day_of_the_work() -> None:
    def sworn(signed: date, until: date | None, **engineer: Any) -> list[bool]:
        undertaking = {"engineer_id": 1, "signed_on": signed, "valid_to_day": until and day_number(until)}
        who = {"id": 1, "joined_on": date(2020, 3, 1)} | engineer
        tables = {"operations_engineer": [who], "operations_undertaking": [undertaking]}
        return [hit for _, hit in asked("operation_discipline", "engineers_sworn", tables)]

    assert sworn(date(2020, 3, 1), None) == [YES]
    assert sworn(date(2020, 3, 2), None) == [NO]
    assert sworn(date(2020, 3, 1), date(2020, 12, 30)) == [NO]
    assert sworn(date(2020, 3, 1), date(2020, 8, 31), left_on=date(2020, 8, 31)) == [YES]
    assert sworn(date(2020, 3, 2), None, left_on=date(2019, 12, 31), joined_on=date(2019, 1, 1)) == []


def test_features_and_tunings_are_in_time_on_the_planned_day() -> None:
    planned = date(2020, 6, 30)
    for measure, check, table, done in (
        ("feature_timeliness", "delivered_by_plan", "operations_feature", "delivered_on"),
        ("tuning_timeliness", "completed_by_plan", "operations_tuning", "completed_on"),
    ):
        rows = [{"planned_on": planned, done: day} for day in (planned, date(2020, 7, 1), None)]
        rows.append({"planned_on": date(2021, 1, 1), done: None})
        assert asked(measure, check, {table: rows}) == [(1, YES), (2, NO), (3, NO)]
        assert figures_of(f"operations.{measure}", {table: rows}, as_of=date(2020, 6, 29)) == (None, None)
        assert figures_of(f"operations.{measure}", {}) is None


def plan(**said: Any) -> dict[str, Any]:
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    given = {"id": 1, "approved_on": first, "response_minutes": 30, "restore_minutes": 120} | said
    first, last = given.pop("first", first), given.pop("last", last)
    return given | {"valid_from_day": day_number(first), "valid_to_day": day_number(last)}


def emergencies(measure: str, check: str, tables: dict[str, Any], **when: Any) -> list[tuple[int, bool]]:
    return asked(measure, check, {"operations_plan": [plan()]} | tables, **when)


def test_an_emergency_is_answered_and_restored_within_the_plan() -> None:
    rows = [
        {"plan_id": 1, "occurred_at": at(4, 1), "response_seconds": 1800, "restore_seconds": 7201},
        {"plan_id": 1, "occurred_at": at(4, 1), "response_seconds": 1801, "restore_seconds": 7200},
        {"plan_id": 1, "occurred_at": at(4, 1), "response_seconds": 60, "restore_seconds": None},
        {"plan_id": 1, "occurred_at": at(12, 31), "response_seconds": 60, "restore_seconds": None},
    ]
    tables = {"operations_emergency": rows}
    responded = emergencies("emergency_timeliness", "responded_in_time", tables)
    assert responded == [(1, YES), (2, NO), (3, YES), (4, YES)]
    assert emergencies("emergency_timeliness", "restored_in_time", tables) == [(1, NO), (2, YES), (3, NO)]
    assert figures_of("operations.emergency_timeliness", {"operations_plan": [plan()]}) == (None, None)
    assert figures_of("operations.emergency_timeliness", tables) is None


def test_a_system_has_an_approved_plan_on_each_of_its_days() -> None:
    def in_force(*plans: dict[str, Any], **system: Any) -> list[tuple[int, bool]]:
        served = {"id": 1, "in_service_on": date(2019, 1, 1)} | system
        tables = {"operations_system": [served], "operations_plan": plans}
        return asked("emergency_mechanism", "plan_in_force", tables)

    half = plan(last=date(2020, 6, 30))
    assert in_force(plan()) == [(1, YES)]
    assert in_force(half) == [(1, NO)]
    assert in_force(half, plan(id=2, first=date(2020, 7, 1), approved_on=date(2020, 6, 1))) == [(1, YES)]
    assert in_force(half, plan(id=2, first=date(2020, 7, 1), approved_on=date(2020, 7, 2))) == [(1, NO)]
    assert in_force(plan(approved_on=None)) == [(1, NO)]
    assert in_force(plan(approved_on=date(2020, 1, 2))) == [(1, NO)]
    assert in_force(plan(programme_id=2), half) == [(1, NO)]
    assert in_force(half, retired_on=date(2020, 6, 30)) == [(1, YES)]


def test_contacts_are_valid_and_checked_within_a_year() -> None:
    rows = [
        {"plan_id": 1, "is_valid": YES, "checked_on": date(2020, 1, 1)},
        {"plan_id": 1, "is_valid": YES, "checked_on": date(2019, 12, 31)},
        {"plan_id": 1, "is_valid": NO, "checked_on": date(2020, 6, 1)},
        {"plan_id": 1, "is_valid": YES, "checked_on": None},
        {"plan_id": 9, "is_valid": NO, "checked_on": None},
    ]
    tables = {"operations_plan_contact": rows}
    assert emergencies("emergency_mechanism", "contacts_valid", tables) == [(1, YES), (2, NO), (3, NO), (4, NO)]
    assert emergencies("emergency_mechanism", "contacts_listed", tables) == [(1, YES)]
    assert emergencies("emergency_mechanism", "contacts_listed", {}) == [(1, NO)]
    approved = {"operations_plan": [plan(approved_on=date(2020, 12, 31))]}
    assert emergencies("emergency_mechanism", "contacts_listed", approved) == [(1, NO)]
    assert emergencies("emergency_mechanism", "contacts_listed", approved, as_of=date(2020, 12, 30)) == []


def test_drills_are_planned_held_and_what_they_found_is_put_right() -> None:
    drill = {"id": 1, "plan_id": 1, "planned_on": date(2020, 9, 1), "held_on": date(2020, 9, 6), "report": "演练-1"}
    rows = [drill, drill | {"id": 2, "held_on": date(2020, 9, 7)}, drill | {"id": 3, "report": ""}]
    rows.append(drill | {"id": 4, "held_on": None})
    held = emergencies("emergency_mechanism", "drills_held", {"operations_drill": rows})
    assert held == [(1, YES), (2, NO), (3, NO), (4, NO)]
    assert emergencies("emergency_mechanism", "drill_planned", {"operations_drill": [drill]}) == [(1, YES)]
    ahead = {"operations_drill": [drill]}
    assert emergencies("emergency_mechanism", "drill_planned", ahead, as_of=date(2020, 2, 1)) == [(1, YES)]
    elsewhere = {"operations_drill": [drill | {"plan_id": 2}]}
    assert emergencies("emergency_mechanism", "drill_planned", elsewhere) == [(1, NO)]
    found = {"drill_id": 1, "due_on": date(2020, 10, 1), "closed_on": date(2020, 10, 1)}
    findings = [found, found | {"closed_on": date(2020, 10, 2)}, found | {"due_on": None, "closed_on": None}]
    findings.append(found | {"drill_id": 9, "due_on": None, "closed_on": None})
    tables = {"operations_drill": [drill], "operations_drill_finding": findings}
    assert emergencies("emergency_mechanism", "findings_closed", tables) == [(1, YES), (2, NO), (3, NO)]


def test_training_is_planned_and_each_engineer_passes_new_ones_before_duty() -> None:
    engineers = [
        {"id": 1, "joined_on": date(2018, 1, 1)},
        {"id": 2, "joined_on": date(2020, 4, 1)},
        {"id": 3, "joined_on": date(2020, 4, 1)},
        {"id": 4, "joined_on": date(2020, 4, 1)},
    ]
    passed = {"is_assessed": YES, "is_passed": YES}
    trainings = [
        passed | {"engineer_id": 1, "held_on": date(2019, 12, 31)},
        passed | {"engineer_id": 2, "held_on": date(2020, 4, 6)},
        passed | {"engineer_id": 3, "held_on": date(2020, 4, 7)},
        passed | {"engineer_id": 4, "held_on": date(2020, 4, 2), "is_passed": NO},
    ]
    duty = [{"engineer_id": who, "system_id": 1, "day_on": date(2020, 4, 6)} for who in (1, 2, 3, 4)]
    tables = {"operations_engineer": engineers, "operations_training": trainings, "operations_duty": duty}
    trained = asked("training_mechanism", "engineers_trained", tables)
    assert trained == [(1, NO), (2, YES), (3, YES), (4, NO)]
    assert asked("training_mechanism", "engineers_trained", tables, as_of=date(2020, 12, 30)) == []
    assert asked("training_mechanism", "trained_before_duty", tables) == [(2, YES), (3, NO), (4, NO)]
    for said, holds in (({}, YES), ({"year": 2019}, NO), ({"approved_on": None}, NO), ({"programme_id": 2}, NO)):
        planned = {"operations_training_plan": [{"year": 2020, "approved_on": date(2020, 2, 1)} | said]}
        assert asked("training_mechanism", "yearly_plan", tables | planned) == [(1, holds)], said
    assert figures_of("operations.training_mechanism", {"operations_engineer": engineers}) is None


def test_meetings_requests_and_what_was_agreed() -> None:
    meeting = {"planned_on": date(2020, 3, 1), "held_on": date(2020, 3, 6), "minutes": "纪要-1"}
    rows = [meeting, meeting | {"held_on": date(2020, 3, 7), "minutes": ""}, meeting | {"held_on": None}]
    tables = {"operations_meeting": rows}
    assert asked("cooperation_mechanism", "meetings_held", tables) == [(1, YES), (2, NO), (3, NO)]
    assert asked("cooperation_mechanism", "minutes_kept", tables) == [(1, YES), (2, NO)]
    due = date(2020, 4, 1)
    for table, done, check in (
        ("operations_action_item", "closed_on", "action_items_closed"),
        ("operations_cooperation_request", "answered_on", "requests_answered"),
    ):
        items = [{"due_on": due, done: day} for day in (due, date(2020, 4, 2), None)]
        items.append({"due_on": date(2021, 1, 1), done: None})
        assert asked("cooperation_mechanism", check, tables | {table: items}) == [(1, YES), (2, NO), (3, NO)]
    assert figures_of("operations.cooperation_mechanism", {}) is None


def test_required_facilities_stand_under_cover_and_are_looked_after() -> None:
    last = date(2020, 12, 31)
    days = {"warranty_to_day": day_number(last), "maintenance_to_day": None}
    asset = {"is_required": YES, "in_service_on": date(2019, 1, 1), "inspected_on": date(2020, 1, 1)} | days
    before = day_number(last) - 1
    rows = [
        asset,
        asset | {"in_service_on": None},
        asset | {"warranty_to_day": before},
        asset | {"warranty_to_day": before, "maintenance_to_day": before + 1},
        asset | {"inspected_on": date(2019, 12, 31)},
        asset | {"is_required": NO, "in_service_on": None},
        asset | {"retired_on": last, "in_service_on": None},
        asset | {"warranty_to_day": None},
    ]
    tables = {"operations_asset": rows}
    assert [n for n, hit in asked("facilities", "in_service", tables) if not hit] == [2]
    assert [n for n, hit in asked("facilities", "under_warranty_or_contract", tables) if not hit] == [3, 8]
    assert [n for n, hit in asked("facilities", "inspected", tables) if not hit] == [5]
    assert figures_of("operations.facilities", tables) == (14, 18)
    assert figures_of("operations.facilities", {}) is None


def test_sharing_is_answered_published_and_reachable() -> None:
    entries = [
        {"id": 1, "published_on": date(2020, 1, 1)},
        {"id": 2, "published_on": None},
        {"id": 3, "published_on": date(2018, 1, 1), "retired_on": date(2019, 12, 31)},
    ]
    due = date(2020, 4, 1)
    requests = [{"due_on": due, "answered_on": day} for day in (due, date(2020, 4, 2), None)]
    requests[0] |= {"answer": "refused"}
    checks = [{"entry_id": 1, "checked_on": due, "is_up": up} for up in (YES, NO)]
    tables = {
        "operations_catalogue_entry": entries,
        "operations_sharing_request": requests,
        "operations_interface_check": checks,
    }
    assert asked("data_sharing", "requests_answered", tables) == [(1, YES), (2, NO), (3, NO)]
    assert asked("data_sharing", "catalogue_published", tables) == [(1, YES), (2, NO)]
    assert asked("data_sharing", "interfaces_up", tables) == [(1, YES), (2, NO)]
    assert asked("data_sharing", "interfaces_checked", tables) == [(1, YES)]
    unchecked = tables | {"operations_interface_check": [checks[0] | {"checked_on": date(2019, 4, 1)}]}
    assert asked("data_sharing", "interfaces_checked", unchecked) == [(1, NO)]
    assert figures_of("operations.data_sharing", {"operations_sharing_request": requests}) is None


def paper(kind: str, approved: date | None, first: date, last: date | None = None) -> dict[str, Any]:
    days = {"valid_from_day": day_number(first), "valid_to_day": last and day_number(last)}
    return {"kind": kind, "approved_on": approved, **days}


def test_the_papers_of_the_long_run() -> None:
    first, last = date(2020, 1, 1), date(2020, 12, 31)

    def long_run(check: str, *papers: dict[str, Any], **when: Any) -> bool:
        ((_, hit),) = asked("long_term_mechanism", check, {"operations_long_term_paper": papers}, **when)
        return hit

    assert long_run("plan_in_force", paper("plan", first, first))
    assert not long_run("plan_in_force", paper("plan", date(2020, 1, 2), first))
    assert not long_run("plan_in_force", paper("plan", first, first, date(2020, 12, 30)))
    assert not long_run("plan_in_force", paper("review", first, first))
    assert long_run("yearly_review", paper("review", last, last))
    assert not long_run("yearly_review", paper("review", date(2019, 12, 31), first))
    assert not long_run("yearly_review", paper("review", None, first))
    assert long_run("handover_ready", paper("handover", first, first, last))
    assert long_run("handover_ready", paper("handover", last, last))
    assert not long_run("handover_ready", paper("handover", first, date(2021, 1, 1)))
    assert not long_run("handover_ready", paper("handover", first, first, date(2020, 12, 30)))
    early = {"operations_long_term_paper": [paper("plan", first, first)]}
    assert asked("long_term_mechanism", "yearly_review", early, as_of=date(2020, 6, 30)) == []
    assert figures_of("operations.long_term_mechanism", {}) is None


def stable(*outages: dict[str, Any], window: str = "5*8") -> list[bool]:
    """Two working days of eight hours: 57,600 seconds of service, of which 576 may be lost."""
    tables = {
        "working_day": working_days(FRIDAY, SATURDAY),
        "operations_agreement": [{"system_id": 1, "window": window, **YEAR_LONG}],
        "operations_outage": [{"system_id": 1, "began_at": at(5, 8), "is_planned": NO, **each} for each in outages],
    }
    return [hit for _, hit in asked("service_stability", "available_enough", tables)]


def test_a_service_is_stable_at_ninety_nine_in_a_hundred_of_its_hours() -> None:
    assert stable() == [YES]
    assert stable({"business_seconds": 500}, {"business_seconds": 76}) == [YES]
    assert stable({"business_seconds": 577}) == [NO]
    assert stable({"business_seconds": 577, "is_planned": YES}) == [YES]
    assert stable({"business_seconds": None}) == [NO]
    # always: 366 days of 86,400 seconds, of which 316,224 may be lost
    assert stable({"business_seconds": 316_224}, window="7*24") == [YES]
    assert stable({"business_seconds": 316_225}, window="7*24") == [NO]
    outages = [{"began_at": at(5, 8), "is_planned": NO, "fault_id": fault} for fault in (3, None)]
    outages.append({"began_at": at(5, 8), "is_planned": YES, "fault_id": None})
    explained = asked("service_stability", "outages_explained", agreed() | {"operations_outage": outages})
    assert explained == [(1, YES), (2, NO)]


def agreed() -> dict[str, Any]:
    return {"operations_agreement": [{"system_id": 1, "window": "5*8", **YEAR_LONG}]}


def test_faults_are_answered_by_their_ticket_and_mended_in_time() -> None:
    tickets = [{"id": n, "opened_at": at(3, 1), "response_is_met": met} for n, met in ((1, YES), (2, NO), (3, None))]
    fault = {"occurred_at": at(3, 1), "exclusion": "", "resolution_is_met": YES}
    faults = [fault | {"ticket_id": n} for n in (1, 2, 3)]
    faults += [fault | {"ticket_id": None, "resolution_is_met": met} for met in (NO, None)]
    faults.append(fault | {"ticket_id": 2, "resolution_is_met": NO, "exclusion": "planned"})
    tables = agreed() | {"operations_ticket": tickets, "operations_fault": faults}
    assert asked("maintenance_timeliness", "responded_in_time", tables) == [(1, YES), (2, NO)]
    assert asked("maintenance_timeliness", "resolved_in_time", tables) == [(1, YES), (2, YES), (3, YES), (4, NO)]
    assert figures_of("operations.maintenance_timeliness", {"operations_fault": faults}) is None
