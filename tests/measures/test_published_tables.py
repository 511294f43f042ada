"""The contract of the published tables is what the migrated database publishes."""

from __future__ import annotations

import pytest

from jixiao.measures.engines.reading import arrow_type
from jixiao.measures.tables import NotPublished, columns_of, published, published_tables
from tools.published_tables import CONTRACT, views_of_the_database, written


def test_the_contract_is_current(database: None) -> None:
    renew = "python -m tools.published_tables renews the contract"
    assert CONTRACT.read_text(encoding="utf-8") == written(views_of_the_database()), renew


def test_every_type_is_one_of_files_and_expressions() -> None:
    for table, columns in published_tables().items():
        assert list(published(table).schema()) == list(columns)
        assert all(arrow_type(kind) is not None for kind in columns.values())


def test_what_no_system_publishes_is_named() -> None:
    with pytest.raises(NotPublished, match="no_such_table"):
        columns_of("no_such_table")
