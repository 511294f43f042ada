"""One measure: its name, its meaning, and the function that gives its rows; and the catalogue of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: counted from records · checked by a checklist · judged by a panel · recorded from an outside body's document.
Kind = Literal["counted", "checked", "judged", "recorded"]
Rows = Callable[[Records], Population]
Kept = Callable[[Records], "ir.Table"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number means and where it comes from.

    ``names`` are the indicators that it answers, as forms print them, the first its own. ``unit`` is that of the
    value: ``ratio``, ``小时``, ``次``…; the engine's sum is divided by ``divisor`` (seconds to hours: 3600). ``kept``
    gives the programmes (``programme_id``) whose records are kept in the year: with no row among them a count is zero,
    without them it is not reported. ``checklist`` names the dated parameter with the checks of a checked measure.
    """

    id: str  # "operations.ticket_handling_rate"
    version: int
    kind: Kind
    names: tuple[str, ...]
    formula: str
    unit: str
    direction: Literal["higher", "lower", "none"]
    source: str
    rows: Rows
    kept: Kept
    divisor: int = 1
    checklist: str = ""
    about: str = ""

    @property
    def name(self) -> str:
        """Its Chinese name."""
        return self.names[0]


_catalogue: dict[str, Measure] = {}


def measure(
    id: str,
    *names: str,
    kind: Kind = "counted",
    formula: str,
    unit: str,
    direction: Literal["higher", "lower", "none"],
    source: str,
    kept: Kept,
    divisor: int = 1,
    checklist: str = "",
    version: int = 1,
) -> Callable[[Rows], Rows]:
    """Adds the decorated function to the catalogue. Raises :class:`ValueError` for an id that is taken."""

    def added(rows: Rows) -> Rows:
        if id in _catalogue:
            raise ValueError(f"{id} is in the catalogue already")
        about = (rows.__doc__ or "").strip()
        _catalogue[id] = Measure(
            id, version, kind, names, formula, unit, direction, source, rows, kept, divisor, checklist, about
        )
        return rows

    return added


def catalogue() -> Mapping[str, Measure]:
    """Every measure, by id."""
    from jixiao.measures.catalogue import load

    load()
    return _catalogue
