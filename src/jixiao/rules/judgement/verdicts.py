"""What a judgement can say: the eight verdicts, the directions and the marks that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    """The outcome of a target against its actual value; "not reported", "not applicable" and zero are three things."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NOT_PROVEN = "not_proven"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"

    @property
    def word(self) -> str:
        """The Chinese word shown to people."""
        return _WORDS[self]


_WORDS = {
    Verdict.MET: "达标",
    Verdict.PARTLY: "部分",
    Verdict.NOT_MET: "未达",
    Verdict.NOT_DUE: "未到期",
    Verdict.NOT_PROVEN: "未证实",
    Verdict.NOT_REPORTED: "未报告",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.CANNOT_TELL: "无法判定",
}


class Direction(StrEnum):
    """Which way is better (指标方向): 正向 or 反向."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def word(self) -> str:
        """The word printed in the forms of the integrated budget system."""
        return "正向" if self is Direction.HIGHER else "反向"

    @property
    def opposite(self) -> Direction:
        """The other direction."""
        return Direction.LOWER if self is Direction.HIGHER else Direction.HIGHER


#: Where a direction comes from: the target's own sign, a column or argument, or the indicator's name (a guess).
DirectionSource = Literal["operator", "stated", "inferred"]


class Flag(StrEnum):
    """What a reader should know beside the verdict. Stable words; docs/judging.md says what each means."""

    SELF_ASSERTED = "self_asserted"
    REPEATS_TARGET = "repeats_target"
    BEYOND_TARGET = "beyond_target"
    DIRECTION_UNKNOWN = "direction_unknown"
    DIRECTION_CONFLICT = "direction_conflict"
    OPERATOR_AGAINST_NAME = "operator_against_name"
    APPROXIMATE = "approximate"
    UNIT_ASSUMED = "unit_assumed"
    UNIT_DIFFERS = "unit_differs"
    UNIT_CONVERTED = "unit_converted"
    PERIOD_ASSUMED = "period_assumed"
    PERIOD_CONVERTED = "period_converted"
    PERCENT_ASSUMED = "percent_assumed"
    COUNT_SMALL = "count_small"
    COUNT_DISAGREES = "count_disagrees"
    COMPLETION_RATE = "completion_rate"
    TIME_NOT_STATED = "time_not_stated"
    YEAR_ASSUMED = "year_assumed"
    ON_THE_DAY = "on_the_day"
    SEVERAL_VALUES = "several_values"
    WORDS_DIFFER = "words_differ"
    CONTRADICTION = "contradiction"
    SO_FAR = "so_far"
    REASON_MISSING = "reason_missing"
    CHANGE_ASSUMED = "change_assumed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason in one Chinese sentence.

    ``parts`` holds one judgement for each value of a compound target, in the target's order; empty for a single value.
    """

    verdict: Verdict
    why: str
    direction: Direction | None = None
    direction_source: DirectionSource | None = None
    flags: tuple[str, ...] = ()
    parts: tuple[Judgement, ...] = ()

    def flagged(self, *flags: str) -> Judgement:
        """The same judgement with more marks, each once, in order of first mention."""
        return replace(self, flags=tuple(dict.fromkeys((*self.flags, *flags))))
