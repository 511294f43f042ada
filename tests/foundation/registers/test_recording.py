"""Entering, correcting, voiding and importing records, whatever their noun; contracts stand for all."""

from __future__ import annotations

import pytest
from django.db import connection

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports import actions as imports
from jixiao.foundation.imports.table import read_table
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.exporting import export
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import register_named
from jixiao.foundation.transitions import Refused
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder

FILLED = {
    "number": "HT-2019-01",
    "name": "非税系统运维",
    "supplier_name": "某软件公司",
    "amount_yuan": "2,058,000.00",
    "signed_on": "2019-12-20",
    "starts_on": "2020-01-01",
    "ends_on": "2020年12月31日",
}


@pytest.fixture
def with_recorders(office: Office) -> Office:
    add_recorders(office)
    return office


def enter(office: Office, by: str = "邹经办", **changed: str):  # type: ignore[no-untyped-def]
    with acting_as(office.identity(by)):
        return recording.enter(register_named("contracts"), FILLED | changed, recorder(office, by))


def test_what_was_entered_is_seen_in_the_own_unit_and_by_finance_and_nowhere_else(with_recorders: Office) -> None:
    made = enter(with_recorders)
    seen = {}
    for name in ("邹经办", "王审核", "喻经办", "孙系统"):
        with acting_as(with_recorders.identity(name)):
            seen[name] = queries.one(register_named("contracts"), made.pk) is not None
    assert seen == {"邹经办": True, "王审核": True, "喻经办": False, "孙系统": False}


def test_what_is_wrong_is_said_for_every_column_at_once(with_recorders: Office) -> None:
    with pytest.raises(recording.Wrongly) as refused:
        enter(with_recorders, amount_yuan="两百万", ends_on="2020-02-30", name="")
    assert [(p.column, p.code) for p in refused.value.problems] == [
        ("合同名称", "import.required"),
        ("合同金额（元）", "import.not_amount"),
        ("履行结束日", "import.no_such_day"),
    ]


def test_who_holds_no_such_role_is_refused(with_recorders: Office) -> None:
    with pytest.raises(Refused) as refused:
        enter(with_recorders, "李编制")
    assert (refused.value.code, refused.value.status) == ("register.not_yours", 403)


def test_the_same_number_twice_in_a_unit_is_refused_and_another_unit_may_use_it(with_recorders: Office) -> None:
    enter(with_recorders)
    with pytest.raises(Refused) as refused:
        enter(with_recorders)
    assert refused.value.code == "import.exists"
    enter(with_recorders, "喻经办")


def test_a_correction_keeps_the_former_version_and_says_why(with_recorders: Office) -> None:
    made = enter(with_recorders)
    with acting_as(system_actor("test")), connection.cursor() as cursor:  # as if it had been entered the day before
        cursor.execute("UPDATE contract SET recorded_at = now() - interval '1 day' WHERE id = %s", [made.pk])
    with acting_as(with_recorders.identity("邹经办")):
        register = register_named("contracts")
        found = queries.one(register, made.pk)
        recording.correct(
            register,
            made.pk,
            FILLED | {"amount_yuan": "2000000"},
            "合同补充协议",
            recording.version_of(found),
            recorder(with_recorders, "邹经办"),
        )
        (former,) = [each for each in queries.former_versions(register, made) if each.superseded_at != each.recorded_at]
        assert str(former.values["amount_yuan"]) == "2058000.00"
        assert queries.one(register, made.pk).amount_yuan == 2000000
        assert [step.reason for step in queries.steps_of(register, made)] == ["", "合同补充协议"]
        with pytest.raises(Refused) as refused:
            recording.correct(
                register, made.pk, FILLED, "再改", recording.version_of(found), recorder(with_recorders, "邹经办")
            )
        assert refused.value.code == "register.changed_meanwhile"


def test_a_voided_record_is_published_no_more(with_recorders: Office) -> None:
    made = enter(with_recorders)
    with acting_as(with_recorders.identity("邹经办")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM published.contract")
        assert cursor.fetchone() == (1,)
        recording.void(register_named("contracts"), made.pk, "重复登记", recorder(with_recorders, "邹经办"))
        cursor.execute("SELECT count(*) FROM published.contract")
        assert cursor.fetchone() == (0,)


def test_an_export_can_be_imported_again_and_undone(with_recorders: Office) -> None:
    enter(with_recorders)
    with acting_as(with_recorders.identity("邹经办")):
        content, rows = export(register_named("contracts"), Narrowed(), "xlsx")
    assert rows == 1
    with acting_as(with_recorders.identity("喻经办")):
        importer = recorder(with_recorders, "喻经办")
        made, preview = imports.preview("contracts", "合同.xlsx", content, importer)
        assert preview.problems == []
        imports.confirm(made, importer)
        assert [each.number for each in queries.records(register_named("contracts"), Narrowed())] == ["HT-2019-01"]
        assert imports.undo(made, importer, "试导入") == 1
        assert not queries.records(register_named("contracts"), Narrowed()).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["=1+1", "@运维", "+86 运维", "'=引号在前", "'普通引号"])
def test_text_like_a_formula_comes_back_as_it_was(with_recorders: Office, name: str, ending: str) -> None:
    enter(with_recorders, name=name)
    contracts = register_named("contracts")
    with acting_as(system_actor("test")):
        content, _ = export(contracts, Narrowed(), ending)
    read = read_table(f"合同.{ending}", content, contracts.kind.columns)
    assert [row.cells["name"][0] for row in read.rows] == [name]
