"""What others refer to is not voided; what was voided by mistake is restored by a second person."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.register import register_named, registers
from jixiao.foundation.transitions import Refused
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder

BY, SECOND = "邹经办", "邬经办"
CONTRACT = {
    "number": "HT-1", "name": "运维", "supplier_name": "某公司", "amount_yuan": "100",
    "starts_on": "2020-01-01", "ends_on": "2020-12-31",
}  # fmt: skip
CLAUSE = {"contract": "HT-1", "number": "1", "kind": "付款", "content": "验收后付款。"}


@pytest.fixture
def two(office: Office) -> Office:
    """The office with two recorders at 国库处."""
    add_recorders(office)
    first = office.people[BY]
    with acting_as(system_actor("test")):
        grant = RoleGrant.objects.get(person=first)
        common = {"owner": first.owner, "happened_at": first.happened_at}
        second = Person(username="r09", name=SECOND, sort_key=SECOND, must_change_password=False, **common)
        second.set_unusable_password()
        second.save()
        RoleGrant.objects.create(person=second, role=Role.RECORDER, year=grant.year, **common)
    office.people[SECOND] = second
    return office


def enter(office: Office, noun: str, filled: dict[str, str]):  # type: ignore[no-untyped-def]
    with acting_as(office.identity(BY)):
        return recording.enter(register_named(noun), filled, recorder(office, BY))


def void(office: Office, noun: str, number: int) -> None:
    with acting_as(office.identity(BY)):
        recording.void(register_named(noun), number, "登错了", recorder(office, BY))


def restore(office: Office, noun: str, number: int, by: str, reason: str = "作废错了"):  # type: ignore[no-untyped-def]
    with acting_as(office.identity(by)):
        return recording.restore(register_named(noun), number, reason, recorder(office, by))


def by_sql(office: Office, statement: str, number: int) -> str:
    """What the database calls the constraint by which it refuses a statement of the application's role."""
    with (
        acting_as(office.identity(BY)),
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [number])
    cause = refused.value.__cause__
    return str(cause.diag.constraint_name)  # type: ignore[union-attr]


def test_a_contract_with_a_clause_is_not_voided_by_the_action_nor_by_sql(two: Office) -> None:
    contract = enter(two, "contracts", CONTRACT)
    clause = enter(two, "contract-clauses", CLAUSE)
    with pytest.raises(Refused) as refused:
        void(two, "contracts", contract.pk)
    assert refused.value.code == "register.in_use"
    voiding = "UPDATE contract SET void_reason = '错' WHERE id = %s"
    assert by_sql(two, voiding, contract.pk) == "register_whole_holds"
    void(two, "contract-clauses", clause.pk)
    void(two, "contracts", contract.pk)
    reviving = "UPDATE contract_clause SET void_reason = '' WHERE id = %s"
    assert by_sql(two, reviving, clause.pk) == "register_part_of_voided"
    adding = """INSERT INTO contract_clause (owner_id, happened_at, contract_id, number, kind, content, void_reason)
                SELECT owner_id, happened_at, id, '2', 'payment', '又一条', '' FROM contract WHERE id = %s"""
    assert by_sql(two, adding, contract.pk) == "register_part_of_voided"


def test_what_a_person_voided_by_mistake_is_restored_by_another(two: Office) -> None:
    contract = enter(two, "contracts", CONTRACT)
    clause = enter(two, "contract-clauses", CLAUSE)
    void(two, "contract-clauses", clause.pk)
    void(two, "contracts", contract.pk)
    refusals = []
    for number, noun, by, reason in (
        (contract.pk, "contracts", BY, "作废错了"),
        (contract.pk, "contracts", SECOND, " "),
        (contract.pk, "contracts", "喻经办", "作废错了"),
        (contract.pk, "contracts", "李编制", "作废错了"),
        (clause.pk, "contract-clauses", SECOND, "作废错了"),  # its contract is still voided
    ):
        with pytest.raises(Refused) as refused:
            restore(two, noun, number, by, reason)
        refusals.append((refused.value.code, refused.value.status))
    assert refusals == [
        ("register.same_person", 403),
        ("register.reason_missing", 422),
        ("register.not_found", 404),
        ("register.not_yours", 403),
        ("import.reference_unknown", 422),
    ]
    assert restore(two, "contracts", contract.pk, SECOND).void_reason == ""
    restore(two, "contract-clauses", clause.pk, SECOND)
    with pytest.raises(Refused) as refused:
        restore(two, "contracts", contract.pk, SECOND)
    assert refused.value.code == "register.not_voided"
    with acting_as(two.identity(BY)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM published.contract WHERE superseded_at IS NULL")
        assert cursor.fetchone() == (1,)
        register = register_named("contracts")
        said = queries.steps_of(register, contract).order_by("pk").values_list("verb", "reason")
        assert list(said) == [("enter", ""), ("void", "登错了"), ("restore", "作废错了")]


def test_every_register_is_guarded() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tgrelid::regclass::text, count(*) FROM pg_trigger
               WHERE tgname IN ('whole_holds', 'part_added', 'part_changed') GROUP BY 1"""
        )
        guarded = dict(cursor.fetchall())
    assert {each.table: guarded.get(each.table) for each in registers()} == {each.table: 3 for each in registers()}
