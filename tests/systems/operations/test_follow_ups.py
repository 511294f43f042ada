"""Every noun of the second half of operations: entered, refused, exported, imported again, published, guarded."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.identity import acting_as
from jixiao.foundation.registers.exporting import export
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import register_named
from tests.systems.operations.desk import WHO, Desk
from tests.systems.operations.follow_ups import CHANGE, EMERGENCY, ENTERED, SHARING, enter_all

NOUNS = [noun for noun, _filled in ENTERED]


@pytest.fixture
def filled_desk(desk: Desk) -> Desk:
    enter_all(desk)
    return desk


def test_every_noun_is_published_with_its_programme_and_without_names_of_people(filled_desk: Desk) -> None:
    for noun in NOUNS:
        table = register_named(noun).table
        (found,) = filled_desk.published(table, columns="*")
        with acting_as(filled_desk.office.identity(WHO)), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM published.{table}")
            names = [column.name for column in cursor.description]
        row = dict(zip(names, found, strict=True))
        assert row["programme_id"] is not None, noun
        assert "某某某" not in row.values(), noun


def test_what_is_exported_is_imported_again_as_it_was(filled_desk: Desk) -> None:
    def published_again() -> list[object]:
        found = []
        for noun in NOUNS:
            register = register_named(noun)
            with acting_as(filled_desk.office.identity(WHO)):
                found.append(export(register, Narrowed(), "csv")[0])
        return found

    before = published_again()
    with acting_as(filled_desk.office.identity(WHO)):
        for noun in reversed(NOUNS):
            register_named(noun).model._default_manager.all().delete()
    for noun, content in zip(NOUNS, before, strict=True):
        made, _preview, _outcome = filled_desk.load(noun, content)
        assert made.rows_imported == 1, noun
    assert published_again() == before
