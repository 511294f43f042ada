"""Organisations and people come in by file, by the system administrator, without any power."""

from __future__ import annotations

import pytest

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.actions import Importer, confirm, preview, undo
from jixiao.foundation.imports.checking import Preview
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from tests.foundation.imports.conftest import importer_of
from tests.support.office import Office

HEAD = "单位名称,类型,上级单位,简称,统一社会信用代码\n"
PEOPLE = "姓名,用户名,单位,手机号,居民身份证号,电子邮箱\n"
TREE = HEAD + (
    "市水务局,预算部门,上海市财政局,水务,\n水文总站,预算单位,市水务局,,\n某银行上海分行,代理银行,上海市财政局,,91310000132200821H\n"
)


def seen(office: Office, importer: Importer, kind: str, text: str) -> tuple[DataImport, Preview]:
    with acting_as(office.identity("孙系统")):
        return preview(kind, f"{kind}.csv", text.encode(), importer)


def codes(found: Preview) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.code) for problem in found.problems]


def test_a_branch_of_the_tree_comes_in_at_once_with_its_paths(office: Office, importer: Importer) -> None:
    made, found = seen(office, importer, "organisations", TREE)
    assert found.problems == []
    with acting_as(office.identity("孙系统")):
        confirm(made, importer)
    with acting_as(system_actor("test")):
        water, station = (Organisation.objects.get(name=name) for name in ("市水务局", "水文总站"))
        bureau = office.organisations["上海市财政局"]
        assert (water.path, station.path) == (f"{bureau.path}{water.pk}.", f"{water.path}{station.pk}.")
        assert water.sort_key == "shishuiwuju"
    with acting_as(office.identity("孙系统")):
        assert undo(made, importer, "重复") == 3


def test_every_fault_of_the_tree_is_named(office: Office, importer: Importer) -> None:
    rows = (
        "国库处,处室,上海市财政局,,\n"  # exists
        "甲站,预算单位,没有的局,,\n"
        "乙站,财政所,上海市财政局,,\n"
        "丙局,预算部门,市教育委员会,,\n"  # a department under a department
        "丁局,预算部门,上海市财政局,,91310000132200821X\n"
    )
    _, found = seen(office, importer, "organisations", HEAD + rows)
    assert codes(found) == [
        (2, "单位名称", "import.exists"),
        (3, "上级单位", "import.parent_unknown"),
        (4, "类型", "import.not_a_choice"),
        (5, "上级单位", "import.parent_wrong"),
        (6, "统一社会信用代码", "import.code_wrong"),
    ]


def test_people_come_in_with_a_password_for_one_use_and_no_role(office: Office, importer: Importer) -> None:
    text = PEOPLE + "何新人,he.xinren,国库处,13812345678,,he@example.test\n吕新人,lv.xinren,市教育委员会,,,\n"
    made, found = seen(office, importer, "people", text)
    assert found.problems == []
    with acting_as(office.identity("孙系统")):
        outcome = confirm(made, importer)
    assert [said[:3] for said in outcome.hand_out.values()] == [
        ("何新人", "he.xinren", "国库处"),
        ("吕新人", "lv.xinren", "市教育委员会"),
    ]
    with acting_as(system_actor("test")):
        person = Person.objects.get(username="he.xinren")
        assert person.check_password(outcome.hand_out[2][3])
        assert person.must_change_password
        assert not RoleGrant.objects.filter(person=person).exists()
    with acting_as(office.identity("孙系统")):
        assert undo(made, importer, "名单有误") == 2


def test_somebody_who_signed_in_meanwhile_is_not_undone(office: Office, importer: Importer) -> None:
    made, _ = seen(office, importer, "people", PEOPLE + "何新人,he.xinren,国库处,,,\n")
    with acting_as(office.identity("孙系统")):
        confirm(made, importer)
    with acting_as(system_actor("sign-in")):
        Person.objects.filter(username="he.xinren").update(must_change_password=False)
    with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="何新人"):
        undo(made, importer, "名单有误")


def test_every_fault_of_the_people_is_named_and_no_number_is_repeated(office: Office, importer: Importer) -> None:
    rows = (
        "甲,Jia,国库处,,,\n"
        "乙,yi.yi,没有的处,,,\n"
        "丙,bing,国库处,12345,,\n"
        "丁,ding,国库处,,310101199001011230,\n"
        "戊,u00,国库处,,,\n"
        "己,ji.ji,国库处,,,not-an-address\n"
    )
    _, found = seen(office, importer, "people", PEOPLE + rows)
    assert codes(found) == [
        (2, "用户名", "import.username_wrong"),
        (3, "单位", "import.organisation_unknown"),
        (4, "手机号", "import.mobile_wrong"),
        (5, "居民身份证号", "import.identity_number_wrong"),
        (6, "用户名", "import.exists"),
        (7, "电子邮箱", "import.email_wrong"),
    ]
    assert not any("310101" in problem.message + problem.value for problem in found.problems)


@pytest.mark.parametrize("kind", ["organisations", "people"])
@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.APPROVER])
def test_only_the_system_administrator_imports_them(office: Office, kind: str, role: Role) -> None:
    other = importer_of(office, "王审核", role)
    with acting_as(office.identity("王审核")), pytest.raises(Refused) as refused:
        preview(kind, "x.csv", HEAD.encode(), other)
    assert refused.value.status == 403
