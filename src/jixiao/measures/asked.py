"""What is asked: which year, and what was recorded by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A fiscal year, and the day by whose end records had to be there (None: all that is there now)."""

    year: int
    as_of: date | None = None

    @property
    def first_day(self) -> int:
        """The year's first day as days since 1970-01-01."""
        return (date(self.year, 1, 1) - _EPOCH).days

    @property
    def last_day(self) -> int:
        """The last day that counts: the year's, or the one asked for where that is earlier."""
        last = date(self.year, 12, 31)
        return (min(last, self.as_of or last) - _EPOCH).days

    @property
    def known_before(self) -> datetime | None:
        """The local moment before which a version had to be recorded; None for no bound."""
        return datetime.combine(self.as_of + timedelta(days=1), time.min) if self.as_of else None
