"""Every measure on every engine: the same figures to the last digit, and the same rows behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jixiao.measures.asked import Asked
from jixiao.measures.engines.duckdb import DuckDB
from jixiao.measures.engines.engine import Engine
from jixiao.measures.evaluate import changes_since, figures, rows_behind
from jixiao.measures.measure import catalogue
from tests.support.engines import needs_spark, postgres_with, snapshot_of
from tests.support.generated_rows import PROGRAMMES, generated_tables

MEASURES = sorted(catalogue())
ALL_NOW, BY_JUNE = Asked(2020), Asked(2020, date(2020, 6, 30))


@pytest.fixture(scope="module")
def tables(database: None) -> dict[str, pa.Table]:
    return generated_tables(seed=20, rows=150)


@pytest.fixture(scope="module")
def store(tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshot")
    snapshot_of(tables, folder)
    return folder


@pytest.fixture(scope="module")
def duckdb(store: Path) -> Iterator[Engine]:
    from jixiao.measures.snapshot.manifest import found

    engine = DuckDB(store, found(store))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def postgres(tables: dict[str, pa.Table]) -> Iterator[Engine]:
    with postgres_with(tables) as engine:
        yield engine


@pytest.fixture(scope="module")
def spark(store: Path) -> Iterator[Engine]:
    """A standalone master with two workers on this machine."""
    needs_spark()
    from jixiao.measures.engines.spark import Spark
    from jixiao.measures.snapshot.manifest import found

    engine = Spark(store, found(store))
    yield engine
    engine.close()


def told(engine: Engine, measure: str, asked: Asked) -> dict[str, Any]:
    """All that an engine says of a measure; types count as well as values."""
    of = catalogue()[measure]
    one = {"programme": 1, "limit": 400}
    said = {
        "figures": figures(of, engine, asked),
        "rows": rows_behind(of, engine, asked, **one),
        "changes": changes_since(of, engine, asked, **one) if asked.as_of else [],
    }
    return {part: [_with_types(row) for row in rows] for part, rows in said.items()}


def _with_types(row: Any) -> list[tuple[str, str, str]]:
    fields = row.items() if isinstance(row, dict) else [(name, getattr(row, name)) for name in row.__slots__]
    return [(name, type(value).__name__, str(value)) for name, value in fields]


@pytest.mark.parametrize("asked", [ALL_NOW, BY_JUNE], ids=["now", "as of June"])
@pytest.mark.parametrize("measure", MEASURES)
def test_postgres_says_what_duckdb_says(duckdb: Engine, postgres: Engine, measure: str, asked: Asked) -> None:
    assert told(postgres, measure, asked) == told(duckdb, measure, asked)


@pytest.mark.parametrize("measure", MEASURES)
def test_spark_with_two_workers_says_what_duckdb_says(duckdb: Engine, spark: Engine, measure: str) -> None:
    assert told(spark, measure, BY_JUNE) == told(duckdb, measure, BY_JUNE)


def test_the_rows_reach_the_measures(duckdb: Engine) -> None:
    """A comparison of nothing with nothing would prove nothing."""
    empty = [name for name in MEASURES if not any(f.records for f in figures(catalogue()[name], duckdb, ALL_NOW))]
    assert empty == []


def test_figures_are_exact_and_of_every_programme(duckdb: Engine) -> None:
    for name in MEASURES:
        found = figures(catalogue()[name], duckdb, ALL_NOW)
        assert {f.programme for f in found} <= set(range(1, PROGRAMMES + 1))
        assert all(isinstance(part, (int, Decimal, type(None))) for f in found for part in (f.part, f.whole))
