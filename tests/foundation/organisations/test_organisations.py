"""The tree of organisations, changed by the system administrator alone, always a tree."""

from __future__ import annotations

import pytest
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations import actions
from jixiao.foundation.organisations.actions import Particulars
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.organisations.names import credit_code_fault, sort_key
from jixiao.foundation.people.actions import accounts
from jixiao.foundation.people.models import Person
from jixiao.foundation.transitions import Refused
from tests.support.office import CAST, Office

#: A valid code, the example of the library that checks it.
CODE = "91110000600037341L"


@pytest.fixture
def system(office: Office) -> Person:
    return office.people["孙系统"]


def stored(organisation: Organisation) -> Organisation:
    with acting_as(system_actor("test")):
        return Organisation.objects.get(pk=organisation.pk)


def code_of(info: pytest.ExceptionInfo[Refused]) -> str:
    return info.value.code


def test_an_organisation_is_added_under_another_with_its_pinyin_and_path(office: Office, system: Person) -> None:
    bureau = office.organisations["上海市财政局"]
    made = actions.add(
        system, bureau.pk, "department", Particulars("市卫生健康委员会", "市卫健委", CODE), timezone.now()
    )
    assert stored(made).path == f".{bureau.pk}.{made.pk}."
    assert stored(made).sort_key == "shiweishengjiankangweiyuanhui"
    assert stored(made).credit_code == CODE


def test_only_the_system_administrator_changes_the_tree(office: Office) -> None:
    bureau, unit = office.organisations["上海市财政局"].pk, office.organisations["市实验学校"].pk
    for name, _at, role in CAST:
        if role == "system_administrator":
            continue
        by = office.people[name]
        for act in (
            lambda by=by: actions.add(by, bureau, "department", Particulars("新局"), timezone.now()),
            lambda by=by: actions.rename(by, unit, Particulars("新名")),
            lambda by=by: actions.move(by, unit, bureau, "改隶"),
            lambda by=by: actions.close(by, unit, "撤销"),
            lambda by=by: actions.reopen(by, unit, "恢复"),
        ):
            with pytest.raises(Refused) as info:
                act()
            assert code_of(info) == "people.not_yours"


def test_what_moves_takes_everything_below_along(office: Office, system: Person) -> None:
    bureau = office.organisations["上海市财政局"]
    school = office.organisations["市实验学校"]
    below = actions.add(system, school.pk, "unit", Particulars("附属幼儿园"), timezone.now())
    department = actions.add(system, bureau.pk, "department", Particulars("市卫生健康委员会"), timezone.now())
    actions.move(system, school.pk, department.pk, "改隶")
    assert stored(below).path == f".{bureau.pk}.{department.pk}.{school.pk}.{below.pk}."
    assert (
        stored(office.organisations["市教育委员会"]).path == f".{bureau.pk}.{office.organisations['市教育委员会'].pk}."
    )


def test_nothing_moves_under_itself_or_its_own(office: Office, system: Person) -> None:
    school = office.organisations["市实验学校"]
    below = actions.add(system, school.pk, "unit", Particulars("附属幼儿园"), timezone.now())
    for under in (school, below):
        with pytest.raises(Refused) as info:
            actions.move(system, school.pk, under.pk, "试")
        assert code_of(info) == "organisation.under_itself"


@pytest.mark.parametrize(
    ("kind", "under"), [("department", "国库处"), ("bureau", "上海市财政局"), ("supplier", "市教育委员会")]
)
def test_a_kind_stands_only_where_it_belongs(office: Office, system: Person, kind: str, under: str) -> None:
    with pytest.raises(Refused) as info:
        actions.add(system, office.organisations[under].pk, kind, Particulars("某某"), timezone.now())
    assert code_of(info) == "organisation.wrong_parent"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91110000600037341", "17 位"),
        ("911100006000373410", "校验位"),
        ("9111000060003734IL", "不含 I、O、S、V、Z"),
        ("A1110000600037341L", "前两位"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(office: Office, system: Person, code: str, said: str) -> None:
    with pytest.raises(Refused) as info:
        actions.rename(system, office.organisations["市实验学校"].pk, Particulars("市实验学校", credit_code=code))
    assert code_of(info) == "organisation.credit_code_wrong"
    assert said in info.value.message
    assert not credit_code_fault(CODE)


def test_a_credit_code_and_a_siblings_name_are_used_once(office: Office, system: Person) -> None:
    school, division = office.organisations["市实验学校"], office.organisations["国库处"]
    actions.rename(system, school.pk, Particulars("市实验学校", credit_code="9111 0000 6000 3734 1l"))
    assert stored(school).credit_code == CODE
    with pytest.raises(Refused) as info:
        actions.rename(system, division.pk, Particulars("国库处", credit_code=CODE))
    assert code_of(info) == "organisation.credit_code_taken"
    with pytest.raises(Refused) as info:
        actions.rename(system, division.pk, Particulars("市教育委员会"))
    assert code_of(info) == "organisation.name_taken"


def test_an_organisation_closes_when_nobody_is_left_and_may_be_reopened(office: Office, system: Person) -> None:
    department, school = office.organisations["市教育委员会"], office.organisations["市实验学校"]
    with pytest.raises(Refused) as info:
        actions.close(system, department.pk, "撤销")
    assert code_of(info) == "organisation.not_empty"
    assert "下级单位 1 个" in info.value.message
    assert "在用账号 3 个" in info.value.message
    actions.close(system, school.pk, "撤销")
    with pytest.raises(Refused) as info:
        actions.close(system, school.pk, "撤销")
    assert code_of(info) == "organisation.closed_already"
    with pytest.raises(Refused) as info:
        actions.add(system, school.pk, "unit", Particulars("幼儿园"), timezone.now())
    assert code_of(info) == "organisation.wrong_parent"
    actions.reopen(system, school.pk, "恢复")
    assert stored(school).active


def test_the_bureau_stays(office: Office, system: Person) -> None:
    with pytest.raises(Refused) as info:
        actions.close(system, office.organisations["上海市财政局"].pk, "试")
    assert code_of(info) == "organisation.bureau_stays"


def test_nobody_is_put_into_a_closed_organisation(office: Office, system: Person) -> None:
    school = office.organisations["市实验学校"]
    actions.close(system, school.pk, "撤销")
    with pytest.raises(Refused) as info:
        accounts.make(system, accounts.Details("new", "新人"), school.pk, timezone.now())
    assert code_of(info) == "account.organisation_closed"


def test_a_department_reviewer_of_the_bureau_sees_its_divisions_and_no_department(office: Office) -> None:
    sees = office.identity("钱部门").sees
    assert sees == {office.organisations["上海市财政局"].pk, office.organisations["国库处"].pk}
    below = {office.organisations["市教育委员会"].pk, office.organisations["市实验学校"].pk}
    assert office.identity("郑部门").sees == below
    assert office.identity("王审核").sees == sees | below


def test_names_sort_by_their_sound() -> None:
    assert sorted(["重庆路小学", "北京路小学", "教育局"], key=sort_key) == ["北京路小学", "重庆路小学", "教育局"]
