"""The published records that a measure asks for, as they were known on the day asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jixiao.measures.asked import Asked

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Records:
    """Published tables narrowed to the versions that held, for one question."""

    def __init__(self, published: Callable[[str], ir.Table], asked: Asked) -> None:
        self._published = published
        self.asked = asked

    def table(self, name: str) -> ir.Table:
        """A published table without former versions: one row a record."""
        rows = self._published(name)
        known_before = self.asked.known_before
        if known_before is None:
            return rows.filter(rows.superseded_at.isnull())
        was_known = rows.recorded_at < known_before
        held = rows.superseded_at.isnull() | (rows.superseded_at >= known_before)
        return rows.filter(was_known & held)

    def in_year(self, name: str, day: str) -> ir.Table:
        """The records of a table whose ``day`` (``opened_day``) lies in the year, up to the day asked for."""
        rows = self.table(name)
        return rows.filter(rows[day].between(self.asked.first_day, self.asked.last_day))

    def in_force(self, name: str, first: str, last: str) -> ir.Table:
        """The records of a table that hold on some day of the year; an empty end has none."""
        rows = self.table(name)
        begun = rows[first] <= self.asked.last_day
        return rows.filter(begun & (rows[last].isnull() | (rows[last] >= self.asked.first_day)))

    def working_days(self) -> ir.Table:
        """The working days of the year up to the day asked for, by the calendar in force (``day``, ``ordinal``)."""
        days = self._published("working_day")
        in_year = days.day.between(self.asked.first_day, self.asked.last_day)
        return days.filter(in_year & days.is_current)
