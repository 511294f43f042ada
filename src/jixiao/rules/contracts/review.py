"""What is odd about a contract: each finding one function, none of them refuses anything.

Records say what happened, also when it should not have happened; so a late signature or a payment before acceptance is
recorded and found, not kept out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.rules.contracts.facts import ContractFacts, amounts_of
from jixiao.rules.findings import Finding

_MANAGEMENT = "合同管理的要求（本项目采用）"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law in force on the contract's day allows; None where no rule is in force."""

    signing_days: int | None = None
    signing_basis: str = ""
    supplement_share: Decimal | None = None  # of the original amount
    supplement_basis: str = ""


def review_contract(contract: ContractFacts, limits: Limits) -> list[Finding]:
    """All that is odd about a contract, in the order of its life."""
    return [finding for check in _CHECKS for finding in check(contract, limits)]


def _signature(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """Signed, after the award, in time, and before the work begins."""
    place, signed, awarded = f"合同 {contract.number}", contract.signed_on, contract.awarded_on
    if signed is None:
        fix = "签订后请登记签订日和签字的各方。"
        yield Finding("contracts.unsigned", "warning", place, "还没有登记签订日。", _MANAGEMENT, fix)
        return
    if signed > contract.starts_on:
        said = f"{signed} 签订，{contract.starts_on} 已开始履行，晚 {(signed - contract.starts_on).days} 天。"
        yield Finding(
            "contracts.signed_late", "warning", place, said, _MANAGEMENT, "请核对日期；确属先履行后签订的，请说明原因。"
        )
    if awarded is None:
        return
    if signed < awarded:
        said = f"签订日 {signed} 早于中标（成交）日 {awarded}。"
        yield Finding("contracts.signed_before_award", "error", place, said, limits.signing_basis, "请核对两个日期。")
    elif limits.signing_days is not None and (days := (signed - awarded).days) > limits.signing_days:
        said = f"中标（成交）后第 {days} 天才签订，超过 {limits.signing_days} 天。"
        fix = "请核对日期；确属逾期的，请说明原因。"
        yield Finding("contracts.signed_after_limit", "warning", place, said, limits.signing_basis, fix)


def _milestone_sum(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """The milestones' amounts make the contract amount with its changes."""
    if not contract.milestones:
        return
    amounts = amounts_of(contract)
    if amounts.without_amount:
        said = f"{len(contract.milestones)} 个履行阶段中有 {amounts.without_amount} 个没有写金额，不能与合同金额核对。"
        fix = "请补写各阶段的金额；不付款的阶段写 0。"
        yield Finding("contracts.milestone_without_amount", "review", "履行阶段", said, _MANAGEMENT, fix)
    elif amounts.milestones_yuan != amounts.due_yuan:
        with_changes = f"（含已生效变更 {amounts.changes_yuan:,} 元）" if amounts.changes_yuan else ""
        said = f"各阶段金额合计 {amounts.milestones_yuan:,} 元，合同金额{with_changes} {amounts.due_yuan:,} 元，"
        said += f"相差 {amounts.milestones_yuan - amounts.due_yuan:+,} 元。"
        fix = "请核对各阶段金额，或登记使合同金额改变的变更。"
        yield Finding("contracts.milestones_differ", "warning", "履行阶段", said, _MANAGEMENT, fix)


def _supplement(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """Additions stay within the share that may be added without a new procurement."""
    in_effect = (each.amount_change_yuan for each in contract.changes if each.effective_on is not None)
    added = sum((each for each in in_effect if each and each > 0), Decimal(0))
    if limits.supplement_share is not None and added > contract.amount_yuan * limits.supplement_share:
        percent = f"{limits.supplement_share * 100:f}".rstrip("0").rstrip(".")
        said = f"已生效的变更共增加 {added:,} 元，超过原合同金额 {contract.amount_yuan:,} 元的 {percent}%。"
        fix = "超过部分应另行采购；请核对变更金额。"
        yield Finding("contracts.supplement_too_large", "error", "合同变更", said, limits.supplement_basis, fix)


def _payments(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """Paid after the milestone was reached, and the final payment after acceptance."""
    for each in contract.milestones:
        place = f"履行阶段 {each.number}"
        if each.paid_on is None:
            continue
        if each.reached_on is None or each.paid_on < each.reached_on:
            reached = f"{each.reached_on} 才完成" if each.reached_on else "还没有登记完成"
            said = f"{each.paid_on} 已付款，这个阶段{reached}。"
            yield Finding(
                "contracts.paid_before_reached", "warning", place, said, _MANAGEMENT, "请核对完成日和付款日。"
            )
        accepted = [a.passed_on for a in contract.acceptances if a.passed_on and a.milestone in ("", each.number)]
        if each.is_final and not any(day <= each.paid_on for day in accepted):
            said = f"尾款于 {each.paid_on} 支付，在此之前没有验收通过的记录。"
            fix = "请补登验收及其结论；确属未验收先付款的，请说明原因。"
            yield Finding("contracts.final_paid_before_acceptance", "error", place, said, _MANAGEMENT, fix)


def _supervision(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """The supervisor is another than the supplier, and is appointed before work begins."""
    for each in contract.supervisions:
        place = f"监理 {each.supervisor_name}"
        if each.supervisor_name.strip() == contract.supplier_name.strip():
            said = "监理单位与承建方是同一家，不能监理自己。"
            yield Finding("contracts.supervises_itself", "error", place, said, _MANAGEMENT, "请核对监理单位。")
        if each.appointed_on is None or each.appointed_on > each.work_started_on:
            when = f"{each.appointed_on} 才委托" if each.appointed_on else "没有登记委托日"
            said = f"{each.work_started_on} 开工，监理{when}。"
            fix = "请核对委托日和开工日。"
            yield Finding("contracts.supervisor_appointed_late", "warning", place, said, _MANAGEMENT, fix)


def _supplier(contract: ContractFacts, limits: Limits) -> Iterator[Finding]:
    """Required qualifications hold from the award to the end; no sanction on the day of the award."""
    awarded = contract.awarded_on or contract.signed_on or contract.starts_on
    first, last = min(awarded, contract.starts_on), contract.ends_on
    place = f"供应商 {contract.supplier_name}"
    for kind in contract.required:
        if not any(known == kind and period.covers(first, last) for known, period in contract.qualifications):
            said = f"合同要求的“{kind}”在 {first} 至 {last} 之间没有一直有效的证书。"
            fix = "请登记证书及有效期，或核对资质名称是否一字不差。"
            yield Finding("contracts.qualification_not_valid", "warning", place, said, _MANAGEMENT, fix)
    for period in contract.sanctions:
        if period.covers(awarded, awarded):
            until = f"至 {period.last}" if period.last else "起"
            said = f"中标（成交）日 {awarded} 在处罚期内（{period.first} {until}）。"
            yield Finding(
                "contracts.supplier_sanctioned", "error", place, said, _MANAGEMENT, "请核对供应商和处罚记录。"
            )


_CHECKS: tuple[Callable[[ContractFacts, Limits], Iterator[Finding]], ...] = (
    _signature,
    _milestone_sum,
    _supplement,
    _payments,
    _supervision,
    _supplier,
)
