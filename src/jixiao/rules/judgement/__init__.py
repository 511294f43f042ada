"""Judging a target against an actual value (目标值与实际完成值): a verdict with its reason in one sentence.

Imports: the standard library, ``jixiao.rules.values``, ``jixiao.rules.targets``. Word lists come in as a
:class:`DirectionLexicon`; ``jixiao.parameters.judgement`` builds it from data.
"""

from jixiao.rules.judgement.actuals import ActualValue, Quantity, parse_actual
from jixiao.rules.judgement.directions import direction_of, stated_direction
from jixiao.rules.judgement.judge import judge
from jixiao.rules.judgement.lexicon import ClaimWords, DirectionLexicon, QualityWords
from jixiao.rules.judgement.verdicts import Direction, DirectionSource, Flag, Judgement, Verdict

__all__ = [
    "ActualValue",
    "ClaimWords",
    "Direction",
    "DirectionLexicon",
    "DirectionSource",
    "Flag",
    "Judgement",
    "QualityWords",
    "Quantity",
    "Verdict",
    "direction_of",
    "judge",
    "parse_actual",
    "stated_direction",
]
