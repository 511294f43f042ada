"""Contracts, their parties, clauses, milestones and changes."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Amount
from jixiao.foundation.registers.register import Register, Stage
from jixiao.systems.contracts import checks
from jixiao.systems.contracts.models import Clause, Contract, ContractChange, Milestone, Party
from jixiao.systems.contracts.queries import findings_of
from jixiao.systems.contracts.registers.common import CONTRACT_DAYS, CREDIT_CODE, SYSTEM

CONTRACTS = Register(
    name="contracts",
    title=gettext_noop("合同"),
    model=Contract,
    system=SYSTEM,
    about=gettext_noop("采购、运维、支付共用的合同；当事人、条款、履行阶段、变更、验收都登记在合同之下。"),
    fields=(
        "number", "name", "kind", "programme", "procurement_number", "supplier_name", "supplier_credit_code",
        "amount_yuan", "awarded_on", "signed_on", "starts_on", "ends_on", "closed_on",
    ),
    identity=("number",),
    happened="starts_on",
    listed=("number", "name", "kind", "supplier_name", "amount_yuan", "signed_on", "ends_on"),
    searched=("number", "name", "supplier_name"),
    stages=(
        Stage("sign", gettext_noop("签订"), gettext_noop("已签订"), "signed_on"),
        Stage("close", gettext_noop("结清"), gettext_noop("已结清"), "closed_on", "●"),
    ),
    check=checks.contract,
    review=findings_of,
    readers={"supplier_credit_code": CREDIT_CODE},
    examples={"number": "HT-2020-001", "kind": "运维服务", "amount_yuan": "2058000.00", "starts_on": "2020-01-01"},
)  # fmt: skip
PARTIES = Register(
    name="contract-parties",
    title=gettext_noop("合同当事人"),
    model=Party,
    system=SYSTEM,
    about=gettext_noop("甲方、乙方、监理方等，谁签字、哪天签。"),
    fields=("contract", "number", "role", "name", "credit_code", "signatory", "signed_on"),
    identity=("contract", "number"),
    happened=("signed_on", *CONTRACT_DAYS),
    searched=("contract__number", "name"),
    readers={"credit_code": CREDIT_CODE},
)
CLAUSES = Register(
    name="contract-clauses",
    title=gettext_noop("合同条款"),
    model=Clause,
    system=SYSTEM,
    about=gettext_noop("合同的主要条款原文。"),
    fields=("contract", "number", "kind", "content"),
    identity=("contract", "number"),
    happened=CONTRACT_DAYS,
    searched=("contract__number", "content"),
)
MILESTONES = Register(
    name="contract-milestones",
    title=gettext_noop("履行阶段"),
    model=Milestone,
    system=SYSTEM,
    about=gettext_noop("分几个阶段履行，各付多少，何时完成、何时付款。"),
    fields=(
        "contract", "number", "name", "due_on", "amount_yuan", "deliverable", "reached_on", "paid_on", "is_final",
    ),
    identity=("contract", "number"),
    happened=("due_on", "contract__starts_on"),
    listed=("contract", "number", "name", "due_on", "reached_on", "paid_on", "amount_yuan"),
    searched=("contract__number", "name"),
    stages=(
        Stage("reach", gettext_noop("完成"), gettext_noop("已完成"), "reached_on", asks=("deliverable",)),
        Stage("pay", gettext_noop("付款"), gettext_noop("已付款"), "paid_on", "●"),
    ),
    in_order=False,
    summed=("amount_yuan",),
)  # fmt: skip
CHANGES = Register(
    name="contract-changes",
    title=gettext_noop("合同变更"),
    model=ContractChange,
    system=SYSTEM,
    about=gettext_noop("补充协议：为何变更，金额增减多少，何时生效。"),
    fields=(
        "contract", "number", "reason", "requested_on", "approved_on", "approved_by", "document",
        "amount_change_yuan", "effective_on",
    ),
    identity=("contract", "number"),
    happened="requested_on",
    listed=("contract", "number", "reason", "requested_on", "effective_on", "amount_change_yuan"),
    searched=("contract__number", "reason", "document"),
    stages=(
        Stage("request", gettext_noop("申请"), gettext_noop("待批准"), "requested_on", "◔"),
        Stage("approve", gettext_noop("批准"), gettext_noop("已批准"), "approved_on", asks=("approved_by",)),
        Stage("take-effect", gettext_noop("生效"), gettext_noop("已生效"), "effective_on", "●", asks=("document",)),
    ),
    readers={"amount_change_yuan": Amount(may_be_negative=True)},
    summed=("amount_change_yuan",),
)  # fmt: skip
REGISTERS = (CONTRACTS, PARTIES, CLAUSES, MILESTONES, CHANGES)
