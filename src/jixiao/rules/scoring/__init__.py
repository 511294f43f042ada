"""Scoring rules (计分规则): one rule, one function, one citation, one case file, all with the same name.

Pure: the facts and the parameter in force come in, points with a reason in Chinese come out. Imports: the standard
library and ``jixiao.rules``.
"""

from jixiao.rules.scoring.facts import (
    GROUP_NAMES,
    ExecutionFacts,
    Group,
    IndicatorFacts,
    Points,
    TargetKind,
    VerdictWord,
)
from jixiao.rules.scoring.profile import ProfileRule, ScoringProfile
from jixiao.rules.scoring.rounding import Follows, decimals_of, follows, percent, plain, shown
from jixiao.rules.scoring.weights import GroupWeights

__all__ = [
    "GROUP_NAMES",
    "ExecutionFacts",
    "Follows",
    "Group",
    "GroupWeights",
    "IndicatorFacts",
    "Points",
    "ProfileRule",
    "ScoringProfile",
    "TargetKind",
    "VerdictWord",
    "decimals_of",
    "follows",
    "percent",
    "plain",
    "shown",
]
