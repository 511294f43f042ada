"""The nouns of contracts, as registers."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.registers.register import Register, register
from jixiao.systems.contracts.models import Contract

CONTRACTS = Register(
    name="contracts",
    title=gettext_noop("合同"),
    model=Contract,
    system=gettext_noop("合同管理"),
    fields=(
        "number", "name", "programme", "supplier_name", "supplier_credit_code", "amount_yuan", "awarded_on",
        "signed_on", "starts_on", "ends_on",
    ),
    identity=("number",),
    happened="starts_on",
    searched=("number", "name", "supplier_name"),
)  # fmt: skip

register(CONTRACTS)
