"""What is simulated: rows by table, later corrections of some, and the truth about what was planted."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from jixiao.systems.operations.demo.clock import local

Row = dict[str, Any]
#: The forms' own names of the programmes that are served.
NETWORK = "财政网络基础平台(运维)"
NON_TAX = "非税收入管理系统运维"
BUDGET = "预算管理系统(运维)"
PROCUREMENT = "政府采购管理系统运维"
PROGRAMMES = (NETWORK, NON_TAX, BUDGET, PROCUREMENT)
_EVENING = 17 * 60 + 30


@dataclass(frozen=True, slots=True)
class Counted:
    """What a counted measure must find: numerator and denominator, sum and count, or a number alone."""

    part: int
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The records that must fail, and no others: table and number in the simulation."""

    failing: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A second version of a record, recorded later."""

    table: str
    id: int
    recorded_at: datetime
    changed: Row


@dataclass
class Truth:
    """What must be found for each indicator of each programme."""

    counted: dict[tuple[str, str], Counted] = field(default_factory=dict)
    failing: dict[tuple[str, str], set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))

    def of(self, programme: str, indicator: str) -> Counted | Checked:
        """The truth about one indicator: figures where it is counted, otherwise the records that fail."""
        key = (programme, indicator)
        return self.counted[key] if key in self.counted else Checked(frozenset(self.failing.get(key, set())))


class World:
    """Rows being made. A row names its programme's office (``of``) and other rows by their number in their table."""

    def __init__(self, seed: int, departments: Sequence[str]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (a seed, not a secret)
        self.departments = tuple(departments)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.corrections: list[Correction] = []
        self.truth = Truth()

    def add(
        self, table: str, of: str, happened: date | datetime, *, recorded: datetime | None = None, **own: Any
    ) -> int:
        """A record of a programme's office; by default it is recorded in the evening of its day. Gives its number."""
        moment = happened if isinstance(happened, datetime) else local(happened, 0)
        told = recorded or max(local(moment.date(), _EVENING), moment + timedelta(minutes=1))
        number = len(self.rows[table]) + 1
        self.rows[table].append({"id": number, "of": of, "happened_at": moment, "recorded_at": told, **own})
        return number

    def row(self, table: str, number: int) -> Row:
        """A row that was made."""
        return self.rows[table][number - 1]

    def correct(self, table: str, number: int, recorded: datetime, **changed: Any) -> None:
        """A second version of a record."""
        self.corrections.append(Correction(table, number, recorded, changed))

    def counts(self, programme: str, indicator: str, part: int, whole: int | None = None) -> None:
        """Writes down what a counted measure must find."""
        self.truth.counted[programme, indicator] = Counted(part, whole)

    def fails(self, programme: str, indicator: str, table: str, number: int) -> None:
        """Writes down a record that was planted to fail a checklist."""
        self.truth.failing[programme, indicator].add((table, number))
