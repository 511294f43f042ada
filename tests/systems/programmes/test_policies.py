"""Who may do what, with the reason; and the database, asked directly as the application's role, says no as well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion, Review, TargetIndicator, VersionWriter
from jixiao.systems.programmes.policies import Asker, Refusal, can, verbs_for
from jixiao.systems.programmes.states import VERSION
from tests.support.office import CAST, Office
from tests.systems.programmes.cast import Life, asks, drafted, reviewed

ALL_VERBS = ("save", "declare", "withdraw", "discard", "review", "pass_by_department", "pass_by_finance", "approve")
#: state of the version → verb → who may; everybody else in the cast may not.
MAY = {
    "draft": {"save": {"李编制"}, "declare": {"李编制"}, "discard": {"李编制"}},
    "declared": {"withdraw": {"李编制"}, "review": {"钱部门"}, "pass_by_department": {"钱部门"}},
    "department_passed": {"review": {"王审核"}, "pass_by_finance": {"王审核"}},
    "passed": {"approve": {"陈批复"}},
    "approved": {},
}


def in_state(office: Office, state: str) -> FormVersion:
    version, life = drafted(office), Life(office)
    if state != "draft":
        life.declared(version)
    if state in ("department_passed", "passed", "approved"):
        reviewed(office, version, "钱部门")
    if state in ("passed", "approved"):
        reviewed(office, version, "王审核")
    if state == "approved":
        with asks(office, "陈批复") as asker:
            actions.approve(asker, version.pk)
    with acting_as(system_actor("test")):
        return FormVersion.objects.select_related("form", "owner").get(pk=version.pk)


@pytest.mark.parametrize("state", MAY)
def test_every_verb_in_every_state_is_for_its_role_only(office: Office, state: str) -> None:
    version = in_state(office, state)
    for name, _at, _role in CAST:
        with asks(office, name) as asker, acting_as(system_actor("test")):
            for verb in ALL_VERBS:
                answer = can(asker, verb, version)
                assert bool(answer) == (name in MAY[state].get(verb, set())), (name, verb, answer)
                assert answer or (answer.code and answer.message)  # type: ignore[union-attr]


def test_the_buttons_of_a_page_come_from_the_table(office: Office) -> None:
    version = in_state(office, "declared")
    with asks(office, "钱部门") as asker:
        offered = {transition.verb: bool(answer) for transition, answer in verbs_for(asker, version)}
    assert offered == {"withdraw": False, "pass_by_department": True, "amend": True, "return": True, "block": True}


def with_role(asker: Asker, office: Office, role: Role, for_person: int | None = None) -> Asker:
    bureau = office.organisations["上海市财政局"].pk
    return replace(asker, held=asker.held | {HeldRole(role, bureau, for_person)})


def code(answer: object) -> str:
    assert isinstance(answer, Refusal)
    return answer.code


def test_nobody_reviews_or_approves_what_they_drafted_in_any_role_or_as_a_deputy(office: Office) -> None:
    version = in_state(office, "declared")
    people = office.people
    with asks(office, "李编制") as asker:
        both = with_role(asker, office, Role.DEPARTMENT_REVIEWER)
        assert code(can(both, "pass_by_department", version)) == "duty.own_form"
    with asks(office, "钱部门") as asker:
        deputy_of_the_drafter = replace(
            asker,
            held=frozenset(
                {HeldRole(Role.DEPARTMENT_REVIEWER, office.organisations["上海市财政局"].pk, people["李编制"].pk)}
            ),
        )
        assert code(can(deputy_of_the_drafter, "pass_by_department", version)) == "duty.own_form"


def test_whoever_only_wrote_a_line_does_not_review_either(office: Office) -> None:
    version = drafted(office)
    with acting_as(replace(office.identity("李编制"), person=office.people["王审核"].pk)):
        TargetIndicator.objects.filter(version=version, number=1).update(target_text="很合理")
    with asks(office, "王审核") as asker:
        assert set(VersionWriter.objects.filter(version=version).values_list("person__name", flat=True)) >= {"王审核"}
    version = in_state_after(office, version, "department_passed")
    with asks(office, "王审核") as asker:
        assert code(can(asker, "pass_by_finance", version)) == "duty.own_form"


def in_state_after(office: Office, version: FormVersion, state: str) -> FormVersion:
    Life(office).declared(version)
    reviewed(office, version, "钱部门")
    with acting_as(system_actor("test")):
        found = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
    assert found.state == state
    return found


def test_nobody_judges_at_two_stages(office: Office) -> None:
    version = in_state(office, "passed")
    with asks(office, "王审核") as asker:
        assert code(can(with_role(asker, office, Role.APPROVER), "approve", version)) == "duty.judged_before"


def test_a_reviewer_of_another_department_is_told_whose_it_is(office: Office) -> None:
    version = in_state(office, "declared")
    with asks(office, "郑部门") as asker, acting_as(system_actor("test")):
        assert code(can(asker, "pass_by_department", version)) == "role.elsewhere"


def test_outside_the_scope_there_is_no_version_and_inside_it_a_reader_only_reads(office: Office) -> None:
    version = drafted(office)
    with asks(office, "赵外单位") as asker, pytest.raises(Refused) as outside:
        actions.declare(asker, version.pk)
    with asks(office, "冯审计") as asker, pytest.raises(Refused) as inside:
        actions.declare(asker, version.pk)
    assert (outside.value.code, outside.value.status) == ("version.not_found", 404)
    assert (inside.value.code, inside.value.status) == ("role.reads_only", 403)


def test_the_database_refuses_a_review_and_a_step_by_the_drafter(office: Office) -> None:
    version = in_state(office, "declared")
    now = timezone.now()
    row = {"owner_id": version.owner_id, "happened_at": now}
    drafter = office.people["李编制"]
    with asks(office, "李编制"):
        with pytest.raises(DatabaseError, match="不能审核"), transaction.atomic():
            Review.objects.create(version=version, stage="department", reviewer=drafter, **row)
        for person in ({"person": drafter}, {"person": office.people["钱部门"], "deputy_of": drafter}):
            with pytest.raises(DatabaseError, match="不能审核"), transaction.atomic():
                Step.objects.create(
                    subject="form_version",
                    subject_id=version.pk,
                    verb="pass_by_department",
                    source="declared",
                    target="department_passed",
                    **person,
                    **row,
                )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE form_version SET goals = '改' WHERE id = %s",
        "UPDATE form_version SET current_year_budget_yuan = 1 WHERE id = %s",
        "UPDATE form_version SET drafted_by_id = NULL WHERE id = %s",
        "UPDATE target_indicator SET target_text = '≥1%%' WHERE version_id = %s",
        "DELETE FROM target_indicator WHERE version_id = %s",
        "DELETE FROM form_version WHERE id = %s",
        "UPDATE form_version SET state = 'draft' WHERE id = %s",
        "UPDATE form_version SET state = 'passed' WHERE id = %s",
        "UPDATE version_writer SET person_id = 1 WHERE version_id = %s",
        "DELETE FROM version_writer WHERE version_id = %s",
        "UPDATE review SET grade = '差' WHERE version_id = %s",
        "UPDATE review SET decided_at = NULL WHERE version_id = %s",
        "DELETE FROM review WHERE version_id = %s",
    ],
)
def test_an_approved_version_stands_against_direct_sql(office: Office, sql: str) -> None:
    version = in_state(office, "approved")
    with asks(office, "李编制"), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(sql, [version.pk])


def test_states_move_along_the_table_and_nowhere_else_by_direct_sql(office: Office) -> None:
    legal = {(source, each.target) for each in VERSION.transitions.values() for source in each.sources}
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'form_version_moves'")
        body = cursor.fetchone()[0]
    for source in VERSION.states:
        for target in VERSION.states:
            assert (f"('{source}', '{target}')" in body) == ((source, target) in legal), (source, target)


def test_a_version_does_not_begin_approved(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制"):
        copy = FormVersion.objects.get(pk=version.pk)
        copy.pk, copy.number, copy.state = None, 2, "approved"
        with pytest.raises(DatabaseError, match="新版本只能从编制开始"), transaction.atomic():
            copy.save()
