"""Who asks decides what there is, in the database itself."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import Person
from tests.support.office import Office

#: Tables of the framework without business data.
_NOT_BUSINESS = {"django_session", "django_migrations"}


def names() -> list[str]:
    return list(Person.objects.values_list("name", flat=True))


def test_nobody_gets_an_error_and_not_an_empty_page(office: Office) -> None:
    with pytest.raises(DatabaseError, match="没有身份"), transaction.atomic():
        names()


def test_a_drafter_sees_the_people_of_the_own_division_and_oneself(office: Office) -> None:
    with acting_as(office.identity("李编制")):
        assert names() == ["李编制"]


def test_an_administrator_sees_no_person_by_business_scope_but_oneself(office: Office) -> None:
    with acting_as(office.identity("孙系统")):
        assert names() == ["孙系统"]


def test_identity_ends_with_its_transaction_and_the_outer_one_is_back(office: Office) -> None:
    with acting_as(system_actor("test")):
        everybody = len(names())
        with acting_as(office.identity("李编制")):
            assert len(names()) == 1
        assert len(names()) == everybody


def test_every_table_has_owner_policies_and_history_or_is_named_as_none_of_business(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
                      (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'history_%'),
                      EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'owner_id')
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"""
        )
        tables = {name: rest for name, *rest in cursor.fetchall()}
    assert tables.keys() >= _NOT_BUSINESS
    for name in tables.keys() - _NOT_BUSINESS:
        forced, policies, triggers, owned = tables[name]
        assert forced, f"{name} has no forced row security"
        assert policies == 4, f"{name} has {policies} policies"
        assert triggers == 4, f"{name} has {triggers} history triggers"
        assert owned or name == "organisation", f"{name} has no owner organisation"


def test_every_model_is_a_table_of_that_test(office: Office) -> None:
    managed = {model._meta.db_table for model in apps.get_models() if model._meta.managed} - _NOT_BUSINESS
    with connection.cursor() as cursor:
        assert managed <= set(connection.introspection.table_names(cursor))


def test_the_application_is_no_superuser_owns_nothing_and_passes_no_policy(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_no_policy_walks_an_array_for_each_row(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT schemaname || '.' || tablename || ' ' || policyname FROM pg_policies
               WHERE concat(qual, with_check) ~ 'ANY \\(\\( SELECT identity'"""
        )
        walking = [name for (name,) in cursor.fetchall()]
    assert walking == [], "write owner_id IN (SELECT …), see foundation/identity/policies.py"
