"""Loading the simulated year through the models, with what the registers derive, as the actor ``system:demo``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.registers.bulk import rewrite
from jixiao.foundation.registers.models import Record
from jixiao.foundation.registers.register import register_of_table
from jixiao.systems.operations.actions.attendance import service_days
from jixiao.systems.operations.clocks import recurrences
from jixiao.systems.operations.demo.clock import YEAR, local
from jixiao.systems.operations.demo.simulation import simulate
from jixiao.systems.operations.demo.world import Correction, Row, World
from jixiao.systems.operations.models import Fault, ServiceDay, System
from jixiao.systems.programmes.models import Programme

_A_STATEMENT = 5_000
_SETTLED = local(date(YEAR + 1, 1, 8), 15 * 60)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records of a simulated programme belong."""

    programme_id: int
    owner_id: int


@dataclass(frozen=True)
class Loaded:
    """The numbers that the database gave: by table, in the order of the simulation's own."""

    numbers: dict[str, Sequence[int]]

    def pk(self, table: str, number: int) -> int:
        """The database's number of a simulated record."""
        return self.numbers[table][number - 1]

    @property
    def records(self) -> int:
        """How many records were loaded."""
        return sum(map(len, self.numbers.values()))


def load(world: World, places: Mapping[str, Place]) -> Loaded:
    """Writes every row as it was recorded then, and the later versions after it. Call within ``acting_as(demo)``."""
    loaded, kept = Loaded({}), {}
    for table, rows in world.rows.items():  # a table that refers to another was begun after it
        model = _model(table)
        made = [_record(model, row, loaded, places) for row in rows]
        kept[table] = model._default_manager.bulk_create(made, batch_size=_A_STATEMENT)
        loaded.numbers[table] = [record.pk for record in made]
    for table, records in kept.items():
        _derive(table, records)
    for correction in world.corrections:
        _correct(kept[correction.table][correction.id - 1], correction)
    _settle_days(loaded)
    return loaded


def add_operations() -> int:
    """Adds the simulated year to a demonstration that has none; gives the number of records, zero where it is there.

    The programmes are those of the published forms; who asked and who used are the demonstration's departments.
    """
    with acting_as(system_actor("demo")):
        if System.objects.exists():
            return 0
        programmes = Programme.objects.values_list("name", "pk", "owner_id")
        places = {_plain(name): Place(pk, owner) for name, pk, owner in programmes}
        departments = Organisation.objects.filter(kind=Kind.DEPARTMENT).order_by("pk").values_list("name", flat=True)
        return load(simulate(departments=list(departments)), places).records


def _plain(name: str) -> str:
    """A programme's name with the brackets that the simulation writes; forms print both kinds."""
    return name.replace("（", "(").replace("）", ")")


def _model(table: str) -> type[Record]:
    model: type[Record] = next(each for each in apps.get_models() if each._meta.db_table == table)
    return model


def _record(model: type[Record], row: Row, loaded: Loaded, places: Mapping[str, Place]) -> Any:
    place = places[row["of"]]
    record: Any = model(owner_id=place.owner_id)
    for name, value in row.items():
        if name in ("id", "of"):
            continue
        if name == "programme":
            record.programme_id = places[value].programme_id
        elif name.endswith("_id") and value is not None:
            target: Any = model._meta.get_field(name.removesuffix("_id"))
            setattr(record, name, loaded.pk(target.related_model._meta.db_table, value))
        else:
            setattr(record, name, value)
    return record


def _derive(table: str, records: Sequence[Any]) -> None:
    """What follows from the records, by the functions that also make it for a record on a page.

    They ask the database for what belongs to a record, so all must stand there; no version came to be known in between.
    """
    register = register_of_table(table)
    if register is None or register.derive is None:
        return
    register.derive(records)
    if table == Fault._meta.db_table:
        _recur(records)
    derived = [field.name for field in register.model._meta.concrete_fields if not field.editable]
    rewrite(register.model, records, ["recorded_at", *derived])


def _recur(faults: Sequence[Any]) -> None:
    said = recurrences(faults)
    for fault in faults:
        fault.recurrence, fault.repeats_id = said[fault.pk]


def _correct(record: Any, correction: Correction) -> None:
    """Writes the later version of a record; the database keeps the former one."""
    for name, value in correction.changed.items():
        setattr(record, name, value)
    record.recorded_at = correction.recorded_at
    register = register_of_table(correction.table)
    if register is not None and register.derive is not None:
        register.derive([record])
    record.save()


def _settle_days(loaded: Loaded) -> None:
    """Rota and attendance of the year, settled in January as the named action does it."""
    days: list[ServiceDay] = []
    for system in System.objects.filter(pk__in=loaded.numbers["operations_system"]):
        days += service_days(system, YEAR)
    for day in days:
        day.recorded_at = _SETTLED
    ServiceDay.objects.bulk_create(days, batch_size=_A_STATEMENT)
