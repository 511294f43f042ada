"""From draft to approval and change, each step by the right person, and what each grade leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jixiao.foundation.inbox.models import Task
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions import Answer
from jixiao.systems.programmes.models import FormVersion, Review
from tests.support.office import Office
from tests.systems.programmes.cast import Life, answered, asks, drafted, reviewed


def now(version: FormVersion, office: Office) -> FormVersion:
    with asks(office, "冯审计"):
        return FormVersion.objects.get(pk=version.pk)


def test_excellent_targets_go_straight_to_approval_and_every_step_is_recorded(office: Office) -> None:
    version = drafted(office)
    Life(office).approved(version)
    assert now(version, office).state == "approved"
    with asks(office, "冯审计"):
        steps = [(step.verb, step.person.name) for step in Step.objects.select_related("person")]
    assert steps == [
        ("declare", "李编制"),
        ("pass_by_department", "钱部门"),
        ("pass_by_finance", "王审核"),
        ("approve", "陈批复"),
    ]


def test_good_targets_pass_after_agreed_edits(office: Office) -> None:
    version, life = drafted(office), Life(office)
    life.declared(version)
    reviewed(office, version, "钱部门")
    assert reviewed(office, version, "王审核", "良").state == "amending"
    with asks(office, "李编制") as asker:
        saved = actions.save_draft(asker, version.pk, now(version, office).revision, {"goals": "按意见改写"})
        assert (saved.version.goals, saved.problems) == ("按意见改写", [])
    life.declared(version)
    reviewed(office, version, "钱部门")
    assert reviewed(office, version, "王审核", "良").state == "passed"


def test_fair_targets_go_back_for_three_working_days(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    thursday_before_the_holiday = date(2026, 9, 24)
    with asks(office, "钱部门", thursday_before_the_holiday) as asker:
        actions.save_review(
            asker, version.pk, answered(version, "中"), opinion_on_targets="重写", opinion_on_budget="暂不安排"
        )
        returned = actions.decide(asker, version.pk, reason="指标不能衡量")
    assert returned.state == "returned"
    assert returned.due_on == date(2026, 9, 30)  # 25 to 27 September are the Mid-Autumn holiday
    with asks(office, "李编制"):
        task = Task.objects.get(done_at=None, subject_id=version.pk)
    assert (task.what, task.due_on) == ("mend_returned", returned.due_on)


def test_poor_targets_are_blocked_for_good(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    assert reviewed(office, version, "钱部门", "差").state == "blocked"
    with asks(office, "李编制") as asker, pytest.raises(Refused) as refused:
        actions.declare(asker, version.pk)
    assert refused.value.code == "state.not_now"


def test_a_change_supersedes_the_approved_version_when_it_is_approved_itself(office: Office) -> None:
    first, life = drafted(office), Life(office)
    life.approved(first)
    with asks(office, "李编制") as asker:
        with pytest.raises(Refused) as refused:
            actions.start_change(asker, first.pk, " ")
        change = actions.start_change(asker, first.pk, "年中预算调减")
        actions.save_draft(asker, change.pk, change.revision, {"current_year_budget_yuan": "800万元"})
    assert refused.value.code == "version.change_reason_missing"
    assert now(first, office).state == "approved"
    life.approved(change)
    former, latest = now(first, office), now(change, office)
    assert (former.state, latest.state, latest.number) == ("superseded", "approved", 2)
    assert (latest.based_on_id, latest.change_reason) == (first.pk, "年中预算调减")
    assert (former.current_year_budget_yuan, latest.current_year_budget_yuan) == (8_825_000, 8_000_000)


def test_only_one_change_at_a_time(office: Office) -> None:
    version = drafted(office)
    Life(office).approved(version)
    with asks(office, "李编制") as asker:
        actions.start_change(asker, version.pk, "调减")
        with pytest.raises(Refused) as refused:
            actions.start_change(asker, version.pk, "再调减")
    assert refused.value.code == "version.open_exists"


def test_key_projects_are_graded_by_points(office: Office) -> None:
    version = drafted(office, is_key=True)
    Life(office).declared(version)
    points = {point: Answer("", "4.5", "核对") for point in answered(version)}
    with asks(office, "钱部门") as asker:
        actions.save_review(asker, version.pk, points, opinion_on_targets="无", opinion_on_budget="同意")
        actions.decide(asker, version.pk, reason="见表")
        review = Review.objects.get(version=version)
    assert (review.points, review.grade) == (72, "中")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": Answer()}, "review.answer_missing"),
        ({"format": Answer("良")}, "review.why_missing"),
        ({"quantified": Answer("优")}, "review.why_missing"),  # the program found targets that cannot be measured
    ],
)
def test_a_sheet_with_a_gap_is_not_decided(office: Office, change: dict[str, Answer], code: str) -> None:
    version = drafted(office)
    Life(office).declared(version)
    with asks(office, "钱部门") as asker:
        sheet = answered(version) | change
        actions.save_review(asker, version.pk, sheet, opinion_on_targets="无", opinion_on_budget="同意")
        with pytest.raises(Refused) as refused:
            actions.decide(asker, version.pk, reason="见表")
    assert (refused.value.code, refused.value.status) == (code, 422)


def test_reason_and_both_opinions_are_mandatory(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    codes = []
    with asks(office, "钱部门") as asker:
        for targets, budget, reason in (("", "同意", "好"), ("无", "", "好"), ("无", "同意", " ")):
            actions.save_review(
                asker, version.pk, answered(version), opinion_on_targets=targets, opinion_on_budget=budget
            )
            with pytest.raises(Refused) as refused:
                actions.decide(asker, version.pk, reason=reason)
            codes.append(refused.value.code)
    assert codes == ["review.opinion_missing", "review.opinion_missing", "review.reason_missing"]


def test_a_form_with_gaps_is_not_declared_and_the_message_names_them(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        rows = [{"no": "1", "level3": "培训期数", "target_text": ""}, {"level3": "", "target_text": "≥5次"}]
        saved = actions.save_draft(asker, version.pk, 1, {"current_year_budget_yuan": ""}, rows)
        with pytest.raises(Refused) as refused:
            actions.declare(asker, version.pk, saved.version.revision)
    assert (refused.value.code, refused.value.status) == ("form.incomplete", 422)
    assert "当年预算、第2条指标的名称、“培训期数”的指标值" in refused.value.message


def test_withdrawing_takes_a_reason_and_a_form_nobody_has_reviewed(office: Office) -> None:
    version, life = drafted(office), Life(office)
    life.declared(version)
    with asks(office, "李编制") as asker:
        with pytest.raises(Refused) as refused:
            actions.withdraw(asker, version.pk, "")
        actions.withdraw(asker, version.pk, "金额有误")
    assert refused.value.code == "state.reason_missing"
    assert now(version, office).state == "draft"
    life.declared(version)
    reviewed(office, version, "钱部门")
    with asks(office, "李编制") as asker, pytest.raises(Refused) as late:
        actions.withdraw(asker, version.pk, "金额有误")
    assert late.value.code == "state.not_now"


def test_a_discarded_draft_comes_back_unless_another_is_open(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        actions.discard(asker, version.pk)
        assert FormVersion.objects.get(pk=version.pk).state == "discarded"
        assert actions.restore(asker, version.pk).state == "draft"


def test_a_colleagues_open_sheet_is_not_overwritten_but_may_be_taken_over(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    with asks(office, "钱部门") as asker:
        actions.save_review(asker, version.pk, {"format": Answer("优")})
    bureau = office.organisations["上海市财政局"].pk
    with asks(office, "王审核") as finance:
        asker = replace(finance, held=frozenset({HeldRole(Role.DEPARTMENT_REVIEWER, bureau)}))
        with pytest.raises(Refused) as refused:
            actions.save_review(asker, version.pk, {"format": Answer("差")})
        review = actions.save_review(asker, version.pk, {"complete": Answer("良")}, take_over=True)
    assert refused.value.code == "review.held_by_colleague"
    assert "钱部门" in refused.value.message
    assert (review.reviewer.name, review.answers["format"]["grade"]) == ("王审核", "优")
