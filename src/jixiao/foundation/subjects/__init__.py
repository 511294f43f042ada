"""What panels judge and outside bodies grade: programmes, as the system that keeps them makes them known.

Foundation does not know programmes. It refers to them by their published number, and asks here what a number stands
for. Reads are made as whoever asks: a programme out of scope is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A programme: ``unit_id`` is the organisation whose work is measured, ``path`` the page that shows it."""

    programme_id: int
    name: str
    unit_id: int
    unit: str
    path: str


@dataclass(frozen=True, slots=True)
class Source:
    """How programmes are found: one by its number, and all that may be chosen from."""

    find: Callable[[int], Subject | None]
    listed: Callable[[], list[Subject]]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Makes the programmes of a system known; the system calls it when it is ready."""
    _sources.append(source)


def find(programme_id: int) -> Subject | None:
    """The programme with a number; None where there is none in scope."""
    return next((found for source in _sources if (found := source.find(programme_id))), None)


def listed() -> list[Subject]:
    """The programmes in scope, by name."""
    return [each for source in _sources for each in source.listed()]
