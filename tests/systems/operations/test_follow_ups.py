"""Every noun of the second half of operations: entered, refused, exported, imported again, published, guarded."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.identity import acting_as
from jixiao.foundation.imports import actions as imports
from jixiao.foundation.registers import queries
from jixiao.foundation.registers.exporting import export
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import register_named
from jixiao.foundation.transitions import Refused
from tests.support.recorders import recorder
from tests.systems.operations.desk import WHO, Desk
from tests.systems.operations.follow_ups import CHANGE, EMERGENCY, ENTERED, SHARING, enter_all

NOUNS = [noun for noun, _filled in ENTERED]


@pytest.fixture
def filled_desk(desk: Desk) -> Desk:
    enter_all(desk)
    return desk


def test_every_noun_is_published_with_its_programme_and_without_names_of_people(filled_desk: Desk) -> None:
    for noun in NOUNS:
        table = register_named(noun).table
        (found,) = filled_desk.published(table, columns="*")
        with acting_as(filled_desk.office.identity(WHO)), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM published.{table}")
            names = [column.name for column in cursor.description]
        row = dict(zip(names, found, strict=True))
        assert row["programme_id"] is not None, noun
        assert "某某某" not in row.values(), noun


def test_what_is_exported_is_imported_again_as_it_was(filled_desk: Desk) -> None:
    def published_again() -> list[object]:
        found = []
        for noun in NOUNS:
            register = register_named(noun)
            with acting_as(filled_desk.office.identity(WHO)):
                found.append(export(register, Narrowed(), "csv")[0])
        return found

    before = published_again()
    with acting_as(filled_desk.office.identity(WHO)):
        for noun in reversed(NOUNS):
            register_named(noun).model._default_manager.all().delete()
    for noun, content in zip(NOUNS, before, strict=True):
        made, _preview, _outcome = filled_desk.load(noun, content)
        assert made.rows_imported == 1, noun
    assert published_again() == before


#: noun, what is changed in the record that can be entered, the column and the code of the refusal.
REFUSED = (
    ("changes", {"deployed_at": "2020-05-31 09:00"}, "上线时间", "operations.before_request"),
    ("changes", {"reviewed_at": "2020-06-09 09:00"}, "回顾时间", "operations.not_deployed"),
    ("changes", {"rolled_back_at": "2020-06-09 09:00"}, "回退时间", "operations.not_deployed"),
    (
        "changes",
        {"deployed_at": "2020-06-08 09:00", "rolled_back_at": "2020-06-07 09:00"},
        "回退时间",
        "operations.before_deployment",
    ),
    ("changes", {"approved_by": ""}, "批准人", "operations.approver_missing"),
    ("changes", {"approved_by": "甲"}, "批准人", "operations.approved_by_requester"),
    ("changes", {"deployed_at": "2120-06-08 09:00"}, "上线时间", "operations.in_future"),
    ("releases", {"released_at": "2017-06-05 20:00"}, "发布时间", "operations.not_in_service"),
    ("features", {"accepted_on": "2020-10-01", "is_accepted": "是"}, "验收日", "register.stage_skipped"),
    (
        "features",
        {"delivered_on": "2020-09-20", "accepted_on": "2020-10-01"},
        "验收通过",
        "operations.acceptance_without_result",
    ),
    ("tunings", {"completed_on": "2020-08-30"}, "调优后", "operations.tuning_without_figure"),
    ("emergency-plans", {"valid_to": "2019-12-31"}, "失效日", "operations.backwards"),
    ("emergency-plans", {"response_minutes": "0"}, "响应时限（分钟）", "import.out_of_range"),
    ("drills", {"held_on": "", "report": "演〔2020〕1号"}, "演练报告", "operations.drill_not_held"),
    ("drill-findings", {"closed_on": "2020-05-13"}, "整改完成日", "operations.before_its_whole"),
    ("emergencies", {"responded_at": "2020-07-01 01:59"}, "响应时间", "register.stage_order"),
    ("emergencies", {"restored_at": "2020-07-01 04:00"}, "恢复时间", "register.stage_skipped"),
    ("trainings", {"is_passed": "是"}, "考核通过", "operations.not_assessed_yet"),
    ("trainings", {"held_on": "2019-11-01"}, "人员", "operations.engineer_away"),
    ("training-plans", {"year": "1999"}, "年度", "import.out_of_range"),
    ("security-incidents", {"closed_on": "2020-04-02"}, "经核实", "operations.incident_undecided"),
    ("security-incidents", {"closed_on": "2020-03-31", "is_confirmed": "是"}, "处置完成日", "operations.backwards"),
    ("integrity-checks", {"records_checked": "2"}, "核查条数", "operations.check_does_not_add_up"),
    ("meetings", {"held_on": "", "minutes": "纪要1号"}, "会议纪要", "operations.meeting_not_held"),
    ("action-items", {"closed_on": "2020-04-15"}, "办结日", "operations.before_its_whole"),
    ("cooperation-requests", {"answered_on": "2020-04-19"}, "答复日", "operations.backwards"),
    ("assets", {"in_service_on": "2020-02-01", "retired_on": "2020-01-01"}, "停用日", "operations.backwards"),
    ("long-term-papers", {"valid_to": "2019-01-01"}, "失效日", "operations.backwards"),
    ("catalogue-entries", {"retired_on": "2020-01-01"}, "下架日", "operations.backwards"),
    ("interface-checks", {"checked_on": "2020-01-31"}, "核查日", "operations.before_its_whole"),
    ("sharing-requests", {"answered_on": "2020-05-10"}, "答复", "operations.answer_incomplete"),
    (
        "sharing-requests",
        {"answered_on": "2020-05-10", "answer": "不予提供"},
        "不予提供的理由",
        "operations.refusal_without_reason",
    ),
    ("system-users", {"disabled_on": "2019-12-31"}, "停用日", "operations.backwards"),
    ("sign-ins", {"signed_in_at": "2019-12-31 23:59"}, "登录时间", "operations.before_its_whole"),
    ("department-use", {"used_on": "2017-01-31"}, "日期", "operations.not_in_service"),
)


def test_what_cannot_be_is_refused_by_column_on_the_page_and_in_a_file(filled_desk: Desk) -> None:
    for noun, changed, column, code in REFUSED:
        filled = dict(ENTERED[NOUNS.index(noun)][1]) | {"number": "新"} | changed
        assert (column, code) in filled_desk.refused(noun, **filled), (noun, code)
        register = register_named(noun)
        titles = [each.title for each in register.columns]
        content = "\n".join([",".join(titles), ",".join(filled.get(each.key, "") for each in register.columns)])
        with acting_as(filled_desk.office.identity(WHO)):
            _made, preview = imports.preview(
                noun, f"{noun}.csv", content.encode("utf-8-sig"), recorder(filled_desk.office, WHO)
            )
        assert (2, column, code) in [(each.row, each.column, each.code) for each in preview.problems], (noun, code)


#: What the database refuses, whoever writes it.
GUARDED = (
    ("operations_change", "approved_by = ''", "operations_change_approved_by_somebody"),
    ("operations_change", "approved_by = '甲'", "operations_change_two_people"),
    ("operations_change", "deployed_at = requested_at - interval '1 day'", "operations_change_deployed_at_order"),
    ("operations_change", "reviewed_at = now()", "operations_change_reviewed_at_needs_deployed_at"),
    ("operations_change", "rolled_back_at = now()", "operations_change_rolled_back_at_needs_deployed_at"),
    ("operations_feature", "accepted_on = '2020-10-01', is_accepted = true",
     "operations_feature_accepted_on_needs_delivered_on"),
    ("operations_feature", "is_accepted = true", "operations_feature_acceptance_says_which"),
    ("operations_tuning", "completed_on = '2020-08-30'", "operations_tuning_completed_has_figure"),
    ("operations_plan", "response_minutes = 0", "operations_plan_times_positive"),
    ("operations_drill", "held_on = NULL, report = '有'", "operations_drill_report_of_one_held"),
    ("operations_emergency", "restored_at = now()", "operations_emergency_restored_at_needs_responded_at"),
    ("operations_training", "is_passed = true", "operations_training_passed_is_assessed"),
    ("operations_incident", "closed_on = '2020-04-02'", "operations_incident_decided"),
    ("operations_integrity_check", "records_missing = 999", "operations_integrity_check_adds_up"),
    ("operations_meeting", "held_on = NULL, minutes = '有'", "operations_meeting_minutes_of_one_held"),
    ("operations_sharing_request", "answered_on = '2020-05-10'", "operations_sharing_request_answered_says_what"),
    ("operations_sharing_request", "answered_on = '2020-05-10', answer = 'refused'",
     "operations_sharing_request_refusal_has_reason"),
    ("operations_user", "disabled_on = '2019-12-31'", "operations_user_disabled_on_order"),
    ("operations_department_use", "transactions = -1", "operations_department_use_not_negative"),
)  # fmt: skip


def test_the_database_refuses_it_too(filled_desk: Desk) -> None:
    for table, change, constraint in GUARDED:
        identity = filled_desk.office.identity(WHO)
        with acting_as(identity), pytest.raises(DatabaseError) as refused, transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {change}")
        assert refused.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def odd(desk: Desk, noun: str, record: Any) -> list[str]:
    """The codes of what the page of a record says is odd about it."""
    register = register_named(noun)
    assert register.review is not None
    with acting_as(desk.office.identity(WHO)):
        return [finding.code for finding in register.review(queries.one(register, record.pk))]


def test_a_change_deployed_without_approval_is_recorded_found_and_stays_late_when_approved(desk: Desk) -> None:
    without = {**CHANGE, "approved_at": "", "approved_by": "", "deployed_at": "2020-06-05 22:00"}
    change = desk.enter("changes", **without)
    assert change.state == "deployed"
    assert odd(desk, "changes", change) == ["operations.deployed_without_approval"]
    release = {"number": "FB1", "system": "S1", "change": "BG1", "version": "3.2.1"}
    released = desk.enter("releases", **release, released_at="2020-06-05 22:00")
    assert odd(desk, "releases", released) == ["operations.released_without_approval"]
    desk.advance("changes", change, "approve", approved_at="2020-06-08 09:00", approved_by="乙")
    assert odd(desk, "changes", change) == ["operations.approved_after_deployment"]
    desk.advance("changes", change, "roll-back", rolled_back_at="2020-06-09 09:00")
    desk.advance("changes", change, "review", reviewed_at="2020-06-10 09:00")
    assert desk.fresh(change).state == "rolled_back"


def test_a_change_that_went_its_way_has_nothing_odd(desk: Desk) -> None:
    change = desk.enter("changes", **CHANGE)
    assert odd(desk, "changes", change) == []
    desk.advance("changes", change, "deploy", deployed_at="2020-06-05 22:00")
    assert odd(desk, "changes", change) == []
    with pytest.raises(Refused, match="不能登记这一步"):
        desk.advance("changes", change, "deploy", deployed_at="2020-06-06 22:00")


def test_a_plan_corrected_judges_its_emergencies_anew(filled_desk: Desk) -> None:
    desk = filled_desk
    made = desk.enter("emergencies", **EMERGENCY | {"number": "SJ2"}, responded_at="2020-07-01 02:30",
                      restored_at="2020-07-01 06:00")  # fmt: skip
    assert (made.response_seconds, made.restore_seconds, made.is_in_time) == (1_800, 14_400, True)
    assert odd(desk, "emergencies", made) == []
    with acting_as(desk.office.identity(WHO)):
        plan = register_named("emergency-plans").model._default_manager.get(number="YA1")
    desk.correct("emergency-plans", plan, restore_minutes="239", valid_to="2020-06-30")
    assert desk.fresh(made).is_in_time is False
    assert odd(desk, "emergencies", made) == ["operations.plan_not_in_force", "operations.emergency_late"]


def test_open_findings_of_a_drill_and_a_missing_report_are_shown(filled_desk: Desk) -> None:
    with acting_as(filled_desk.office.identity(WHO)):
        drill = register_named("drills").model._default_manager.get()
        finding = register_named("drill-findings").model._default_manager.get()
    assert odd(filled_desk, "drills", drill) == ["operations.drill_unreported", "operations.drill_findings_open"]
    filled_desk.advance("drill-findings", finding, "close", closed_on="2020-06-01")
    filled_desk.correct("drills", drill, report="演〔2020〕1号")
    assert odd(filled_desk, "drills", drill) == []


def test_a_sign_in_after_the_account_was_disabled_is_recorded_and_shown(filled_desk: Desk) -> None:
    with acting_as(filled_desk.office.identity(WHO)):
        user = register_named("system-users").model._default_manager.get()
    filled_desk.advance("system-users", user, "disable", disabled_on="2020-03-31")
    made = filled_desk.enter("sign-ins", user="S1/U1", number="2", signed_in_at="2020-04-01 00:00")
    assert odd(filled_desk, "sign-ins", made) == ["operations.signed_in_after_disabling"]


def test_a_refusal_to_share_says_why_in_the_step_itself(filled_desk: Desk) -> None:
    request = filled_desk.enter("sharing-requests", **SHARING | {"number": "GX2"})
    said = {"answered_on": "2020-05-10", "answer": "不予提供"}
    with pytest.raises(Refused) as refused:
        filled_desk.advance("sharing-requests", request, "answer", **said)
    assert refused.value.code == "operations.refusal_without_reason"
    made = filled_desk.advance("sharing-requests", request, "answer", **said, reason="涉及商业秘密")
    assert (made.answer, made.reason) == ("refused", "涉及商业秘密")
