"""Faults: which repeat which, and what may not be said; outages and inspections."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.transitions import Refused
from jixiao.systems.operations.actions import recompute
from jixiao.systems.operations.models import Agreement, Limit
from tests.support.recorders import recorder
from tests.systems.operations.desk import FAULT, TICKET, WHO, Desk


def later(number: str, occurred: str, **changed: str) -> dict[str, str]:
    """The fault again, resolved an hour after it occurred."""
    hour = f"{int(occurred[11:13]) + 1:02d}"
    return {
        **FAULT,
        "number": number,
        "occurred_at": occurred,
        "resolved_at": occurred[:11] + hour + occurred[13:],
        **changed,
    }


def recurrences(desk: Desk) -> dict[str, tuple[str, str | None]]:
    names = dict(desk.published("operations_fault", "id, number"))
    rows = desk.published("operations_fault", "number, recurrence, repeats_id")
    return {number: (what, names.get(repeated)) for number, what, repeated in rows}


def test_a_repeat_needs_the_same_item_the_same_cause_and_an_earlier_resolution(desk: Desk) -> None:
    desk.enter("faults", **FAULT)
    desk.enter("faults", **later("F2", "2020-03-10 09:00"))
    desk.enter("faults", **later("F3", "2020-03-11 09:00", cause="C2"))
    desk.enter("faults", **later("F4", "2020-03-12 09:00", item="CI2"))
    desk.enter("faults", **later("F5", "2020-03-13 09:00", exclusion="测试"))
    desk.enter("faults", **later("F6", "2020-03-14 09:00", cause=""))
    assert recurrences(desk) == {
        "F1": ("first", None),
        "F2": ("repeat", "F1"),
        "F3": ("first", None),
        "F4": ("first", None),
        "F5": ("excluded", None),
        "F6": ("cause_unknown", None),
    }


def test_a_fault_recorded_late_makes_a_repeat_of_one_recorded_before_and_its_import_can_be_undone(desk: Desk) -> None:
    desk.enter("faults", **later("F2", "2020-03-10 09:00"))
    headings = "故障编号,系统,配置项,级别,现象,根因,发生时间,排除时间"
    row = "F1,S1,CI1,重大,查询超时,C1,2020-03-02 09:00,2020-03-02 10:00"
    made, _, _ = desk.load("faults", f"{headings}\n{row}\n".encode())
    assert recurrences(desk) == {"F1": ("first", None), "F2": ("repeat", "F1")}
    assert desk.undo(made) == 1
    assert recurrences(desk) == {"F2": ("first", None)}


def test_a_fault_that_moves_to_another_item_is_repeated_no_more(desk: Desk) -> None:
    first = desk.enter("faults", **FAULT)
    desk.enter("faults", **later("F2", "2020-03-10 09:00"))
    desk.correct("faults", first, item="CI2")
    assert recurrences(desk) == {"F1": ("first", None), "F2": ("first", None)}


def test_the_clock_of_a_fault_stands_still_in_the_holds_of_its_ticket(desk: Desk) -> None:
    desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    moments = {"occurred_at": "2020-04-30 16:30", "resolved_at": "2020-05-06 09:40"}
    fault = desk.enter("faults", **(FAULT | moments), ticket="T1")
    assert (fault.resolution_business_seconds, fault.resolution_is_met) == (130 * 60, False)
    desk.enter("holds", ticket="T1", number="1", from_at="2020-04-30 17:00", until_at="2020-05-06 09:00", reason="等")
    now = desk.fresh(fault)
    assert (now.resolution_business_seconds, now.resolution_is_met) == (70 * 60, True)


def test_correcting_a_limit_changes_no_clock_until_the_year_is_counted_anew(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    with acting_as(desk.office.identity(WHO)):
        limit, agreement = Limit.objects.get(severity="major"), Agreement.objects.get()
    desk.correct("limits", limit, resolution_minutes="240")
    assert desk.fresh(ticket).resolution_is_met is False
    with acting_as(desk.office.identity(WHO)):
        who = recorder(desk.office, WHO)
        for year, reason, code in (
            (2020, " ", "operations.reason_missing"),
            (2021, "补充协议", "operations.year_outside_agreement"),
        ):
            with pytest.raises(Refused) as refused:
                recompute(agreement.pk, year, reason, who)
            assert refused.value.code == code
        made = recompute(agreement.pk, 2020, "补充协议", who)
    assert (made.tickets, made.tickets_changed) == (1, 1)
    now = desk.fresh(ticket)
    assert (now.resolution_limit_seconds, now.resolution_is_met) == (240 * 60, True)


@pytest.mark.parametrize(
    ("noun", "filled", "code"),
    [
        ("faults", FAULT | {"cause": "", "closed_at": "2020-03-02 11:00"}, "operations.cause_missing"),
        ("faults", FAULT | {"resolved_at": "2020-03-02 08:00"}, "register.stage_order"),
        ("faults", FAULT | {"resolved_at": "", "closed_at": "2020-03-02 11:00"}, "register.stage_skipped"),
        ("faults", FAULT | {"occurred_at": "2017-03-02 09:00"}, "operations.not_in_service"),
        ("agreements", {"number": "A2", "system": "S1", "window": "7*24", "starts_on": "2020-12-31",
                        "ends_on": "2021-12-31"}, "operations.agreements_overlap"),
        ("limits", {"agreement": "A1", "number": "9", "severity": "重大"}, "operations.severity_twice"),
        ("limits", {"agreement": "A1", "number": "9", "severity": "部分功能", "response_minutes": "0"},
         "operations.limit_not_positive"),
        ("outages", {"number": "O1", "system": "S1", "began_at": "2020-03-02 09:00", "ended_at": "2020-03-01 09:00"},
         "operations.backwards"),
        ("inspections", {"number": "I1", "system": "S1", "kind": "巡检", "planned_on": "2020-03-02",
                         "done_on": "2020-03-02"}, "operations.result_missing"),
        ("inspections", {"number": "I1", "system": "S1", "kind": "巡检",
                         "planned_on": "2020-03-02", "done_on": "2020-03-02", "result": "通过",
                         "signed_on": "2020-03-03"}, "operations.report_missing"),
        ("rota", {"engineer": "E1", "number": "1", "system": "S1", "day_on": "2020-03-02", "from_minute": "1080",
                  "to_minute": "540"}, "operations.turn_wrong"),
        ("rota", {"engineer": "E1", "number": "1", "system": "S1", "day_on": "2019-03-02", "from_minute": "540",
                  "to_minute": "1080"}, "operations.engineer_away"),
        ("attendance", {"engineer": "E1", "number": "1", "system": "S1", "arrived_at": "2020-03-02 09:00",
                        "left_at": "2020-03-04 09:00"}, "operations.stretch_wrong"),
    ],
)  # fmt: skip
def test_what_a_record_may_not_say(desk: Desk, noun: str, filled: dict[str, str], code: str) -> None:
    assert code in {found for _, found in desk.refused(noun, **filled)}


#: What nobody can write even where no check looks: the database is the last guard.
BY_HAND = (
    ("operations_ticket", "resolved_at = opened_at - interval '1 minute'", r"operations_ticket_\w+_resolved\b"),
    ("operations_ticket", "responded_at = opened_at - interval '1 minute'", r"operations_ticket_\w+_responded\b"),
    ("operations_ticket", "closed_at = resolved_at", "operations_ticket_closed_is_confirmed"),
    ("operations_ticket", "closed_at = resolved_at - interval '1 minute', confirmation = 'timeout'",
     r"operations_ticket_\w+_closed\b"),
    ("operations_ticket", "confirmation = 'user'", "operations_ticket_confirmed_by_user"),
    ("operations_ticket", "severity = 'grave'", "operations_ticket_severity_known"),
    ("operations_fault", "cause_id = NULL, closed_at = resolved_at", "operations_fault_closed_at_needs_cause"),
    ("operations_fault", "resolved_at = occurred_at - interval '1 minute'", "operations_fault_occurred_resolved"),
    ("operations_fault", "recurrence = 'repeat'", "operations_fault_repeat_names_which"),
    ("operations_inspection", "signed_on = done_on, report = ''", "operations_inspection_signed_has_report"),
    ("operations_inspection", "done_on = NULL, signed_on = planned_on, report = 'x'",
     "operations_inspection_signed_on_needs_done_on"),
    ("operations_agreement", "starts_on = '2020-06-01' WHERE number = 'A2'", "operations_agreement_one_at_a_time"),
)  # fmt: skip


def test_the_database_refuses_by_itself_what_the_checks_refuse(desk: Desk) -> None:
    desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    desk.enter("faults", **FAULT)
    desk.enter("agreements", number="A2", system="S1", window="7*24", starts_on="2021-01-01", ends_on="2021-12-31")
    done = {"planned_on": "2020-03-02", "done_on": "2020-03-02", "result": "通过"}
    desk.enter("inspections", number="I1", system="S1", kind="巡检", **done)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        for table, change, constraint in BY_HAND:
            with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
                cursor.execute(f"UPDATE {table} SET {change}")


def test_an_inspection_is_completed_when_signed_with_a_report_and_every_item_is_answered(desk: Desk) -> None:
    plan = {"number": "I1", "system": "S1", "kind": "巡检", "planned_on": "2020-03-02"}
    made = desk.enter("inspections", **plan)
    desk.advance("inspections", made, "do", done_on="2020-03-02", engineer="E1", result="通过")
    desk.advance("inspections", made, "sign", signed_on="2020-03-03", report="巡检〔2020〕1号")
    assert not desk.fresh(made).is_completed  # no checklist yet
    desk.enter("inspection-items", inspection="I1", number="1", item="磁盘", answer="正常")
    assert desk.fresh(made).is_completed
    open_item = desk.enter("inspection-items", inspection="I1", number="2", item="备份")
    assert not desk.fresh(made).is_completed
    desk.correct("inspection-items", open_item, answer="异常", note="备份失败，已重做")
    assert desk.fresh(made).is_completed


def test_an_outage_counts_only_inside_the_service_window(desk: Desk) -> None:
    outage = {"number": "O1", "system": "S1", "is_planned": "否"}
    made = desk.enter("outages", **outage, began_at="2020-03-06 17:30", ended_at="2020-03-09 09:30")
    assert made.business_seconds == 3600  # half an hour on Friday, half an hour on Monday
