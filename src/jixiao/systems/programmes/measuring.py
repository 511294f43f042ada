"""Which measure can answer an indicator: by its name, its framework's other names for it, and the unit of its target.

Pure: nothing here asks a database or an engine, and the catalogue is read without importing one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jixiao.rules.judgement.directions import clean_name

if TYPE_CHECKING:
    from jixiao.measures.measure import Measure

#: How alike (of 1) two names are from which one is shown as the nearest to the other: ours. It is only ever shown;
#: what binds is a person's word.
NEAR_MIN = 0.6
#: Measures that answer the same question by another clock: shown beside the bound one, never judged.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "operations.mean_response_time": ("operations.mean_response_time_absolute",),
}
#: Words at the end of a name that say how it is put, not what is asked: 健全 and 健全性 are one question.
_ENDINGS = ("情况", "程度", "性")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The measure that answers an indicator, or the nearest that can."""

    measure: Measure
    is_exact: bool

    @property
    def formula(self) -> str:
        """How the value is made, in words."""
        return self.measure.formula


def named(name: str) -> str:
    """An indicator's name as bindings keep it: without numbering, brackets, spaces and width."""
    folded = clean_name(unicodedata.normalize("NFKC", name))
    return "".join(each for each in folded if not each.isspace()) or "".join(name.split())


@lru_cache(maxsize=4096)
def suggested(name: str, framework: str = "") -> Suggestion | None:
    """The measure suggested for an indicator of a form in a framework; None where nothing is near.

    A measure answers the names that it lists; the same name with another ending (健全, 健全性) is the same question.
    Where none does, the nearest by spelling is given as such.
    """
    wanted = _stem(named(name))
    names = _names()
    if wanted in names:
        return Suggestion(measures()[names[wanted]], is_exact=True)
    found = get_close_matches(wanted, names, n=1, cutoff=NEAR_MIN)
    return Suggestion(measures()[names[found[0]]], is_exact=False) if found else None


def measure_of(measure_id: str) -> Measure | None:
    """A measure by its id; None for one that the catalogue does not have (any more)."""
    return measures().get(measure_id)


@cache
def measures() -> Mapping[str, Measure]:
    """The catalogue. Its modules name Ibis only inside functions, so no engine is imported."""
    from jixiao.measures.measure import catalogue

    return catalogue()


@cache
def _names() -> Mapping[str, str]:
    """Stem of every name that some measure answers → the measure's id."""
    only_beside = {each for others in BESIDE.values() for each in others}
    bound = (each for each in measures().values() if each.id not in only_beside)
    return {_stem(named(name)): each.id for each in bound for name in each.names}


def _stem(name: str) -> str:
    ending = next((ending for ending in _ENDINGS if name.endswith(ending) and len(name) > len(ending) + 2), "")
    return name.removesuffix(ending)
