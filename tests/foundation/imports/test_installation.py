"""A real installation: three administrators, and everybody else out of one workbook or nobody."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.installation import make_installation
from jixiao.foundation.imports.newcomers import ImportRefused, import_people, write_template
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.details import Details
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused

ADMINISTRATORS = {
    Role.SYSTEM_ADMINISTRATOR: Details("sun.xitong", "孙系统"),
    Role.SECURITY_ADMINISTRATOR: Details("zhou.anquan", "周安全"),
    Role.AUDIT_ADMINISTRATOR: Details("wu.shenji", "吴审计"),
}
COLUMNS = {
    "单位": ("单位名称*", "上级单位", "类型*", "统一社会信用代码", "简称"),
    "人员": ("姓名*", "用户名*", "单位*", "角色", "手机号", "居民身份证号", "邮箱"),
}
CODE = "91110000600037341L"
ORGANISATIONS = (
    ("市实验学校", "市教育委员会", "预算单位", "", ""),  # before its parent
    ("市教育委员会", "", "预算部门", CODE, "市教委"),
    ("国库处", "", "处室", "", ""),
)
PEOPLE = (
    ("李编制", "li.bianzhi", "国库处", "编制人", 13800138000, "11010519491231002X", "li@example.gov.cn"),
    ("王审核", "wang.shenhe", "国库处", "财政审核人、编制人", "", "", ""),
    ("褚查阅", "chu.chayue", "市实验学校", "", "", "", ""),
)


def workbook(folder: Path, organisations: tuple = ORGANISATIONS, people: tuple = PEOPLE) -> Path:  # type: ignore[type-arg]
    book = openpyxl.Workbook()
    for sheet, rows in (("单位", organisations), ("人员", people)):
        page = book.create_sheet(sheet)
        page.append(COLUMNS[sheet])
        for row in rows:
            page.append(row)
    path = folder / "people.xlsx"
    book.save(path)
    return path


def counts() -> tuple[int, int, int]:
    with acting_as(system_actor("test")):
        return Organisation.objects.count(), Person.objects.count(), RoleGrant.objects.count()


@pytest.mark.usefixtures("transaction_of_the_test")
class TestInstallation:
    """On an empty database."""

    def test_three_administrators_and_everybody_of_the_workbook_get_a_password_for_one_use(
        self, tmp_path: Path
    ) -> None:
        made = make_installation("某市财政局", ADMINISTRATORS, workbook(tmp_path))
        assert [each.roles for each in made.administrators] == [("系统管理员",), ("安全管理员",), ("审计管理员",)]
        assert [(each.name, each.roles) for each in made.imported.accounts] == [
            ("李编制", ("编制人",)),
            ("王审核", ("财政审核人", "编制人")),
            ("褚查阅", ()),
        ]
        with acting_as(system_actor("test")):
            for each in [*made.administrators, *made.imported.accounts]:
                person = Person.objects.get(username=each.username)
                assert person.check_password(each.password)
                assert person.must_change_password
            drafter = Person.objects.get(username="li.bianzhi")
            school = Organisation.objects.select_related("parent").get(name="市实验学校")
        assert (drafter.mobile, drafter.sort_key) == ("13800138000", "libianzhi")
        assert school.parent is not None
        assert school.path == f"{school.parent.path}{school.pk}."
        assert school.parent.credit_code == CODE

    def test_a_second_one_is_refused(self) -> None:
        make_installation("某市财政局", ADMINISTRATORS)
        with pytest.raises(Refused) as info:
            make_installation("另一财政局", ADMINISTRATORS)
        assert info.value.code == "init.made_already"

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({Role.AUDIT_ADMINISTRATOR: Details("sun.xitong", "孙系统")}, "init.administrators_same"),
            ({Role.AUDIT_ADMINISTRATOR: Details("Wu", "吴审计")}, "init.administrator_wrong"),
            ({Role.READER: Details("chu", "褚查阅")}, "init.administrators_missing"),
        ],
    )
    def test_administrators_are_three_people_with_right_names(self, changed: dict[Role, Details], code: str) -> None:
        with pytest.raises(Refused) as info:
            make_installation("某市财政局", ADMINISTRATORS | changed)
        assert info.value.code == code
        assert counts() == (0, 0, 0)

    def test_a_fault_in_the_workbook_makes_no_installation(self, tmp_path: Path) -> None:
        with pytest.raises(ImportRefused):
            make_installation(
                "某市财政局", ADMINISTRATORS, workbook(tmp_path, people=(("李", "L", "国库处", "", "", "", ""),))
            )
        assert counts() == (0, 0, 0)


@pytest.mark.usefixtures("office")
class TestWorkbook:
    """Into the small office."""

    @pytest.mark.parametrize(
        ("sheet", "row", "place", "code"),
        [
            ("单位", ("", "", "预算部门", "", ""), "单位 第 2 行“单位名称”", "import.required"),
            ("单位", ("新局", "", "", "", ""), "单位 第 2 行“类型”", "import.required"),
            ("单位", ("新局", "", "公司", "", ""), "单位 第 2 行“类型”（C2）", "import.not_a_choice"),
            ("单位", ("新局", "", "财政局", "", ""), "单位 第 2 行“类型”（C2）", "import.not_a_choice"),
            ("单位", ("新局", "无此局", "预算部门", "", ""), "单位 第 2 行“上级单位”（B2）", "import.parent_unknown"),
            ("单位", ("新局", "国库处", "预算部门", "", ""), "单位 第 2 行“上级单位”（B2）", "import.parent_wrong"),
            ("单位", ("新校", "新校", "预算单位", "", ""), "单位 第 2 行“上级单位”（B2）", "import.parents_in_circle"),
            ("单位", ("国库处", "", "处室", "", ""), "单位 第 2 行“单位名称”（A2）", "import.exists"),
            (
                "单位",
                ("新局", "", "预算部门", CODE[:-1] + "1", ""),
                "单位 第 2 行“统一社会信用代码”（D2）",
                "import.code_wrong",
            ),
            (
                "人员",
                ("新人", "xin", "无此处", "", "", "", ""),
                "人员 第 2 行“单位”（C2）",
                "import.organisation_unknown",
            ),
            ("人员", ("新人", "", "国库处", "", "", "", ""), "人员 第 2 行“用户名”", "import.required"),
            ("人员", ("新人", "新人", "国库处", "", "", "", ""), "人员 第 2 行“用户名”（B2）", "import.username_wrong"),
            ("人员", ("新人", "u00", "国库处", "", "", "", ""), "人员 第 2 行“用户名”（B2）", "import.exists"),
            ("人员", ("新人", "xin", "国库处", "处长", "", "", ""), "人员 第 2 行“角色”（D2）", "import.not_a_choice"),
            (
                "人员",
                ("新人", "xin", "市实验学校", "批复人", "", "", ""),
                "人员 第 2 行“角色”（D2）",
                "import.role_wrong_place",
            ),
            (
                "人员",
                ("新人", "xin", "上海市财政局", "系统管理员、审计管理员", "", "", ""),
                "人员 第 2 行“角色”（D2）",
                "import.role_not_together",
            ),
            ("人员", ("新人", "xin", "国库处", "", "123", "", ""), "人员 第 2 行“手机号”（E2）", "import.mobile_wrong"),
            (
                "人员",
                ("新人", "xin", "国库处", "", "", 110105194912310021, ""),
                "人员 第 2 行“居民身份证号”（F2）",
                "import.number_lost",
            ),
        ],
    )
    def test_a_fault_names_its_row_and_column(
        self,
        tmp_path: Path,
        sheet: str,
        row: tuple[object, ...],
        place: str,
        code: str,
    ) -> None:
        before = counts()
        rows = {"单位": (), "人员": ()} | {sheet: (row,)}
        with pytest.raises(ImportRefused) as info:
            import_people(workbook(tmp_path, rows["单位"], rows["人员"]))
        assert [(each.place, each.code) for each in info.value.findings] == [(place, code)]
        assert counts() == before

    def test_every_fault_is_said_at_once_and_nothing_is_stored(self, tmp_path: Path) -> None:
        before = counts()
        people = (*PEOPLE, ("新人", "li.bianzhi", "国库处", "", "", "", ""), ("某人", "u01", "无此处", "", "", "", ""))
        organisations = (("新局", "", "预算部门", "", ""), ("新局", "", "预算部门", "", ""))
        with pytest.raises(ImportRefused) as info:
            import_people(workbook(tmp_path, organisations, people))
        assert {(each.place, each.code) for each in info.value.findings} == {
            ("单位 第 3 行“单位名称”（A3）", "import.twice_in_file"),
            ("人员 第 5 行“用户名”（B5）", "import.twice_in_file"),
            ("人员 第 6 行“用户名”（B6）", "import.exists"),
            ("人员 第 6 行“单位”（C6）", "import.organisation_unknown"),
        }
        assert counts() == before

    def test_what_is_no_workbook_is_said_to_be_none(self, tmp_path: Path) -> None:
        path = tmp_path / "people.xlsx"
        path.write_bytes(b"PK\x03\x04 and nothing more")
        with pytest.raises(ImportRefused) as info:
            import_people(path)
        assert [(each.code, each.place) for each in info.value.findings] == [("file.truncated", "people.xlsx")]
        with pytest.raises(ImportRefused) as info:
            import_people(tmp_path / "没有.xlsx")
        assert [each.code for each in info.value.findings] == ["file.missing"]
        other = openpyxl.Workbook()
        other.active.append(["姓名"])
        other.save(path)
        with pytest.raises(ImportRefused) as info:
            import_people(path)
        assert [each.code for each in info.value.findings] == ["import.sheet_missing"] * 2

    def test_the_template_can_be_filled_in_and_imported(self, tmp_path: Path) -> None:
        path = tmp_path / "template.xlsx"
        write_template(path)
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["单位", "人员", "填写说明"]
        for number, value in enumerate(("何新人", "he.xinren", "国库处", "编制人"), 1):
            book["人员"].cell(2, number, value)
        book.save(path)
        assert [(each.username, each.roles) for each in import_people(path).accounts] == [("he.xinren", ("编制人",))]
