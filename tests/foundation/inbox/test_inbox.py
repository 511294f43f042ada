"""What waits for whom until when, in whichever role or stead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.actions import close_tasks, open_task
from jixiao.foundation.inbox.deadlines import days_left, deadline, due_after
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.inbox.queries import described, doers, late_tasks, my_tasks, tasks_of, who_is_late
from jixiao.foundation.people.models import Deputy, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import held_roles
from jixiao.foundation.transitions import Refused
from tests.support.office import Office

TODAY = date(2026, 11, 23)


def review_task(office: Office, **changes: object) -> Task:
    """王审核's kind of task: a form of 国库处 waits for finance review."""
    said: dict[str, object] = {
        "subject": "form_version",
        "subject_id": 7,
        "owner_id": office.organisations["国库处"].pk,
        "what": "finance_review",
        "title": "审核“非税收入管理系统运维”",
        "path": "/programmes/7/review/",
        "role": Role.FINANCE_REVIEWER,
        "at_id": office.organisations["国库处"].pk,
        "due_on": date(2026, 12, 7),
    }
    with acting_as(office.identity("李编制")):
        return open_task(**(said | changes))  # type: ignore[arg-type]


def titles(office: Office, name: str) -> list[str]:
    person = office.people[name]
    with acting_as(system_actor("test")):
        held = held_roles(person, timezone.localdate())
    with acting_as(office.identity(name)):
        return [task.title for task in my_tasks(person.pk, held)]


def stands_in(office: Office, name: str, absent: str, **changes: object) -> None:
    today = timezone.localdate()
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=office.people[absent])
        said = {"first_day": today, "last_day": today + timedelta(days=3), "reason": "休假"} | changes
        Deputy.objects.create(
            owner=grant.owner, grant=grant, person=office.people[name], happened_at=timezone.now(), **said
        )


def test_a_task_waits_for_whoever_holds_the_role_over_the_place_and_for_nobody_else(office: Office) -> None:
    review_task(office)
    assert titles(office, "王审核") == ["审核“非税收入管理系统运维”"]
    for name in ("李编制", "钱部门", "陈批复", "郑部门", "赵外单位", "冯审计", "孙系统"):
        assert titles(office, name) == []


def test_a_department_reviewer_covers_the_units_below_and_no_other_department(office: Office) -> None:
    review_task(office, role=Role.DEPARTMENT_REVIEWER, what="department_review")
    assert titles(office, "钱部门")
    assert not titles(office, "郑部门")


def test_a_task_for_a_person_waits_for_that_person_only(office: Office) -> None:
    review_task(office, role=None, at_id=None, person_id=office.people["李编制"].pk, what="amend", title="修改目标表")
    assert titles(office, "李编制") == ["修改目标表"]
    assert titles(office, "王审核") == []


def test_a_deputy_finds_the_tasks_of_the_absent_colleague(office: Office) -> None:
    review_task(office, person_id=office.people["王审核"].pk)
    review_task(office, subject_id=8, title="审核另一张表")
    assert titles(office, "陈批复") == []
    stands_in(office, "陈批复", "王审核")
    assert len(titles(office, "陈批复")) == 2


def test_a_deputy_whose_days_are_over_finds_none(office: Office) -> None:
    review_task(office)
    yesterday = timezone.localdate() - timedelta(days=1)
    stands_in(office, "陈批复", "王审核", first_day=yesterday, last_day=yesterday)
    assert titles(office, "陈批复") == []


def test_who_drafted_a_form_is_not_asked_to_review_it_in_any_role(office: Office) -> None:
    task = review_task(office, not_by=[office.people["王审核"].pk, None])
    assert titles(office, "王审核") == []
    assert office.people["王审核"] not in doers(task, timezone.localdate())


def test_a_deputy_is_not_asked_to_review_what_the_absent_colleague_drafted(office: Office) -> None:
    stands_in(office, "陈批复", "王审核")
    task = review_task(office, not_by=[office.people["王审核"].pk])
    assert titles(office, "陈批复") == []
    assert office.people["陈批复"] not in doers(task, timezone.localdate())
    task = review_task(office, subject_id=8)
    assert titles(office, "陈批复") == ["审核“非税收入管理系统运维”"]
    assert office.people["陈批复"] in doers(task, timezone.localdate())


