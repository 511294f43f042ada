"""What a narrative promises, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jixiao.rules.forms import Indicator

SectionKind = Literal["goal", "plan", "overview"]


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """The lexicon ``promises`` and the thresholds that matching needs."""

    sections: tuple[tuple[SectionKind, tuple[str, ...]], ...]
    not_sections: tuple[str, ...]
    past: tuple[str, ...]
    forward: tuple[str, ...]
    recurring: tuple[str, ...]
    fillers: tuple[str, ...]  # taken off both edges of a subject
    long_term: tuple[str, ...]
    whole_term: tuple[str, ...]
    money_totals: tuple[str, ...]
    tails: tuple[str, ...]  # taken off its end only
    people_units: tuple[str, ...]
    units: tuple[str, ...]
    not_counts: tuple[str, ...]
    same_name_share: Decimal
    same_work_share: Decimal

    def kind_of(self, label: str) -> SectionKind | None:
        """What a narrative is by its label: a goal, a plan, an overview, or nothing that promises."""
        if any(word in label for word in self.not_sections):
            return None
        return next((kind for kind, words in self.sections if any(word in label for word in words)), None)


@dataclass(frozen=True, slots=True)
class NumberPromise:
    """“配备8名运维人员”: a number with its unit and what it counts."""

    section: str
    text: str  # the clause
    subject: str  # 运维人员
    lead: str  # the first clause of the item the clause stands in, empty where it is the clause itself
    op: str  # ">=", "<=", "="
    value: Decimal  # ratios as ratios: 100% → 1
    unit: str  # "ratio" for % and ‰
    printed: str  # 8名


@dataclass(frozen=True, slots=True)
class MatchedNumber:
    """A promised number with its indicator: the one that holds it (``same``), or one of its name with another number.

    ``indicator`` is None where no indicator speaks of it.
    """

    promise: NumberPromise
    indicator: Indicator | None
    same: bool


@dataclass(frozen=True, slots=True)
class DatePromise:
    """“目标会审计划在10月份完成”: a period in which, or by the end of which, something is done."""

    section: str
    text: str
    subject: str
    printed: str  # 10月份
    earliest: date | None  # None: only the end is stated
    latest: date | None  # None: only the beginning is stated
