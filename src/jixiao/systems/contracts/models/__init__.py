"""Contracts and what is done under them: one module a family of nouns."""

from jixiao.systems.contracts.models.acceptance import Acceptance, AcceptanceCriterion, AcceptanceMember
from jixiao.systems.contracts.models.archive import ArchiveFile
from jixiao.systems.contracts.models.contract import Clause, Contract, ContractChange, Milestone, Party
from jixiao.systems.contracts.models.supervision import Supervision, SupervisionFinding, SupervisionReport
from jixiao.systems.contracts.models.suppliers import Assessment, Qualification, RequiredQualification, Sanction

__all__ = [
    "Acceptance",
    "AcceptanceCriterion",
    "AcceptanceMember",
    "ArchiveFile",
    "Assessment",
    "Clause",
    "Contract",
    "ContractChange",
    "Milestone",
    "Party",
    "Qualification",
    "RequiredQualification",
    "Sanction",
    "Supervision",
    "SupervisionFinding",
    "SupervisionReport",
]
