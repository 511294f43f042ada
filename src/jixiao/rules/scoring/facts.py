"""What a scoring rule is told, and what it answers.

Points are exact fractions: a third of 10 points has no decimal, and a score that was rounded on the way may fall
into the wrong grade. They become a ``Decimal`` only when shown (:func:`jixiao.rules.scoring.rounding.shown`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

#: The words of DESIGN decision 9 (达标, 部分, 未达, 未到期, 未证实, 未报告, 不适用, 无法判定).
VerdictWord = Literal[
    "met", "partly", "not_met", "not_due", "not_proven", "not_reported", "not_applicable", "cannot_tell"
]

#: What kind of value a target states: a number; words (定性); yes or no (是/否); anything else, such as a date.
TargetKind = Literal["number", "words", "yes_no", "other"]

#: The groups that points are given to (预算执行率, 成本, 产出, 效益, 满意度); ``condition`` (投入与管理) carries none.
Group = Literal["execution", "cost", "output", "benefit", "satisfaction", "condition"]

GROUP_NAMES: dict[str, str] = {
    "execution": "预算执行率",
    "cost": "成本",
    "output": "产出",
    "benefit": "效益",
    "satisfaction": "满意度",
    "condition": "投入与管理",
}


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One indicator as its scoring rule needs it.

    ``target`` and ``actual`` are in the same canonical unit (95% is 0.95); None where the target is no single number.
    ``direction`` None means: neither stated nor known from the name. A weight that a profile shared out equally may be
    a fraction.
    """

    weight: Decimal | Fraction
    verdict: VerdictWord
    kind: TargetKind = "number"
    target: Decimal | None = None
    actual: Decimal | None = None
    direction: Literal["higher", "lower"] | None = None
    group: Group | None = None
    is_ratio: bool = False


@dataclass(frozen=True, slots=True)
class ExecutionFacts:
    """The money behind 预算执行率, in yuan: 全年执行数 and 全年预算数. ``project_complete`` None = not stated."""

    weight: Decimal | Fraction
    executed: Decimal
    budget: Decimal
    project_complete: bool | None = None

    @property
    def rate(self) -> Fraction | None:
        """全年执行数 ÷ 全年预算数; None without a budget."""
        return Fraction(self.executed) / Fraction(self.budget) if self.budget > 0 else None


@dataclass(frozen=True, slots=True)
class Points:
    """What a rule gives: an exact number of points, a band a person picks from, or nothing with the reason.

    ``low`` = ``high`` for an exact number; both None where the rule cannot say. ``high_open``: the upper edge is not
    part of the band (60 and 80 belong to the band above). ``why`` is one Chinese sentence; ``rule`` the rule's name.
    """

    low: Fraction | None
    high: Fraction | None
    why: str
    rule: str
    citation: str
    high_open: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The points where the rule leaves no choice."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def decided(self) -> bool:
        """Whether the rule gave a number or a band."""
        return self.low is not None

    def allows(self, points: Fraction) -> bool:
        """Whether these points lie inside what the rule gives."""
        if self.low is None or self.high is None:
            return False
        below = points < self.high if self.high_open else points <= self.high
        return self.low <= points and below
