"""What the checks of a target form take: frameworks, word lists, thresholds, known documents. Built by
``jixiao.parameters.review``; each with the citation that a finding prints as its basis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jixiao.rules.documentnumbers import DocumentWords, KnownDocument
from jixiao.rules.promises import PromiseWords
from jixiao.rules.regulations import Citation

#: The better direction of an indicator by its name, or None where the name does not say.
DirectionOf = Callable[[str], Literal["higher", "lower"] | None]

#: 原则上应有, 一般应有, 视项目而定.
Need = Literal["required", "expected", "conditional"]


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of indicator that a framework wants: 产出 at level 1, 数量 at level 2."""

    level: int
    word: str
    also: tuple[str, ...]
    need: Need
    question: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """An indicator framework (指标框架), e.g. ``mof-2021-101`` or ``shanghai-2020``."""

    id: str
    title: str
    effective: date
    groups: tuple[Group, ...]
    flags_routine_management: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words that cannot be measured, of what kind they are, and what to write instead.

    ``kind``: checked (a checklist answers it), counted (records do), due (a date), decidable (the number is implied),
    trend (needs a base), base (names one without its value), graded (an outside body gives it),
    judged (only people can), empty (says nothing).
    """

    words: tuple[str, ...]
    kind: str
    suggest: str


@dataclass(frozen=True, slots=True)
class CountHead:
    """Heads of names that count something, and the unit to suggest: 人数 → 人."""

    words: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """The lexicon ``review``; see there for each list."""

    placeholders: frozenset[str]
    prefixes: tuple[str, ...]
    by_head: tuple[Rewording, ...]
    by_word: tuple[Rewording, ...]
    by_level: tuple[Rewording, ...]
    zero: Rewording
    otherwise: Rewording
    rate_heads: tuple[str, ...]
    satisfaction_heads: tuple[str, ...]
    rate_units: tuple[str, ...]
    count_heads: tuple[CountHead, ...]
    countable_only: tuple[str, ...]
    not_countable: tuple[str, ...]
    controlled: tuple[str, ...]
    rates_at_most_one: tuple[str, ...]
    rates_at_least_better: tuple[str, ...]
    duration_units: tuple[str, ...]
    time_words: tuple[str, ...]
    time_words_in_name: tuple[str, ...]
    not_the_work: tuple[str, ...]
    same_meaning: tuple[tuple[str, tuple[str, ...]], ...]
    dropped_when_compared: tuple[str, ...]
    totals_of_cost: tuple[str, ...]
    fund_total: tuple[str, ...]
    fund_parts: tuple[str, ...]
    common_sections: tuple[str, ...]
    goal_sections: tuple[str, ...]
    bureau_sections: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """The lexicon ``routine_management``: names that state routine management, and whole level-1 blocks of it."""

    levels: tuple[str, ...]
    output_levels: tuple[str, ...]
    heads: tuple[str, ...]
    subjects: tuple[str, ...]
    qualities: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One of the sixteen checks (要点) of the review form, with its points and what a reviewer looks at."""

    id: str
    dimension: str
    item: str
    check: str
    points: Decimal
    look_at: str


@dataclass(frozen=True, slots=True)
class RequiredFields:
    """What a layout requires: names of :class:`~jixiao.rules.forms.Form` fields, of money, labels of narratives."""

    fields: tuple[str, ...]
    money: tuple[str, ...]
    narratives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a reviewer is shown something; ours, no law sets them."""

    budget_change_ratio: Decimal
    copied_share: Decimal
    copied_across_share: Decimal
    copied_characters_min: int
    thin_section_characters: int


@dataclass(frozen=True, slots=True)
class ReviewParameters:
    """Everything above, as one argument."""

    frameworks: Mapping[str, Framework]
    words: ReviewWords
    routine: RoutineWords
    points: tuple[ReviewPoint, ...]  # empty before such a rule was in force
    points_citation: Citation | None
    required: Mapping[str, RequiredFields]  # by the beginning of the layout's name; "default" for the rest
    options: Mapping[str, tuple[str, ...]]
    options_citation: Citation
    weight_sums: tuple[Decimal, ...]
    weight_citation: Citation
    thresholds: Thresholds
    documents: Mapping[str, KnownDocument]
    document_words: DocumentWords
    document_style: str  # empty before the standard was in force
    promises: PromiseWords
    direction_of: DirectionOf

    def required_for(self, layout: str) -> RequiredFields:
        """The required fields of a layout."""
        return next(
            (fields for prefix, fields in self.required.items() if layout.startswith(prefix)), self.required["default"]
        )
