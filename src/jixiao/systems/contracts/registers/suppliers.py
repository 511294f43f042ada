"""What is known of suppliers, and what contracts require of them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Amount
from jixiao.foundation.registers.register import Register
from jixiao.systems.contracts import checks
from jixiao.systems.contracts.models import Assessment, Qualification, RequiredQualification, Sanction
from jixiao.systems.contracts.registers.common import CREDIT_CODE, SYSTEM

_POINTS = Amount(digits_max=5, unit="分")

REQUIRED = Register(
    name="required-qualifications",
    title=gettext_noop("合同要求的资质"),
    model=RequiredQualification,
    system=SYSTEM,
    about=gettext_noop("合同要求供应商具备的资质种类。"),
    fields=("contract", "number", "kind"),
    identity=("contract", "number"),
    happened="contract__starts_on",
    searched=("contract__number", "kind"),
)
QUALIFICATIONS = Register(
    name="supplier-qualifications",
    title=gettext_noop("供应商资质"),
    model=Qualification,
    system=SYSTEM,
    about=gettext_noop("供应商的资质证书和有效期，按信用代码对应合同。"),
    fields=("number", "supplier_credit_code", "supplier_name", "kind", "issuer", "valid_from", "valid_to"),
    identity=("number",),
    happened="valid_from",
    listed=("number", "supplier_name", "kind", "issuer", "valid_from", "valid_to"),
    searched=("number", "supplier_name", "supplier_credit_code", "kind"),
    check=checks.qualification,
    readers={"supplier_credit_code": CREDIT_CODE},
)
SANCTIONS = Register(
    name="supplier-sanctions",
    title=gettext_noop("供应商处罚"),
    model=Sanction,
    system=SYSTEM,
    about=gettext_noop("供应商被禁止参加采购的期间和依据。"),
    fields=("number", "supplier_credit_code", "supplier_name", "source", "starts_on", "ends_on"),
    identity=("number",),
    happened="starts_on",
    searched=("number", "supplier_name", "supplier_credit_code"),
    check=checks.sanction,
    readers={"supplier_credit_code": CREDIT_CODE},
)
ASSESSMENTS = Register(
    name="supplier-assessments",
    title=gettext_noop("履约评价"),
    model=Assessment,
    system=SYSTEM,
    about=gettext_noop("每次履约评价的得分和结论。"),
    fields=("contract", "number", "assessed_on", "points", "full_points", "conclusion"),
    identity=("contract", "number"),
    happened="assessed_on",
    searched=("contract__number", "number"),
    check=checks.assessment,
    readers={"points": _POINTS, "full_points": _POINTS},
)
REGISTERS = (REQUIRED, QUALIFICATIONS, SANCTIONS, ASSESSMENTS)
