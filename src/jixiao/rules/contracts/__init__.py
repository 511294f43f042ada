"""Contracts: who may conclude an acceptance, and what is odd about a contract and the papers under it."""

from jixiao.rules.contracts.acceptance import ConclusionFault, conclusion_faults, may_be_independent
from jixiao.rules.contracts.facts import (
    AcceptanceFacts,
    Amounts,
    ChangeFacts,
    ContractFacts,
    MilestoneFacts,
    Period,
    SupervisionFacts,
    amounts_of,
)
from jixiao.rules.contracts.review import Limits, review_contract

__all__ = [
    "AcceptanceFacts",
    "Amounts",
    "ChangeFacts",
    "ConclusionFault",
    "ContractFacts",
    "Limits",
    "MilestoneFacts",
    "Period",
    "SupervisionFacts",
    "amounts_of",
    "conclusion_faults",
    "may_be_independent",
    "review_contract",
]
