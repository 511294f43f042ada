"""A grade of an outside body: entered by one, confirmed by two others, then for good."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.grades import actions
from jixiao.foundation.grades.models import RecordedGrade
from jixiao.foundation.identity import acting_as
from jixiao.foundation.transitions import Refused
from tests.support.a_panel import APanel, make_panel
from tests.support.a_panel import enter_grade as enter
from tests.support.a_panel import entering as asker
from tests.support.office import Office

YEAR = date.today().year - 1


@pytest.fixture
def asked(office: Office) -> APanel:
    """The office with a programme of 国库处; its pool is not needed here."""
    return make_panel(office, experts=0)


def confirm(asked: APanel, name: str, grade: RecordedGrade) -> RecordedGrade:
    with acting_as(asked.office.identity(name)):
        return actions.confirm(asker(asked, name), grade.pk)


def published(asked: APanel, name: str = "李编制") -> list[tuple[object, ...]]:
    with acting_as(asked.office.identity(name)), connection.cursor() as cursor:
        cursor.execute("SELECT grade, wanted, is_reached FROM published.recorded_grade")
        return cursor.fetchall()


def test_it_counts_when_two_others_have_confirmed_it(asked: APanel) -> None:
    grade = enter(asked)
    assert published(asked) == []
    assert confirm(asked, "钱部门", grade).state == "once"
    assert published(asked) == []
    assert confirm(asked, "王审核", grade).state == "confirmed"
    assert published(asked) == [("优秀", "良好", True)]
    assert published(asked, "赵外单位") == []


def test_a_lower_grade_does_not_reach_the_wanted_one(asked: APanel) -> None:
    assert not enter(asked, grade="合格").is_reached


def test_nobody_confirms_the_own_entry_nor_twice(asked: APanel) -> None:
    grade = enter(asked)
    for name in ("李编制", "钱部门"):
        if name == "钱部门":
            confirm(asked, name, grade)
        with pytest.raises(Refused) as said:
            confirm(asked, name, grade)
        assert (said.value.code, said.value.status) == ("grade.confirmed_by_oneself", 403)


def refused(asked: APanel, name: str, sql: str) -> str:
    """What the database says to the named person, who is not served."""
    asking = acting_as(asked.office.identity(name))
    with pytest.raises(DatabaseError) as said, asking, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(said.value)


def test_the_database_wants_three_people_too(asked: APanel) -> None:
    grade = enter(asked)
    numbers = {name: asked.office.people[name].pk for name in ("李编制", "钱部门", "王审核")}
    once = f"UPDATE recorded_grade SET state = 'once', first_by_id = {{}} WHERE id = {grade.pk}"
    twice = f"""UPDATE recorded_grade SET state = 'confirmed', confirmed_at = now(), second_by_id = {{}}
                WHERE id = {grade.pk}"""
    assert "recorded_grade_not_by_oneself" in refused(asked, "王审核", once.format(numbers["李编制"]))
    confirm(asked, "钱部门", grade)
    for name in ("李编制", "钱部门"):
        assert "recorded_grade_by_two_people" in refused(asked, "王审核", twice.format(numbers[name]))
    assert confirm(asked, "王审核", grade).state == "confirmed"


def test_what_was_entered_is_not_changed_and_what_was_confirmed_not_at_all(asked: APanel) -> None:
    grade = enter(asked, grade="合格")
    forge = f"UPDATE recorded_grade SET grade = '优秀', is_reached = true WHERE id = {grade.pk}"
    assert "登记的内容不能改" in refused(asked, "李编制", forge)
    confirm(asked, "钱部门", grade)
    confirm(asked, "王审核", grade)
    again = f"UPDATE recorded_grade SET state = 'entered' WHERE id = {grade.pk}"
    assert "不能再改" in refused(asked, "李编制", again)


def test_a_wrong_entry_is_rejected_with_a_reason_and_entered_anew(asked: APanel) -> None:
    grade = enter(asked)
    with pytest.raises(Refused) as said:
        enter(asked)
    assert said.value.code == "grade.recorded_already"
    with acting_as(asked.office.identity("钱部门")):
        with pytest.raises(Refused, match="必须写明理由"):
            actions.reject(asker(asked, "钱部门"), grade.pk, " ")
        actions.reject(asker(asked, "钱部门"), grade.pk, "文号不对")
    assert enter(asked).state == "entered"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"document": " "}, "grade.document_missing"),
        ({"issuer": ""}, "grade.document_missing"),
        ({"grade": "较好"}, "grade.scale_unknown"),
        ({"grade": "A", "wanted": "良好"}, "grade.scale_unknown"),
        ({"issued_on": date(2100, 1, 1)}, "grade.issued_in_future"),
        ({"issued_on": date(YEAR - 1, 12, 31)}, "grade.issued_before_year"),
        ({"programme_id": 10**9}, "grade.programme_unknown"),
    ],
)
def test_what_is_not_whole_is_refused(asked: APanel, other: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as said:
        enter(asked, **other)
    assert (said.value.code, said.value.status) == (code, 422)


@pytest.mark.parametrize(("name", "code"), [("王审核", "enter"), ("冯审计", "enter"), ("孙系统", "enter")])
def test_others_do_not_enter(asked: APanel, name: str, code: str) -> None:
    with pytest.raises(Refused) as said:
        enter(asked, name)
    assert (said.value.code, said.value.status) == (f"grade.not_yours_to_{code}", 403)


def test_who_only_reads_does_not_confirm_and_another_unit_finds_nothing(asked: APanel) -> None:
    grade = enter(asked)
    for name, code in (("冯审计", "grade.not_yours_to_confirm"), ("赵外单位", "grade.not_found")):
        with pytest.raises(Refused) as said:
            confirm(asked, name, grade)
        assert said.value.code == code
