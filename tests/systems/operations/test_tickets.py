"""Tickets: their clocks, their verbs, what may not be said of them."""

from __future__ import annotations

import pytest
from django.db import connection

from jixiao.foundation.identity import acting_as
from jixiao.foundation.transitions import Refused
from tests.systems.operations.desk import TICKET, WHO, Desk, day


def test_a_ticket_over_the_may_holidays_is_late_by_the_service_clock(desk: Desk) -> None:
    made = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    assert made.response_business_seconds == 20 * 60
    assert made.response_is_met
    assert made.resolution_business_seconds == 130 * 60
    assert made.resolution_limit_seconds == 120 * 60
    assert made.resolution_is_met is False
    assert made.resolution_absolute_seconds == 5 * 86_400 + (17 * 60 + 10) * 60
    assert (made.state, made.is_handled, made.is_complete) == ("resolved", True, True)
    assert made.calendar_version == day("2020-01-26")


def test_an_open_ticket_says_when_its_limit_is_used_up(desk: Desk) -> None:
    made = desk.enter("tickets", **TICKET)
    assert made.resolution_is_met is None
    assert made.resolution_business_seconds is None
    assert made.resolution_due_at.isoformat() == "2020-05-06T09:30:00+08:00"


def test_a_hold_stops_the_clock_until_it_is_voided(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    hold = desk.enter(
        "holds", ticket="T1", number="1", from_at="2020-04-30 17:00", until_at="2020-05-06 09:00", reason="等用户到场"
    )
    held = desk.fresh(ticket)
    assert (held.resolution_business_seconds, held.held_seconds, held.resolution_is_met) == (70 * 60, 60 * 60, True)
    desk.void("holds", hold)
    assert desk.fresh(ticket).resolution_business_seconds == 130 * 60


def test_correcting_a_hold_counts_the_new_one_alone(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    hold = desk.enter(
        "holds", ticket="T1", number="1", from_at="2020-04-30 17:00", until_at="2020-05-06 09:00", reason="等用户到场"
    )
    desk.correct("holds", hold, from_at="2020-04-30 17:30")
    assert desk.fresh(ticket).held_seconds == 30 * 60


def test_a_reopened_ticket_is_open_until_it_is_resolved_again(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-04-30 17:00")
    again = desk.enter("reopenings", ticket="T1", number="1", reopened_at="2020-05-06 09:00")
    now = desk.fresh(ticket)
    assert (now.state, now.is_handled, now.resolution_business_seconds) == ("reopened", False, None)
    desk.correct("reopenings", again, resolved_at="2020-05-06 09:20")
    now = desk.fresh(ticket)
    assert (now.state, now.is_handled, now.resolution_business_seconds) == ("resolved", True, 50 * 60)


def test_a_lower_severity_gives_the_ticket_longer(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    desk.enter(
        "severity-changes",
        ticket="T1",
        number="1",
        changed_at="2020-04-30 17:00",
        severity="一般及咨询",
        reason="有替代办法",
    )
    now = desk.fresh(ticket)
    assert (now.resolution_limit_seconds, now.resolution_is_met) == (480 * 60, True)


def test_a_ticket_before_any_agreement_has_no_clock_and_wall_time_alone(desk: Desk) -> None:
    early = {**TICKET, "opened_at": "2019-12-30 10:00", "assigned_at": "2019-12-30 10:00"}
    early |= {"responded_at": "2019-12-30 10:05", "started_at": "2019-12-30 10:05"}
    made = desk.enter("tickets", **early)
    assert (made.response_absolute_seconds, made.response_business_seconds) == (300, None)
    assert made.response_is_met is None


def test_the_verbs_of_the_desk_lead_a_ticket_from_opening_to_closing(desk: Desk) -> None:
    opened = {key: TICKET[key] for key in TICKET if not key.endswith("_at")} | {"opened_at": TICKET["opened_at"]}
    ticket = desk.enter("tickets", **opened)
    moments = {"assign": "17:00", "respond": "17:10", "start": "17:11", "resolve": "17:30", "confirm": "17:40"}
    for verb, clock in moments.items():
        field = {"assign": "assigned_at", "respond": "responded_at", "start": "started_at"}.get(verb, f"{verb}d_at")
        field = {"confirm": "confirmed_at"}.get(verb, field)
        desk.advance("tickets", ticket, verb, **{field: f"2020-04-30 {clock}"})
    closed = desk.advance("tickets", ticket, "close", closed_at="2020-04-30 17:45")
    assert (closed.state, closed.confirmation, closed.is_complete) == ("closed", "user", True)
    with pytest.raises(Refused) as refused:
        desk.advance("tickets", ticket, "resolve")
    assert refused.value.code == "register.not_now"


def test_a_question_is_answered_without_being_assigned_and_then_its_record_is_incomplete(desk: Desk) -> None:
    opened = {key: TICKET[key] for key in TICKET if not key.endswith("_at")} | {"opened_at": TICKET["opened_at"]}
    ticket = desk.enter("tickets", **opened)
    desk.advance("tickets", ticket, "respond", responded_at="2020-04-30 16:40")
    resolved = desk.advance("tickets", ticket, "resolve", resolved_at="2020-04-30 16:50")
    assert (resolved.state, resolved.is_complete) == ("resolved", False)


def test_a_ticket_nobody_confirmed_is_closed_only_after_the_users_days(desk: Desk) -> None:
    ticket = desk.enter("tickets", **TICKET, resolved_at="2020-05-06 09:40")
    with pytest.raises(Refused) as refused:
        desk.advance("tickets", ticket, "close", closed_at="2020-05-07 09:00")
    assert refused.value.code == "operations.timeout_too_early"
    closed = desk.advance("tickets", ticket, "close", closed_at="2020-05-09 09:40")
    assert (closed.confirmation, closed.state) == ("timeout", "closed")


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"responded_at": "2020-04-30 16:20"}, "首次响应时间", "register.stage_order"),
        ({"resolved_at": "2020-04-30 16:40"}, "解决时间", "register.stage_order"),
        ({"responded_at": ""}, "开始处理时间", "register.stage_skipped"),
        (
            {"resolved_at": "2020-05-06 10:00", "closed_at": "2020-05-08 10:00"},
            "确认方式",
            "operations.closed_unconfirmed",
        ),
        ({"confirmation": "用户确认"}, "确认方式", "operations.confirmation_contradicts"),
        ({"opened_at": "2017-12-31 10:00"}, "受理时间", "operations.not_in_service"),
        ({"opened_at": "2919-01-01 10:00"}, "受理时间", "operations.in_future"),
        ({"engineer": "E9"}, "处理人", "import.reference_unknown"),
        ({"severity": "严重"}, "级别", "import.not_a_choice"),
    ],
)
def test_what_a_ticket_may_not_say(desk: Desk, changed: dict[str, str], column: str, code: str) -> None:
    assert (column, code) in desk.refused("tickets", **(TICKET | changed))


