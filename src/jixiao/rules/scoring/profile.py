"""A scoring profile (评分口径): which rule scores what, each with the parameter in force on the day of evaluation.

Every score names its profile and version, because 10号's proportional scores and 101号's gated ones differ and are
both right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring.facts import ExecutionFacts, Group, IndicatorFacts, Points
from jixiao.rules.scoring.mof_2020_10 import (
    execution_score_mof_2020_10,
    forward_score_mof_2020_10,
    grade_mof_2020_10,
    qualitative_score_mof_2020_10,
)
from jixiao.rules.scoring.mof_2021_101 import (
    completion_score_mof_2021_101,
    direct_score_mof_2021_101,
    execution_score_mof_2021_101,
    qualitative_score_mof_2021_101,
    satisfaction_score_mof_2021_101,
)
from jixiao.rules.scoring.ours import reverse_score_ours
from jixiao.rules.scoring.weights import (
    GroupWeights,
    weights_mof_2020_10,
    weights_mof_2021_101,
    weights_shanghai_2020,
)

IndicatorRule = Callable[[IndicatorFacts, DatedValue], Points]

#: Every rule by its name; the name is also that of its parameter and of its case file.
INDICATOR_RULES: Mapping[str, IndicatorRule] = {
    rule.__name__: rule
    for rule in (
        forward_score_mof_2020_10,
        qualitative_score_mof_2020_10,
        direct_score_mof_2021_101,
        completion_score_mof_2021_101,
        qualitative_score_mof_2021_101,
        satisfaction_score_mof_2021_101,
        reverse_score_ours,
    )
}
EXECUTION_RULES: Mapping[str, Callable[[ExecutionFacts, DatedValue], Points]] = {
    rule.__name__: rule for rule in (execution_score_mof_2020_10, execution_score_mof_2021_101)
}
WEIGHT_RULES: Mapping[str, Callable[[Iterable[Group], DatedValue], GroupWeights]] = {
    rule.__name__: rule for rule in (weights_mof_2020_10, weights_mof_2021_101, weights_shanghai_2020)
}
GRADE_RULES: Mapping[str, Callable[[Fraction, DatedValue], str]] = {grade_mof_2020_10.__name__: grade_mof_2020_10}

#: The parts a profile may name; the first five are required.
REQUIRED_PARTS = ("weights", "execution", "forward", "qualitative", "grade")
OPTIONAL_PARTS = ("reverse", "direct", "satisfaction")


@dataclass(frozen=True, slots=True)
class ProfileRule:
    """A rule by name with the value of its parameter in force."""

    name: str
    value: DatedValue


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """``id`` and ``version`` (the effective day of the profile) go on every score.

    ``reverse``, ``direct`` and ``satisfaction`` are None where the document behind the profile has no such rule.
    ``reverse_elsewhere`` names a profile that scores a missed lower-is-better indicator.
    """

    id: str
    title: str
    value: DatedValue
    day: date
    weights: ProfileRule
    execution: ProfileRule
    forward: ProfileRule
    qualitative: ProfileRule
    grade: ProfileRule
    reverse: ProfileRule | None = None
    direct: ProfileRule | None = None
    satisfaction: ProfileRule | None = None
    reverse_elsewhere: str = ""

    @property
    def version(self) -> str:
        """``mof_2020_10@2020-02-25``."""
        return f"{self.id}@{self.value.effective.isoformat()}"

    def group_weights(self, present: Iterable[Group]) -> GroupWeights:
        """Points of the groups that a form has."""
        return WEIGHT_RULES[self.weights.name](present, self.weights.value)

    def score_execution(self, facts: ExecutionFacts) -> Points:
        """Points of 预算执行率."""
        return EXECUTION_RULES[self.execution.name](facts, self.execution.value)

    def grade_of(self, total: Fraction) -> str:
        """等次 of an unrounded total out of 100."""
        return GRADE_RULES[self.grade.name](total, self.grade.value)

    def score(self, facts: IndicatorFacts) -> Points:
        """Points of one indicator: picks the rule, or says why none applies."""
        refusal = _refusal(facts)
        if refusal:
            return Points(None, None, refusal, "", "")
        if facts.group == "satisfaction" and self.satisfaction and facts.is_ratio and facts.actual is not None:
            return _apply(self.satisfaction, facts)
        if facts.kind == "words" or (facts.kind == "yes_no" and self.direct is None):
            return _apply(self.qualitative, facts)
        if facts.kind == "yes_no" and self.direct is not None:
            return _apply(self.direct, facts)
        if facts.verdict == "met":
            return _apply(self.forward, facts)
        if facts.kind == "other" or facts.target is None:
            return self._without_formula(facts)
        if facts.direction == "lower":
            return _apply(self.reverse, facts) if self.reverse else self._without_reverse()
        if facts.direction is None:
            why = "实际值与指标值不同而指标方向不明，不能断定是未完成还是更好"
            return Points(None, None, why, self.forward.name, str(self.forward.value.citation))
        return _apply(self.forward, facts)

    def _without_formula(self, facts: IndicatorFacts) -> Points:
        if self.direct is not None:
            # neither yes nor no: how late or how far outside decides the deduction, which is a person's
            return _apply(self.direct, replace(facts, verdict="partly"))
        why = f"未达标，{self.title}没有为这类指标值（日期、区间、多个数值等）规定计分公式"
        return Points(None, None, why, "", self.title)

    def _without_reverse(self) -> Points:
        elsewhere = f"；需要时可用口径 {self.reverse_elsewhere}" if self.reverse_elsewhere else ""
        why = f"反向指标未达标，{self.title}没有反向指标的计分公式{elsewhere}"
        return Points(None, None, why, "", self.title)


def _apply(rule: ProfileRule, facts: IndicatorFacts) -> Points:
    return INDICATOR_RULES[rule.name](facts, rule.value)


def _refusal(facts: IndicatorFacts) -> str:
    reasons: Mapping[str, Any] = {
        "not_due": "未到期，暂不计分",
        "not_proven": "是否达标未证实，不能计分",
        "not_reported": "没有报告实际完成值，不能计分；未报告不等于零",
        "not_applicable": "指标不适用，没有计分规则",
        "cannot_tell": "无法判定是否达标，不能计分",
    }
    return str(reasons.get(facts.verdict, ""))
