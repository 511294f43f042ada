"""Imports: previewed, whole or in the good rows, and undone as a whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.db import connection
from openpyxl import Workbook, load_workbook

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports import kinds
from jixiao.foundation.imports.actions import Importer, confirm, drop, preview, undo
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.imports.queries import imports_of
from jixiao.foundation.imports.template import csv_template, xlsx_template
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from tests.foundation.imports.conftest import SUPPLIERS, importer_of
from tests.support.office import Office

GOOD = "名称,金额（元）\n甲公司,1\n乙公司,2\n"
MIXED = "名称,金额（元）,份数\n甲公司,1,2\n乙公司,一百,3\n丙公司,3,\n"


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def previewed(office: Office, importer: Importer, content: str | bytes, name: str = "供应商.csv"):  # type: ignore[no-untyped-def]
    data = content.encode() if isinstance(content, str) else content
    with acting_as(office.identity("孙系统")):
        return preview("test-suppliers", name, data, importer)


def imported(office: Office, importer: Importer, content: str, *, keep_good: bool = False) -> DataImport:
    made, _ = previewed(office, importer, content)
    with acting_as(office.identity("孙系统")):
        confirm(made, importer, keep_good=keep_good)
    return made


def suppliers() -> list[str]:
    with acting_as(system_actor("test")):
        return sorted(Organisation.objects.filter(kind="supplier").values_list("name", flat=True))


def taken_back(office: Office, importer: Importer, made: DataImport) -> int:
    with acting_as(office.identity("孙系统")):
        return undo(made, importer, "导错了文件")


def test_a_preview_writes_nothing_and_keeps_the_file_with_its_hash_and_counts(
    office: Office, importer: Importer
) -> None:
    made, found = previewed(office, importer, MIXED)
    assert suppliers() == []
    assert (made.state, made.rows_total, made.rows_good, made.rows_bad) == ("previewed", 3, 2, 1)
    assert len(made.sha256) == 64
    assert made.person_id == office.people["孙系统"].pk
    assert [row.values["name"] for row in found.good] == ["甲公司", "丙公司"]


def test_an_error_names_row_column_cell_what_is_wrong_and_what_to_write(office: Office, importer: Importer) -> None:
    _, found = previewed(office, importer, MIXED)
    (problem,) = found.problems
    assert problem.code == "import.not_amount"
    assert problem.place == "第 3 行“金额（元）”（B3）"
    assert "“一百”不是以元为单位的数" in problem.message
    assert "1234.50" in problem.fix
    assert problem.to_finding().severity == "error"


def test_one_bad_row_and_nothing_is_imported(office: Office, importer: Importer) -> None:
    made, _ = previewed(office, importer, MIXED)
    with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="第 3 行") as refused:
        confirm(made, importer)
    assert refused.value.code == "import.has_problems"
    assert suppliers() == []
    with acting_as(office.identity("孙系统")):
        assert DataImport.objects.get(pk=made.pk).state == "previewed"


def test_the_good_rows_are_kept_when_that_is_what_was_asked_for(office: Office, importer: Importer) -> None:
    made = imported(office, importer, MIXED, keep_good=True)
    assert suppliers() == ["丙公司", "甲公司"]
    assert (made.state, made.rows_imported, made.rows_bad, made.keep_good) == ("done", 2, 1, True)


def test_an_import_is_done_once(office: Office, importer: Importer) -> None:
    made = imported(office, importer, GOOD)
    with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="已导入"):
        confirm(made, importer)
    assert suppliers() == ["乙公司", "甲公司"]


def test_what_came_between_preview_and_import_is_seen(office: Office, importer: Importer) -> None:
    first, _ = previewed(office, importer, GOOD)
    imported(office, importer, "名称,金额（元）\n乙公司,2\n")
    with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="已经有这家供应商"):
        confirm(first, importer)


def test_a_row_that_only_the_database_refuses_is_named_and_the_rest_can_be_kept(
    office: Office, importer: Importer
) -> None:
    code = "91310000X"  # the database wants eighteen signs
    rows = "名称,金额（元）,统一社会信用代码\n" + "".join(f"公司{n},1,\n" for n in range(9)) + f"坏公司,1,{code}\n"
    made, found = previewed(office, importer, rows)
    assert found.problems == []
    with (
        acting_as(office.identity("孙系统")),
        pytest.raises(Refused, match=r"第 11 行.*organisation_credit_code_shape"),
    ):
        confirm(made, importer)
    assert suppliers() == []
    with acting_as(office.identity("孙系统")):
        (problem,) = confirm(made, importer, keep_good=True).problems
    assert (problem.code, problem.row) == ("import.row_refused", 11)
    assert len(suppliers()) == 9


def test_a_previewed_file_may_be_given_up(office: Office, importer: Importer) -> None:
    made, _ = previewed(office, importer, GOOD)
    with acting_as(office.identity("孙系统")):
        drop(made, importer)
        with pytest.raises(Refused, match="已放弃"):
            confirm(made, importer)


def test_undoing_removes_every_row_of_the_import_and_only_those(office: Office, importer: Importer) -> None:
    imported(office, importer, "名称,金额（元）\n先来的,1\n")
    made = imported(office, importer, GOOD)
    assert taken_back(office, importer, made) == 2
    assert suppliers() == ["先来的"]
    assert imported(office, importer, GOOD).state == "done", "it may be imported again"


def test_undoing_needs_a_reason_and_happens_once(office: Office, importer: Importer) -> None:
    made = imported(office, importer, GOOD)
    with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="理由"):
        undo(made, importer, "  ")
    taken_back(office, importer, made)
    with pytest.raises(Refused, match="已整批撤销"):
        taken_back(office, importer, made)


def test_an_import_with_a_row_changed_since_is_not_undone_and_the_row_is_named(
    office: Office, importer: Importer
) -> None:
    made = imported(office, importer, GOOD)
    with acting_as(system_actor("test")):
        Organisation.objects.filter(name="乙公司").update(short_name="乙")
    with pytest.raises(Refused, match=r"1 行改动过.*乙公司") as refused:
        taken_back(office, importer, made)
    assert refused.value.code == "import.changed_since"
    assert suppliers() == ["乙公司", "甲公司"]


def test_an_import_with_a_row_in_use_is_not_undone_and_the_row_is_named(office: Office, importer: Importer) -> None:
    made = imported(office, importer, GOOD)
    with acting_as(system_actor("test")):
        person = office.people["赵外单位"]
        person.owner = Organisation.objects.get(name="甲公司")
        person.save(update_fields=["owner"])
    with pytest.raises(Refused, match="“甲公司”已被其他记录使用（person）") as refused:
        taken_back(office, importer, made)
    assert refused.value.code == "import.rows_in_use"
    assert suppliers() == ["乙公司", "甲公司"]


def test_every_step_of_an_import_is_remembered_with_its_person(office: Office, importer: Importer) -> None:
    made = imported(office, importer, GOOD)
    taken_back(office, importer, made)
    with acting_as(system_actor("test")):
        steps = Step.objects.filter(subject="data_import", subject_id=made.pk)
        assert [(step.verb, step.person_id, step.reason) for step in steps] == [
            ("confirm", office.people["孙系统"].pk, ""),
            ("undo", office.people["孙系统"].pk, "导错了文件"),
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT actor, person_id FROM history.entry WHERE subject = 'public.organisation' "
                "AND coalesce(after, before) ->> 'name' = '甲公司'"
            )
            assert set(cursor.fetchall()) == {
                ("system:import-test-suppliers", office.people["孙系统"].pk),
                ("system:import-undo", office.people["孙系统"].pk),
            }


@pytest.mark.parametrize("name", ["周安全", "吴审计", "李编制", "王审核"])
def test_who_has_not_the_role_imports_nothing(office: Office, name: str) -> None:
    held = importer_of(office, name, Role.DRAFTER)
    with acting_as(office.identity(name)), pytest.raises(Refused) as refused:
        preview("test-suppliers", "供应商.csv", GOOD.encode(), held)
    assert (refused.value.code, refused.value.status) == ("import.not_yours", 403)


def test_nobody_sees_or_touches_the_import_of_somebody_out_of_scope(office: Office, importer: Importer) -> None:
    made = imported(office, importer, GOOD)
    other = importer_of(office, "赵外单位", Role.SYSTEM_ADMINISTRATOR)
    with acting_as(office.identity("赵外单位")):
        assert not imports_of(["test-suppliers"])
        for act in (lambda: undo(made, other, "越权"), lambda: drop(made, other), lambda: confirm(made, other)):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.status == 404
    with acting_as(office.identity("孙系统")):
        assert list(imports_of(["test-suppliers"])) == [made]


def test_a_kind_that_may_not_write_its_table_imports_nothing(office: Office, importer: Importer) -> None:
    kinds.register(replace(SUPPLIERS, as_system=False))
    try:
        made, _ = previewed(office, importer, GOOD)
        with acting_as(office.identity("孙系统")), pytest.raises(Refused, match="数据库不接受"):
            confirm(made, importer)
    finally:
        kinds.register(SUPPLIERS)
    assert suppliers() == []


def test_a_system_job_without_a_person_imports_for_an_organisation(office: Office) -> None:
    job = Importer(None, frozenset(), owner_id=office.organisations["上海市财政局"].pk)
    with acting_as(system_actor("init")):
        made, _ = preview("test-suppliers", "供应商.csv", GOOD.encode(), job)
        confirm(made, job)
    assert suppliers() == ["乙公司", "甲公司"]
    with acting_as(office.identity("王审核")), pytest.raises(Refused):
        preview("test-suppliers", "供应商.csv", GOOD.encode(), job)


def test_an_unknown_kind_is_not_there(office: Office, importer: Importer) -> None:
    with acting_as(office.identity("孙系统")), pytest.raises(Refused) as refused:
        preview("nothing", "x.csv", b"", importer)
    assert refused.value.status == 404


def test_the_template_filled_in_is_imported(office: Office, importer: Importer) -> None:
    workbook = load_workbook(io.BytesIO(xlsx_template(SUPPLIERS)))
    sheet = workbook.worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["名称*", "统一社会信用代码", "金额（元）*"]
    for place, value in enumerate(["甲公司", None, "1,234.50", "3", "2026-01-31", "是", "乙"], 1):
        sheet.cell(2, place, value)
    out = io.BytesIO()
    workbook.save(out)
    made, found = previewed(office, importer, out.getvalue(), "模板.xlsx")
    assert found.problems == []
    assert str(found.good[0].values["amount"]) == "1234.50"
    assert found.good[0].values["grade"] == "B"
    assert made.rows_good == 1
    assert csv_template(SUPPLIERS).decode("utf-8-sig").startswith("名称*,统一社会信用代码,金额（元）*")


def test_the_template_explains_every_column() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_template(SUPPLIERS)))["填写说明"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [column.title for column in SUPPLIERS.columns]
    assert any(row[2].value == "填写：甲、乙" for row in sheet.iter_rows())


def test_every_registered_kind_can_be_undone() -> None:
    with connection.cursor() as cursor:
        for kind in kinds.kinds_for(Role):
            for table in kind.tables:
                cursor.execute("SELECT has_table_privilege(current_user, %s, 'DELETE')", [table])
                assert cursor.fetchone() == (True,), f"{kind.name}: {table}"
