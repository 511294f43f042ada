"""The simulated year: what it holds, that it is the same twice, and that what was planted is found, nothing more."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from django.db import connection, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.measures.asked import Asked
from jixiao.measures.engines.duckdb import DuckDB
from jixiao.measures.engines.reading import arrow_type
from jixiao.measures.evaluate import figures, rows_behind
from jixiao.measures.measure import Measure, catalogue
from jixiao.measures.snapshot.manifest import found
from jixiao.measures.tables.published import published_tables
from jixiao.systems.operations.demo import simulation
from jixiao.systems.operations.demo.clock import OF_THE_YEAR
from jixiao.systems.operations.demo.forms import ANSWERED
from jixiao.systems.operations.demo.loading import Loaded, Place, load
from jixiao.systems.operations.demo.world import PROGRAMMES, Checked, World
from jixiao.systems.programmes.models import Programme
from tests.support.engines import snapshot_of
from tests.support.office import make_office

_FOLDER = Path(simulation.__file__).parent
#: The loader asks the registers to derive; whatever plants must not know them, nor what looks for errors.
_PLAIN = sorted(path for path in _FOLDER.glob("*.py") if path.name != "loading.py")
_ALLOWED = ("jixiao.systems.operations.demo.",)


@dataclass(frozen=True)
class Year:
    """The year in the database."""

    world: World
    loaded: Loaded
    programmes: dict[str, int]
    store: Path
    seconds: float


@pytest.fixture(scope="module")
def year(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """The full year, loaded once, in a transaction that is rolled back."""
    with transaction.atomic():
        owner = make_office().organisations["国库处"]
        with acting_as(system_actor("test")):
            programmes = {
                name: Programme.objects.create(name=name, sort_key=name, owner=owner, happened_at=timezone.now()).pk
                for name in PROGRAMMES
            }
        begun = time.perf_counter()
        world = simulation.simulate()
        with acting_as(system_actor("demo")):
            loaded = load(world, {name: Place(pk, owner.pk) for name, pk in programmes.items()})
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - begun
        store = tmp_path_factory.mktemp("snapshot")
        with acting_as(system_actor("snapshot")):
            snapshot_of({table: _read(table) for table in published_tables()}, store)
        yield Year(world, loaded, programmes, store, seconds)
        transaction.set_rollback(True)


def _read(table: str) -> pa.Table:
    """A published view as the transaction sees it."""
    columns = published_tables()[table]
    names = ", ".join(f'"{name}"' for name in columns)
    order = "record_year, id, recorded_at" if "record_year" in columns else "1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM published.{table} ORDER BY {order}")
        rows = list(zip(*cursor.fetchall(), strict=True)) or [[] for _unused in columns]
    return pa.table(
        {name: pa.array(rows[place], arrow_type(kind)) for place, (name, kind) in enumerate(columns.items())}
    )


def _measure_of(indicator: str) -> Measure:
    return next(measure for measure in catalogue().values() if indicator in measure.names)


_ALL = [(programme, indicator) for programme, names in ANSWERED.items() for indicator in names]


def test_sixty_two_indicators_are_answered() -> None:
    assert len(_ALL) == len(set(_ALL)) == 62


@pytest.fixture(scope="module")
def engine(year: Year) -> Iterator[DuckDB]:
    opened = DuckDB(year.store, found(year.store))
    yield opened
    opened.close()


@pytest.mark.parametrize(("programme", "indicator"), _ALL, ids=lambda each: each)
def test_the_planted_truth_is_found_and_nothing_more(
    year: Year, engine: DuckDB, programme: str, indicator: str
) -> None:
    truth, measure = year.world.truth.of(programme, indicator), _measure_of(indicator)
    asked, pk = Asked(2020), year.programmes[programme]
    if isinstance(truth, Checked):
        rows = rows_behind(measure, engine, asked, pk, limit=20_000)
        failing = {(row["source"], row["record_id"]) for row in rows if not row["hit"]}
        assert rows
        assert failing == {(table, year.loaded.pk(table, number)) for table, number in truth.failing}
    else:
        (figure,) = figures(measure, engine, asked, [pk])
        assert (figure.part, figure.whole) == (truth.part, truth.whole)


def test_two_runs_are_the_same(year: Year) -> None:
    again = simulation.simulate()
    assert again.rows == year.world.rows
    assert again.truth.counted == year.world.truth.counted
    assert again.truth.failing == year.world.truth.failing


def test_the_year_has_its_size(year: Year) -> None:
    rows = year.world.rows
    assert len(rows["operations_ticket"]) == 16_000
    assert len(rows["operations_fault"]) == 400
    assert len(OF_THE_YEAR) == 249  # as amended: 国办发明电〔2020〕1号
    assert len({row["department"] for row in rows["operations_department_use"]}) == 160
    mondays = sum(row["opened_at"].weekday() == 0 for row in rows["operations_ticket"])
    noon = sum(row["opened_at"].hour == 12 for row in rows["operations_ticket"])
    morning = sum(row["opened_at"].hour == 10 for row in rows["operations_ticket"])
    assert mondays > 16_000 / 5
    assert noon * 3 < morning


def test_every_row_loads_and_every_reference_resolves(year: Year) -> None:
    assert year.loaded.records == sum(map(len, year.world.rows.values()))
    assert year.loaded.records > 130_000


@pytest.mark.parametrize("path", _PLAIN, ids=lambda path: path.name)
def test_whoever_plants_imports_nothing_that_finds(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        named += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        for name in named:
            assert not name.startswith(("jixiao.", "django")) or name.startswith(_ALLOWED), f"{path.name}: {name}"
            assert name != "jixiao.systems.operations.demo.loading", path.name
