"""Contracts and what is done under them: entered, refused, imported, concluded, and guarded in the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports import actions as imports
from jixiao.foundation.registers import checking, queries, recording
from jixiao.foundation.registers.exporting import export
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import register_named, registers
from jixiao.foundation.transitions import Refused
from tests.support.a_contract import BY, CODE, ENTERED, NUMBER, SUPPLIER, enter, enter_all
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder

CONTRACT = dict(ENTERED[0][1])


@pytest.fixture
def with_recorders(office: Office) -> Office:
    add_recorders(office)
    return office


@pytest.fixture
def with_contract(with_recorders: Office) -> Office:
    enter_all(with_recorders)
    return with_recorders


def codes_of(wrongly: pytest.ExceptionInfo[recording.Wrongly]) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in wrongly.value.problems]


def advance(office: Office, name: str, record, verb: str, /, **filled: str):  # type: ignore[no-untyped-def]
    with acting_as(office.identity(BY)):
        return recording.advance(register_named(name), record.pk, verb, recorder(office, BY), filled)


def the(office: Office, name: str, /, **found: object):  # type: ignore[no-untyped-def]
    with acting_as(office.identity(BY)):
        return register_named(name).model._default_manager.get(**found)


def refusal_of(office: Office, statement: str) -> str:
    """The constraint that refuses a statement of 邹经办."""
    with acting_as(office.identity(BY)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as refused:
            return str(refused.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return ""


def test_every_noun_can_be_entered_exported_and_is_published_with_its_programme(with_contract: Office) -> None:
    names = {name for name, _filled in ENTERED}
    assert names == {each.name for each in registers() if each.system == "合同管理"} - {"archive-files"}
    with acting_as(with_contract.identity(BY)), connection.cursor() as cursor:
        for name in sorted(names):
            register = register_named(name)
            entered = sum(1 for each, _filled in ENTERED if each == name)
            assert export(register, Narrowed(), "csv")[1] == entered
            cursor.execute(f"SELECT * FROM published.{register.table}")
            assert len(cursor.fetchall()) == entered
            columns = {column.name for column in cursor.description}
            assert ("programme_id" in columns) == (name not in ("supplier-qualifications", "supplier-sanctions"))


def test_names_of_people_are_not_published(with_contract: Office) -> None:
    with acting_as(with_contract.identity(BY)), connection.cursor() as cursor:
        for table, hidden in (("contract_party", "signatory"), ("acceptance_member", "name")):
            cursor.execute(f"SELECT * FROM published.{table}")
            assert hidden not in {column.name for column in cursor.description}


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"ends_on": "2019-12-31"}, "履行结束日", "contracts.days_in_order"),
        ({"supplier_credit_code": CODE[:-1] + "A"}, "供应商统一社会信用代码", "import.code_wrong"),
        ({"closed_on": "2020-12-31", "signed_on": ""}, "结清日", "register.stage_skipped"),
        ({"closed_on": "2020-01-05"}, "结清日", "register.stage_order"),
        ({"programme": "没有的项目"}, "所属项目", "import.reference_unknown"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(
    with_recorders: Office, changed: dict[str, str], column: str, code: str
) -> None:
    with pytest.raises(recording.Wrongly) as refused:
        enter(with_recorders, "contracts", **CONTRACT | changed)
    assert (column, code) in codes_of(refused)


def test_a_change_takes_effect_only_when_it_was_approved(with_contract: Office) -> None:
    change = the(with_contract, "contract-changes", number="1")
    with pytest.raises(Refused) as refused:
        advance(with_contract, "contract-changes", change, "take-effect")
    assert refused.value.code == "register.not_now"
    advance(with_contract, "contract-changes", change, "approve", approved_on="2020-05-10", approved_by="陈处长")
    made = advance(with_contract, "contract-changes", change, "take-effect", effective_on="2020-05-11")
    assert (made.approved_by, made.effective_on) == ("陈处长", date(2020, 5, 11))
    with pytest.raises(recording.Wrongly) as wrongly:
        enter(with_contract, "contract-changes", contract=NUMBER, number="2", reason="延期", requested_on="2020-06-01",
              effective_on="2020-06-02")  # fmt: skip
    assert codes_of(wrongly) == [("生效日", "register.stage_skipped")]


def test_a_conclusion_needs_a_meeting_minutes_and_a_panel_of_three(with_contract: Office) -> None:
    acceptance = the(with_contract, "acceptances", number="YS-1")
    advance(with_contract, "acceptances", acceptance, "hold", held_on="2020-12-18")
    said = {"concluded_on": "2020-12-20", "conclusion": "通过"}
    with pytest.raises(recording.Wrongly) as refused:
        advance(with_contract, "acceptances", acceptance, "conclude", **said)
    assert codes_of(refused) == [
        ("验收会纪要文号", "contracts.minutes_missing"),
        ("验收结论", "contracts.members_missing"),
    ]
    third = {"acceptance": f"{NUMBER}/YS-1", "number": "3", "name": "苏专家", "organisation": "某大学"}
    enter(with_contract, "acceptance-members", **third, is_independent="是")
    advance(with_contract, "acceptances", acceptance, "conclude", minutes_document="国库纪〔2020〕9号", **said)
    member = the(with_contract, "acceptance-members", number="3")
    with acting_as(with_contract.identity(BY)), pytest.raises(Refused) as kept:
        recording.void(register_named("acceptance-members"), member.pk, "登错了", recorder(with_contract, BY))
    assert kept.value.code == "register.refused_by_database"
    assert "至少三人" in str(kept.value)


def test_whoever_belongs_to_the_supplier_is_not_independent(with_contract: Office) -> None:
    filled = {"acceptance": f"{NUMBER}/YS-1", "number": "9", "name": "林经理", "organisation": SUPPLIER}
    with pytest.raises(recording.Wrongly) as refused:
        enter(with_contract, "acceptance-members", **filled, is_independent="是")
    assert codes_of(refused) == [("不属承建方", "contracts.supplier_not_independent")]
    enter(with_contract, "acceptance-members", **filled, is_independent="否")


def test_an_acceptance_accepts_a_milestone_of_its_own_contract(with_contract: Office) -> None:
    enter(with_contract, "contracts", **CONTRACT | {"number": "HT-2"})
    with pytest.raises(recording.Wrongly) as refused:
        enter(with_contract, "acceptances", contract="HT-2", number="1", name="验收", planned_on="2020-12-01",
              milestone=f"{NUMBER}/3")  # fmt: skip
    assert codes_of(refused) == [("履行阶段", "contracts.milestone_of_another_contract")]


def test_points_stay_within_the_full_ones(with_contract: Office) -> None:
    filled = {"contract": NUMBER, "number": "2", "assessed_on": "2020-12-31"}
    for points, full, code in (("101", "100", "contracts.points_above_full"), ("0", "0", "contracts.no_full_points")):
        with pytest.raises(recording.Wrongly) as refused:
            enter(with_contract, "supplier-assessments", **filled, points=points, full_points=full)
        assert [each for _column, each in codes_of(refused)] == [code]


def test_a_contract_with_parts_is_not_voided_and_a_part_is(with_contract: Office) -> None:
    contract = the(with_contract, "contracts", number=NUMBER)
    with acting_as(with_contract.identity(BY)):
        by = recorder(with_contract, BY)
        with pytest.raises(Refused) as refused:
            recording.void(register_named("contracts"), contract.pk, "重复登记", by)
        assert (refused.value.code, refused.value.status) == ("register.in_use", 409)
        clause = register_named("contract-clauses").model._default_manager.get()
        recording.void(register_named("contract-clauses"), clause.pk, "登错了", by)
        related = {each.register.name: each.count for each in queries.related(register_named("contracts"), contract, 9)}
    assert (related["contract-clauses"], related["contract-milestones"]) == (0, 3)


def test_a_part_belongs_to_the_unit_of_its_contract(with_contract: Office) -> None:
    """喻经办 of another department does not see the contract; whoever sees both units still may not mix them."""
    with pytest.raises(recording.Wrongly) as unseen:
        enter(with_contract, "contract-clauses", "喻经办", contract=NUMBER, number="9", kind="其他", content="别的")
    assert codes_of(unseen) == [("合同编号", "import.reference_unknown")]
    other = with_contract.organisations["市教育委员会"].pk
    with acting_as(system_actor("test")):
        filled = {"contract": NUMBER, "number": "9", "kind": "其他", "content": "别的"}
        register = register_named("contract-clauses")
        row, _none = recording.read_row(register.columns, filled)
        context = recording.Context(other, None, recording.timezone.now())
        assert row is not None
        assert [p.code for p in checking.problems(register, [row], context)] == ["register.of_another_unit"]


def test_a_number_of_a_voided_record_is_not_used_again(with_recorders: Office) -> None:
    made = enter(with_recorders, "contracts", **CONTRACT)
    with acting_as(with_recorders.identity(BY)):
        recording.void(register_named("contracts"), made.pk, "重复登记", recorder(with_recorders, BY))
    with pytest.raises(recording.Wrongly) as refused:
        enter(with_recorders, "contracts", **CONTRACT)
    assert codes_of(refused) == [("合同编号", "register.number_of_voided")]


def test_a_file_names_what_is_wrong_by_row_and_column(with_contract: Office) -> None:
    lines = (
        "合同编号,验收编号,验收名称,履行阶段,验收方案日,验收会日,结论日,验收结论",
        f"{NUMBER},YS-2,初验,{NUMBER}/1,2020-06-01,2020-06-20,,",
        f"{NUMBER},YS-3,终验,,2020-12-01,2020-11-20,,",
        f"{NUMBER},YS-4,复验,,2020-12-01,2020-12-20,2020-12-21,通过",
    )
    with acting_as(with_contract.identity(BY)):
        _made, preview = imports.preview(
            "acceptances", "验收.csv", "\n".join(lines).encode(), recorder(with_contract, BY)
        )
    assert [(p.row, p.column, p.code) for p in preview.problems] == [
        (3, "验收会日", "register.stage_order"),
        (4, "验收会纪要文号", "contracts.minutes_missing"),
        (4, "验收结论", "contracts.members_missing"),
    ]


GUARDED = (
        ("UPDATE contract SET ends_on = '2019-01-01'", "contract_days_in_order"),
        ("UPDATE contract SET supplier_credit_code = '123'", "contract_credit_code_shaped"),
        ("UPDATE contract SET signed_on = NULL, closed_on = '2020-12-31'", "contract_closed_only_when_signed"),
        ("UPDATE contract_milestone SET amount_yuan = -1", "contract_milestone_not_negative"),
        ("UPDATE contract_change SET effective_on = '2020-06-01'", "contract_change_effective_if_approved"),
        ("UPDATE contract_change SET approved_on = '2020-01-01'", "contract_change_approved_after_request"),
        ("UPDATE acceptance SET conclusion = 'passed'", "acceptance_conclusion_with_its_day"),
        ("UPDATE acceptance SET concluded_on = '2020-12-20', conclusion = 'passed'",
         "acceptance_concluded_after_meeting"),
        ("UPDATE acceptance SET held_on = '2020-12-18', concluded_on = '2020-12-20', conclusion = 'passed',"
         " minutes_document = '纪要'", "acceptance_concluded_by_panel"),
        ("UPDATE acceptance SET rectified_on = '2020-12-30'", "acceptance_rectified_if_asked"),
        (f"UPDATE acceptance_member SET organisation = '{SUPPLIER}'", "acceptance_member_independent"),
        ("UPDATE supplier_assessment SET points = 100.5", "supplier_assessment_points_in_range"),
        ("UPDATE supplier_qualification SET valid_to = '2018-01-01'", "supplier_qualification_days_in_order"),
        ("UPDATE supplier_sanction SET ends_on = '2017-01-01'", "supplier_sanction_days_in_order"),
        ("UPDATE supervision_report SET period_to = '2019-01-01'", "supervision_report_days_in_order"),
        ("UPDATE supervision_finding SET closed_on = '2020-01-01'", "supervision_finding_closed_after_raised"),
)  # fmt: skip


def test_the_database_is_the_last_guard(with_contract: Office) -> None:
    got = {statement: refusal_of(with_contract, statement) for statement, _constraint in GUARDED}
    assert got == dict(GUARDED)


def test_a_milestone_of_another_contract_is_not_accepted_in_the_database(with_contract: Office) -> None:
    other = enter(with_contract, "contracts", **CONTRACT | {"number": "HT-2"})
    statement = f"UPDATE acceptance SET contract_id = {other.pk}"
    assert refusal_of(with_contract, statement) == "acceptance_milestone_of_same_contract"


def test_old_records_are_taken_over_as_they_were(with_contract: Office) -> None:
    """A system actor may record that two people concluded without minutes: the measures are to find it."""
    with acting_as(system_actor("takeover")), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE acceptance SET held_on = '2020-12-18', concluded_on = '2020-12-20', conclusion = 'passed'"
        )
        changed = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert changed == 1


def test_the_page_says_what_is_odd_about_a_contract(with_contract: Office) -> None:
    contract = the(with_contract, "contracts", number=NUMBER)
    with acting_as(with_contract.identity(BY)):
        found = register_named("contracts").review(contract)  # type: ignore[misc]
    assert [each.code for each in found] == ["contracts.signed_late", "contracts.milestones_differ"]
