"""The chain is proven, then broken by a superuser in every way we know, and each break is found by its place."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jixiao.foundation.history.proof import prove, seal
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Organisation
from tests.support.installation import own_database


@pytest.fixture
def superuser(database: None) -> Iterator[psycopg.Connection]:
    """A superuser of a database copy whose three organisations were made and sealed one after the other."""
    with own_database() as address:
        for name in ("甲局", "乙处", "丙处"):
            with acting_as(system_actor("test")):
                Organisation.objects.create(name=name, kind="division", sort_key=name, happened_at=timezone.now())
            seal()
        with psycopg.connect(address, autocommit=True) as connected:
            connected.execute("SET session_replication_role = replica")  # no trigger of ours runs
            yield connected


def proof_codes() -> list[tuple[str, str]]:
    with acting_as(system_actor("doctor")):
        return [(finding.code, finding.place) for finding in prove().findings]


def test_an_untouched_history_holds(superuser: psycopg.Connection) -> None:
    with acting_as(system_actor("doctor")):
        proof = prove()
    assert proof.holds
    assert (proof.entries, proof.seals, proof.unsealed) == (3, 3, 0)


@pytest.mark.parametrize(
    ("tampering", "code", "place"),
    [
        ('UPDATE history.entry SET after = after || \'{"name": "丁"}\' WHERE id = 2', "audit.entry_changed", "第2批"),
        ("DELETE FROM history.entry WHERE id = 2", "audit.entry_missing", "第2批第1条"),
        ("UPDATE history.entry SET actor = 'x', digest = sha256('x') WHERE id = 3", "audit.entry_changed", "第3批"),
        ("DELETE FROM history.seal WHERE number = 2", "audit.link_missing", "第2批"),
        ("UPDATE history.seal SET sealed_at = now() WHERE number = 1", "audit.link_changed", "第1批"),
        ("UPDATE public.organisation SET name = '丁处' WHERE id = 2", "audit.row_changed", "organisation 编号2"),
        ("DELETE FROM public.organisation WHERE id = 3", "audit.row_gone", "organisation 编号3"),
        (
            "INSERT INTO public.organisation (name, kind, path, short_name, sort_key, active, happened_at, recorded_at)"
            " VALUES ('戊', 'division', '', '', 'wu', true, now(), now())",
            "audit.row_without_history",
            "organisation 编号",
        ),
    ],
)
def test_what_a_superuser_does_behind_the_history_is_found_by_its_place(
    superuser: psycopg.Connection, tampering: str, code: str, place: str
) -> None:
    superuser.execute(tampering)
    found = proof_codes()
    assert any(each == code and place in where for each, where in found), found


def test_a_whole_chain_written_anew_still_differs_from_a_link_kept_elsewhere(superuser: psycopg.Connection) -> None:
    [kept] = superuser.execute("SELECT digest FROM history.seal WHERE number = 3").fetchone() or [None]
    superuser.execute("UPDATE history.entry SET actor = 'y' WHERE id = 1")
    [now] = superuser.execute("SELECT digest FROM history.seal WHERE number = 3").fetchone() or [None]
    assert now == kept
    assert ("audit.entry_changed" in {code for code, _ in proof_codes()}) is True


@pytest.mark.parametrize(
    "verb", ["UPDATE history.entry SET actor = 'x'", "DELETE FROM history.seal", "TRUNCATE history.entry"]
)
def test_the_application_cannot_touch_the_history(superuser: psycopg.Connection, verb: str) -> None:
    with acting_as(system_actor("test")), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(verb)


def test_rows_are_read_back_as_they_were_recorded(superuser: psycopg.Connection) -> None:
    with acting_as(system_actor("test")):
        Organisation.objects.filter(name="乙处").update(name="乙局")
    seal()
    with acting_as(system_actor("test")), connection.cursor() as cursor:
        names = []
        for link in (1, 3, 4):
            cursor.execute(
                "SELECT content ->> 'name' FROM history.as_of('public.organisation', %s) ORDER BY row_id", [link]
            )
            names.append([name for (name,) in cursor.fetchall()])
    assert names == [["甲局"], ["甲局", "乙处", "丙处"], ["甲局", "乙局", "丙处"]]


def test_a_transaction_still_open_is_sealed_later_and_never_into_a_closed_link(superuser: psycopg.Connection) -> None:
    late = psycopg.connect(**_parameters())
    late.execute("SELECT set_config('jixiao.actor', 'system:late', true), set_config('jixiao.everything', 'yes', true)")
    late.execute(
        "INSERT INTO organisation (name, kind, path, short_name, sort_key, active, happened_at, recorded_at)"
        " VALUES ('晚处', 'division', '', '', 'wan', true, now(), now())"
    )
    with acting_as(system_actor("test")):
        Organisation.objects.create(name="早处", kind="division", sort_key="zao", happened_at=timezone.now())
    seal()
    late.commit()
    late.close()
    seal()
    with acting_as(system_actor("doctor")):
        proof = prove()
    assert proof.holds
    assert proof.unsealed == 0


def _parameters() -> dict[str, str]:
    settings = connection.settings_dict
    return {
        "host": settings["HOST"],
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