@pytest.mark.parametrize(
    ("noun", "filled", "code"),
    [
        ("holds", {"from_at": "2020-04-29 10:00", "reason": "等"}, "operations.hold_outside_ticket"),
        (
            "holds",
            {"from_at": "2020-05-01 10:00", "until_at": "2020-04-30 17:00", "reason": "等"},
            "clock.hold_backwards",
        ),
        ("reopenings", {"reopened_at": "2020-04-30 16:40"}, "clock.turns_wrong"),
        ("reopenings", {"reopened_at": "2020-05-09 10:00"}, "operations.reopened_after_closing"),
        (
            "severity-changes",
            {"changed_at": "2020-04-30 16:00", "severity": "重大", "reason": "误"},
            "clock.before_opening",
        ),
    ],
)
def test_what_contradicts_its_ticket_is_refused(desk: Desk, noun: str, filled: dict[str, str], code: str) -> None:
    desk.enter(
        "tickets",
        **TICKET,
        resolved_at="2020-05-06 09:40",
        confirmed_at="2020-05-06 10:00",
        closed_at="2020-05-06 10:00",
        confirmation="用户确认",
    )
    assert code in {found for _, found in desk.refused(noun, ticket="T1", number="1", **filled)}


def test_a_ticket_is_published_without_the_name_of_its_user(desk: Desk) -> None:
    desk.enter("tickets", **TICKET)
    ((day_opened, programme),) = desk.published("operations_ticket", "opened_day, programme_id IS NOT NULL")
    assert (day_opened, programme) == ((day("2020-04-30") - day("1970-01-01")).days, True)
    with acting_as(desk.office.identity(WHO)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM published.operations_ticket LIMIT 0")
        assert "user_name" not in {column.name for column in cursor.description}
