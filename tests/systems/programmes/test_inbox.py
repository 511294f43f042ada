"""What waits for whom after each step, and for deputies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.queries import my_tasks
from jixiao.foundation.people.models import Deputy, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes import actions
from tests.support.office import Office
from tests.systems.programmes.cast import Life, answered, asks, drafted, reviewed

PEOPLE = ("李编制", "钱部门", "王审核", "陈批复", "赵外单位", "郑部门")


def waiting(office: Office) -> dict[str, str]:
    found = {}
    for name in PEOPLE:
        with asks(office, name) as asker:
            for task in my_tasks(asker.person.pk, asker.held):
                found[name] = task.what
    return found


def test_the_task_moves_on_with_the_form_and_is_gone_in_the_end(office: Office) -> None:
    version, life = drafted(office), Life(office)
    seen = [waiting(office)]
    life.declared(version)
    seen.append(waiting(office))
    reviewed(office, version, "钱部门")
    seen.append(waiting(office))
    reviewed(office, version, "王审核")
    seen.append(waiting(office))
    with asks(office, "陈批复") as asker:
        actions.approve(asker, version.pk)
    seen.append(waiting(office))
    assert seen == [
        {"李编制": "declare"},
        {"钱部门": "department_review"},
        {"王审核": "finance_review"},
        {"陈批复": "approve"},
        {},
    ]
    with acting_as(system_actor("test")):
        closed = list(Task.objects.order_by("pk").values_list("what", "outcome"))
    assert closed == [
        ("declare", "declare"),
        ("department_review", "pass_by_department"),
        ("finance_review", "pass_by_finance"),
        ("approve", "approve"),
    ]


def test_an_amended_form_waits_for_its_drafter_with_a_day(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    reviewed(office, version, "钱部门", "良")
    with asks(office, "李编制") as asker:
        (task,) = my_tasks(asker.person.pk, asker.held)
    assert (task.what, task.due_on is not None) == ("amend", True)
    assert task.path == f"/programmes/versions/{version.pk}/"


def test_a_thrown_away_draft_waits_for_nobody(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        actions.discard(asker, version.pk)
    assert waiting(office) == {}
    with asks(office, "李编制") as asker:
        actions.restore(asker, version.pk)
    assert waiting(office) == {"李编制": "declare"}


def test_a_deputy_reviews_for_the_absent_and_cannot_approve_the_same_form(office: Office) -> None:
    today = timezone.localdate()
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=office.people["王审核"], role=Role.FINANCE_REVIEWER)
        Deputy.objects.create(
            owner=grant.owner,
            grant=grant,
            person=office.people["陈批复"],
            first_day=today,
            last_day=today + timedelta(days=5),
            reason="出差",
            happened_at=timezone.now(),
        )
    version = drafted(office)
    Life(office).declared(version)
    reviewed(office, version, "钱部门")
    assert waiting(office)["陈批复"] == "finance_review"
    with asks(office, "陈批复") as asker:
        actions.save_review(
            asker, version.pk, answered(version), opinion_on_targets="无修改意见", opinion_on_budget="同意"
        )
        actions.decide(asker, version.pk, reason="代王审核审核")
        step = Step.objects.select_related("person", "deputy_of").get(verb="pass_by_finance")
        with pytest.raises(Refused) as refused:
            actions.approve(asker, version.pk)
    assert (step.person.name, step.deputy_of.name, step.role) == ("陈批复", "王审核", "finance_reviewer")
    assert refused.value.code == "duty.judged_before"
