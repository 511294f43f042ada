"""The check of a self-evaluation form (绩效自评表, 财预〔2020〕10号 附1): its figures computed again from each other.

Pure: the typed form, the profiles in force and the word lists come in, findings and recomputed figures come out.
"""

from jixiao.rules.selfevaluation.assess import Assessed
from jixiao.rules.selfevaluation.check import Examined, check_self_evaluation, examine
from jixiao.rules.selfevaluation.groups import group_of
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules, SelfEvaluationWords
from jixiao.rules.selfevaluation.recompute import (
    ExecutionScore,
    IndicatorScore,
    Recomputation,
    Relation,
    recompute,
    recompute_all,
)

__all__ = [
    "Assessed",
    "Examined",
    "ExecutionScore",
    "IndicatorScore",
    "Recomputation",
    "Relation",
    "SelfEvaluationRules",
    "SelfEvaluationWords",
    "check_self_evaluation",
    "examine",
    "group_of",
    "recompute",
    "recompute_all",
]
