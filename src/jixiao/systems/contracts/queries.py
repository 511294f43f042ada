"""What the checks and the pages of contracts ask of their records; row security decides which there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q

from jixiao.foundation.registers.columns import Reference
from jixiao.parameters.contracts import limits_on
from jixiao.rules.contracts import (
    AcceptanceFacts,
    ChangeFacts,
    ContractFacts,
    MilestoneFacts,
    Period,
    SupervisionFacts,
    review_contract,
)
from jixiao.rules.findings import Finding
from jixiao.systems.contracts.models import Acceptance, Contract, Party, Qualification, Sanction

_HOLDS = Q(void_reason="")


def members_of(acceptances: Sequence[tuple[str, str]], owner_id: int | None) -> dict[tuple[str, str], int]:
    """How many members the panels of acceptances have, by (contract number, acceptance number)."""
    found = Acceptance.objects.filter(
        owner_id=owner_id,
        contract__number__in={contract for contract, _ in acceptances},
        number__in={number for _, number in acceptances},
    )
    counted = found.annotate(panel=Count("members", filter=Q(members__void_reason="")))
    return {
        (contract, number): count
        for contract, number, count in counted.values_list("contract__number", "number", "panel")
    }


def suppliers_of(acceptances: Iterable[str], owner_id: int | None) -> dict[str, frozenset[str]]:
    """Who delivers what is accepted, by the acceptance's name: the supplier and every 乙方 of the contract."""
    numbers = Reference(Acceptance, Acceptance.NAMED_BY).found(acceptances, owner_id)
    by_id = {pk: name for name, pk in numbers.items()}
    found: dict[str, set[str]] = {}
    contract_of: dict[int, list[str]] = {}
    held = Acceptance.objects.filter(pk__in=by_id).values_list("pk", "contract_id", "contract__supplier_name")
    for pk, contract_id, supplier in held:
        found[by_id[pk]] = {supplier}
        contract_of.setdefault(contract_id, []).append(by_id[pk])
    sellers = Party.objects.filter(_HOLDS, contract_id__in=contract_of, role=Party.Part.SELLER)
    for contract_id, name in sellers.values_list("contract_id", "name"):
        for acceptance in contract_of[contract_id]:
            found[acceptance].add(name)
    return {name: frozenset(suppliers) for name, suppliers in found.items()}


def findings_of(contract: Contract) -> list[Finding]:
    """What is odd about a contract, by the law in force when it was awarded or began."""
    day = contract.awarded_on or contract.signed_on or contract.starts_on
    return review_contract(facts_of(contract), limits_on(day))


def facts_of(contract: Any) -> ContractFacts:
    """A contract with its parts as plain values; seven queries, however many parts."""
    code = contract.supplier_credit_code
    certificates = Qualification.objects.filter(_HOLDS, supplier_credit_code=code) if code else ()
    sanctions = Sanction.objects.filter(_HOLDS, supplier_credit_code=code) if code else ()
    return ContractFacts(
        number=contract.number,
        supplier_name=contract.supplier_name,
        amount_yuan=contract.amount_yuan,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        awarded_on=contract.awarded_on,
        signed_on=contract.signed_on,
        milestones=tuple(
            MilestoneFacts(each.number, each.amount_yuan, each.reached_on, each.paid_on, each.is_final)
            for each in contract.milestones.filter(_HOLDS).order_by("number")
        ),
        changes=tuple(
            ChangeFacts(each.number, each.amount_change_yuan, each.effective_on)
            for each in contract.changes.filter(_HOLDS).order_by("number")
        ),
        acceptances=tuple(
            AcceptanceFacts(each.number, each.milestone.number if each.milestone else "", _passed_on(each))
            for each in contract.acceptances.filter(_HOLDS).select_related("milestone").order_by("number")
        ),
        supervisions=tuple(
            SupervisionFacts(each.supervisor_name, each.appointed_on, each.work_started_on)
            for each in contract.supervisions.filter(_HOLDS).order_by("number")
        ),
        required=tuple(
            contract.required_qualifications.filter(_HOLDS).order_by("number").values_list("kind", flat=True)
        ),
        qualifications=tuple((each.kind, Period(each.valid_from, each.valid_to)) for each in certificates),
        sanctions=tuple(Period(each.starts_on, each.ends_on) for each in sanctions),
    )


def _passed_on(acceptance: Acceptance) -> Any:
    """The day on which it was passed: at once, or when what was asked for had been put right."""
    if acceptance.conclusion == Acceptance.Conclusion.PASSED:
        return acceptance.concluded_on
    if acceptance.conclusion == Acceptance.Conclusion.CONDITIONAL:
        return acceptance.rectified_on
    return None