def test_the_same_task_opened_again_is_one_task_with_the_new_day(office: Office) -> None:
    review_task(office)
    again = review_task(office, due_on=date(2026, 12, 31), title="再次审核")
    assert titles(office, "王审核") == ["再次审核"]
    assert again.due_on == date(2026, 12, 31)


def test_closing_says_who_did_it_and_what_came_of_it(office: Office) -> None:
    task = review_task(office)
    other = review_task(office, what="approve", role=Role.APPROVER)
    with acting_as(office.identity("王审核")):
        assert close_tasks("form_version", 7, "finance_review", "return") == 1
        task.refresh_from_db()
        other.refresh_from_db()
        assert (task.done_by_id, task.outcome) == (office.people["王审核"].pk, "return")
        assert task.done_at is not None
        assert other.done_at is None
        assert list(tasks_of("form_version", 7)) == [other, task]
    assert titles(office, "王审核") == []


def test_the_task_may_come_back_after_it_was_closed(office: Office) -> None:
    review_task(office)
    with acting_as(office.identity("王审核")):
        close_tasks("form_version", 7)
    review_task(office)
    assert len(titles(office, "王审核")) == 1


def test_who_is_late_is_named_with_working_days(office: Office) -> None:
    review_task(office, due_on=date(2026, 9, 30))
    review_task(office, subject_id=8, due_on=date(2026, 10, 9))
    review_task(office, subject_id=9, due_on=date(2026, 10, 12))
    with acting_as(office.identity("王审核")):
        assert late_tasks(date(2026, 10, 12)).count() == 2
        (late,) = who_is_late(date(2026, 10, 12))
    assert late.waits_for == "财政审核人（国库处）"
    assert (late.count, late.days_late_max) == (2, 4)  # 8, 9, 10 (a Saturday worked) and 12 October


def test_a_page_says_how_many_working_days_are_left_and_who_has_it(office: Office) -> None:
    review_task(office, person_id=office.people["王审核"].pk)
    with acting_as(office.identity("李编制")):
        (shown,) = described(Task.objects.all(), TODAY)
    assert (shown.days_left, shown.waits_for, shown.is_late) == (10, "王审核", False)


def test_the_number_of_queries_does_not_grow_with_the_tasks(office: Office, django_queries) -> None:  # type: ignore[no-untyped-def]
    person = office.people["王审核"]
    with acting_as(system_actor("test")):
        held = held_roles(person, timezone.localdate())
    counted = []
    for subject_id in (1, 2, 30):
        review_task(office, subject_id=subject_id)
        with acting_as(office.identity("王审核")), django_queries() as queries:
            described(my_tasks(person.pk, held), TODAY)
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted


def test_a_task_of_another_organisation_is_neither_seen_nor_opened(office: Office) -> None:
    review_task(office)
    with acting_as(office.identity("赵外单位")):
        assert not Task.objects.exists()
    elsewhere = {"subject": "x", "subject_id": 1, "what": "amend", "title": "越权", "role": Role.DRAFTER}
    place = office.organisations["国库处"].pk
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(office.identity("赵外单位")):
        open_task(owner_id=place, at_id=place, **elsewhere)  # type: ignore[arg-type]


def test_a_task_that_waits_for_nobody_cannot_be(office: Office) -> None:
    with pytest.raises(IntegrityError, match="task_waits_for_somebody"), transaction.atomic():
        review_task(office, role=None, at_id=None)


def test_opening_and_closing_are_in_the_history_with_their_person(office: Office) -> None:
    task = review_task(office)
    with acting_as(office.identity("王审核")):
        close_tasks("form_version", 7)
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, actor FROM history.entry WHERE subject = 'public.task' AND row_id = %s ORDER BY id",
            [str(task.pk)],
        )
        assert cursor.fetchall() == [
            ("insert", office.identity("李编制").actor),
            ("update", office.identity("王审核").actor),
        ]


def test_deadlines_are_counted_in_working_days_from_tomorrow() -> None:
    assert due_after(1, date(2026, 9, 30)) == date(2026, 10, 8)
    assert deadline("finance_review", TODAY) == date(2026, 12, 7)
    assert days_left(date(2026, 12, 7), TODAY) == 10
    assert days_left(date(2026, 11, 20), TODAY) == -1


def test_a_deadline_in_a_year_without_calendar_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="2027年的节假日安排") as refused:
        due_after(60, TODAY)
    assert refused.value.code == "calendar.year_unknown"
