"""What somebody else planted behind the history is found where it is."""

from __future__ import annotations

import psycopg
import pytest
from django.utils import timezone

from jixiao.foundation.history.proof import prove, seal
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Organisation
from tests.support.installation import own_database
from tests.support.planted_tampering import KINDS, tampering

NUMBERS = 4


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_found_by_its_place(database: None, kind: str) -> None:
    planted = tampering(kind, 2020, NUMBERS)
    with own_database() as address:
        for number in range(NUMBERS):
            with acting_as(system_actor("test")):
                Organisation.objects.create(
                    name=f"第{number}处", kind="division", sort_key="x", happened_at=timezone.now()
                )
            seal()
        with acting_as(system_actor("doctor")):
            assert prove().holds
        with psycopg.connect(address, autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")  # no trigger of ours runs
            superuser.execute(planted.sql)
        with acting_as(system_actor("doctor")):
            found = [(finding.code, finding.place) for finding in prove().findings]
    assert any(code == planted.code and planted.place in place for code, place in found), found
