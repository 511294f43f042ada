"""What the registers of contracts share."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Code
from jixiao.foundation.organisations.names import credit_code_fault

SYSTEM = gettext_noop("合同管理")
CREDIT_CODE = Code("统一社会信用代码", lambda code: credit_code_fault(code) or None)
#: when a part of a contract without a day of its own happened.
CONTRACT_DAYS = ("contract__signed_on", "contract__starts_on")
