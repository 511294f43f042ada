"""Somebody corrects a record while another person has its correction open, and the other one insists."""

from __future__ import annotations

import re

from django.db import connection

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.registers import queries
from jixiao.foundation.registers.queries import Narrowed
from jixiao.foundation.registers.register import register_named
from tests.foundation.registers.test_recording import FILLED, enter, with_recorders
from tests.support.office import Office
from tests.support.signing_in import browser_of

__all__ = ["with_recorders"]


def test_saving_again_after_a_refusal_overwrites_nothing(with_recorders: Office) -> None:
    made = enter(with_recorders)
    client = browser_of(with_recorders.people["邹经办"])
    path = f"/registers/contracts/{made.pk}/correct/"
    page = client.get(path).content
    with acting_as(system_actor("test")), connection.cursor() as cursor:  # the other one's, as if a minute before
        cursor.execute(
            "UPDATE contract SET name = '先改的名称', recorded_at = now() - interval '1 minute' WHERE id = %s",
            [made.pk],
        )
    for _attempt in range(2):
        version = re.search(r'name="version" value="([^"]*)"', page.decode())
        assert version
        answer = client.post(path, FILLED | {"name": "后改的名称", "reason": "笔误", "version": version[1]})
        assert answer.status_code == 409
        page = answer.content
        assert "后改的名称" in page.decode()  # what was typed is still there
    with acting_as(with_recorders.identity("邹经办")):
        assert [each.name for each in queries.records(register_named("contracts"), Narrowed())] == ["先改的名称"]
