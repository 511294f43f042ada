"""The simulated year: what it holds, that it is the same twice, and that what was planted is found, nothing more."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.systems.operations.demo import simulation
from jixiao.systems.operations.demo.loading import Loaded, Place, load
from jixiao.systems.operations.demo.world import PROGRAMMES, World
from jixiao.systems.programmes.models import Programme
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
    seconds: float


@pytest.fixture(scope="module")
def year(database: None) -> Iterator[Year]:
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
        yield Year(world, loaded, programmes, time.perf_counter() - begun)
        transaction.set_rollback(True)


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
