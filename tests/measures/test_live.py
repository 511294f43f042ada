"""Live records: the engine asks on the connection of whoever asks, and row security answers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.db import connection

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.measures.engines.postgres import Postgres
from jixiao.measures.tables import published
from jixiao.systems.contracts.models import Contract
from tests.support.office import Office


@pytest.fixture
def two_contracts(office: Office) -> Office:
    """One contract of the school, one of the treasury division."""
    local = timezone(timedelta(hours=8))
    with acting_as(system_actor("test")):
        for place in ("市实验学校", "国库处"):
            Contract.objects.create(
                owner=office.organisations[place],
                number=place,
                name="运维",
                supplier_name="某软件公司",
                amount_yuan="100.10",
                starts_on="2020-01-01",
                ends_on="2020-12-31",
                happened_at=datetime(2020, 1, 1, tzinfo=local),
                recorded_at=datetime(2020, 1, 1, 0, 30, tzinfo=local),
            )
    return office


def seen(office: Office, name: str) -> list[str]:
    with acting_as(office.identity(name)):
        contracts = published("contract")
        rows = Postgres(connection).rows(contracts.select("number").order_by("number"))
    return [row["number"] for row in rows]


def test_everybody_gets_the_rows_of_their_scope(two_contracts: Office) -> None:
    assert seen(two_contracts, "李编制") == ["国库处"]
    assert seen(two_contracts, "王审核") == ["国库处", "市实验学校"]
    assert seen(two_contracts, "孙系统") == []


def test_values_are_exact_and_moments_local(two_contracts: Office) -> None:
    contracts = published("contract")
    asked = contracts.aggregate(
        money=contracts.amount_yuan.sum(), rows=contracts.count(), newest=contracts.recorded_at.max()
    )
    with acting_as(system_actor("test")):
        (row,) = Postgres(connection).rows(asked)
    assert (str(row["money"]), row["rows"], row["newest"]) == ("200.20", 2, datetime(2020, 1, 1, 0, 30))
