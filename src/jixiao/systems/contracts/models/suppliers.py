"""What is known of suppliers: qualifications, sanctions, assessments; what a contract requires of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.contracts.models import common


class Qualification(Record):
    """A certificate of a supplier (供应商资质), with its validity."""

    number = common.number_field("证书编号")
    supplier_credit_code = common.credit_code_field("供应商统一社会信用代码")
    supplier_name = common.name_field("供应商")
    kind = common.name_field("资质名称")
    issuer = common.optional_text("发证机构")
    valid_from = models.DateField("有效期自")
    valid_to = common.optional_day("有效期至", help_text="长期有效的留空")

    class Meta:
        db_table = "supplier_qualification"
        constraints = (
            common.once("owner", "number", name="supplier_qualification_number_once"),
            common.not_before("valid_to", "valid_from", "supplier_qualification_days_in_order"),
            common.credit_code_shaped("supplier_credit_code", "supplier_qualification_credit_code"),
        )


class RequiredQualification(Record):
    """A qualification that a contract requires of its supplier (合同要求的资质)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    contract = common.part_of("contracts.Contract", "合同编号", "required_qualifications")
    number = common.number_field("要求序号")
    kind = common.name_field("资质名称", help_text="与供应商资质的名称一字不差")

    class Meta:
        db_table = "required_qualification"
        constraints = (common.once("contract", "number", name="required_qualification_number_once"),)


class Sanction(Record):
    """A sanction against a supplier (失信与处罚): while it lasts the supplier may not be awarded a contract."""

    number = common.number_field("处罚文号")
    supplier_credit_code = common.credit_code_field("供应商统一社会信用代码")
    supplier_name = common.name_field("供应商")
    source = common.name_field("来源", help_text="公布的机关或名单，例如 政府采购严重违法失信行为记录名单")
    starts_on = models.DateField("起始日")
    ends_on = common.optional_day("截止日")

    class Meta:
        db_table = "supplier_sanction"
        constraints = (
            common.once("owner", "number", name="supplier_sanction_number_once"),
            common.not_before("ends_on", "starts_on", "supplier_sanction_days_in_order"),
            common.credit_code_shaped("supplier_credit_code", "supplier_sanction_credit_code"),
        )


class Assessment(Record):
    """An assessment of how a supplier kept a contract (履约评价)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    contract = common.part_of("contracts.Contract", "合同编号", "assessments")
    number = common.number_field("评价编号")
    assessed_on = models.DateField("评价日")
    points = models.DecimalField("得分", max_digits=7, decimal_places=2)
    full_points = models.DecimalField("满分", max_digits=7, decimal_places=2)
    conclusion = common.optional_text("评价结论", 500)

    class Meta:
        db_table = "supplier_assessment"
        constraints = (
            common.once("contract", "number", name="supplier_assessment_number_once"),
            models.CheckConstraint(
                condition=Q(points__gte=0, full_points__gt=0, points__lte=F("full_points")),
                name="supplier_assessment_points_in_range",
            ),
        )
