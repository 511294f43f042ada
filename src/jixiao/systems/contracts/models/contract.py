"""A contract and its parts: parties, clauses, milestones, changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.contracts.models import common


class Contract(Record):
    """A contract (合同). The owner is the unit that buys."""

    class Kind(models.TextChoices):
        """What is bought."""

        MAINTENANCE = "maintenance", "运维服务"
        DEVELOPMENT = "development", "软件开发"
        GOODS = "goods", "货物"
        SUPERVISION = "supervision", "监理"
        OTHER = "other", "其他"

    number = common.number_field("合同编号")
    name = common.name_field("合同名称")
    kind = models.TextField("合同类别", choices=Kind, default=Kind.OTHER)
    programme = models.ForeignKey(
        "programmes.Programme",
        null=True,
        blank=True,
        verbose_name="所属项目",
        help_text="填写项目库中的项目名称",
        on_delete=models.PROTECT,
        related_name="+",
    )
    procurement_number = common.optional_text("采购项目编号", 60)
    supplier_name = common.name_field("供应商")
    supplier_credit_code = common.credit_code_field("供应商统一社会信用代码", blank=True, default="")
    amount_yuan = common.yuan("合同金额（元）")
    awarded_on = common.optional_day("中标（成交）日")
    signed_on = common.optional_day("签订日")
    starts_on = models.DateField("履行开始日")
    ends_on = models.DateField("履行结束日")
    closed_on = common.optional_day("结清日", help_text="全部验收并付清的那一天")

    class Meta:
        db_table = "contract"
        constraints = (
            common.once("owner", "number", name="contract_number_once_in_unit"),
            common.not_before("ends_on", "starts_on", "contract_days_in_order"),
            models.CheckConstraint(condition=Q(amount_yuan__gte=0), name="contract_amount_not_negative"),
            common.credit_code_shaped("supplier_credit_code", "contract_credit_code_shaped"),
            common.only_with("closed_on", Q(signed_on__isnull=False), "contract_closed_only_when_signed"),
            common.not_before("closed_on", "signed_on", "contract_closed_after_signed"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Party(Record):
    """A party to a contract (合同当事人)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    class Part(models.TextChoices):
        """As what it signs."""

        BUYER = "buyer", "甲方"
        SELLER = "seller", "乙方"
        THIRD = "third", "丙方"
        SUPERVISOR = "supervisor", "监理方"

    contract = common.part_of("contracts.Contract", "合同编号", "parties")
    number = common.number_field("当事人序号")
    role = models.TextField("地位", choices=Part)
    name = common.name_field("当事人名称")
    credit_code = common.credit_code_field("统一社会信用代码", blank=True, default="")
    signatory = common.optional_text("签字人", 60)
    signed_on = common.optional_day("签字盖章日")

    class Meta:
        db_table = "contract_party"
        constraints = (
            common.once("contract", "number", name="contract_party_number_once"),
            common.credit_code_shaped("credit_code", "contract_party_credit_code_shaped"),
        )


class Clause(Record):
    """A clause of a contract (合同条款)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    class Kind(models.TextChoices):
        """What the clause settles."""

        SUBJECT = "subject", "标的"
        PRICE = "price", "价款"
        TERM = "term", "履行期限"
        QUALITY = "quality", "质量要求"
        ACCEPTANCE = "acceptance", "验收"
        PAYMENT = "payment", "付款"
        BREACH = "breach", "违约责任"
        CONFIDENTIALITY = "confidentiality", "保密"
        DISPUTE = "dispute", "争议解决"
        OTHER = "other", "其他"

    contract = common.part_of("contracts.Contract", "合同编号", "clauses")
    number = common.number_field("条款号")
    kind = models.TextField("条款类别", choices=Kind)
    content = models.TextField("条款内容", max_length=2000)

    class Meta:
        db_table = "contract_clause"
        constraints = (common.once("contract", "number", name="contract_clause_number_once"),)


class Milestone(Record):
    """A milestone of a contract (履行阶段): what is due when, and what is paid for it."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    contract = common.part_of("contracts.Contract", "合同编号", "milestones")
    number = common.number_field("阶段编号")
    name = common.name_field("阶段名称")
    due_on = common.optional_day("应完成日")
    amount_yuan = common.yuan("阶段金额（元）", null=True, blank=True)
    deliverable = common.optional_text("交付物")
    reached_on = common.optional_day("完成日")
    paid_on = common.optional_day("付款日")
    is_final = models.BooleanField("是否尾款阶段", default=False)

    class Meta:
        db_table = "contract_milestone"
        constraints = (
            common.once("contract", "number", name="contract_milestone_number_once"),
            models.CheckConstraint(
                condition=Q(amount_yuan__isnull=True) | Q(amount_yuan__gte=0), name="contract_milestone_not_negative"
            ),
        )


class ContractChange(Record):
    """A change of a contract (合同变更): asked for, approved, then in effect."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    contract = common.part_of("contracts.Contract", "合同编号", "changes")
    number = common.number_field("变更编号")
    reason = models.TextField("变更事由", max_length=500)
    requested_on = models.DateField("申请日")
    approved_on = common.optional_day("批准日")
    approved_by = common.optional_text("批准人", 60)
    document = common.optional_text("补充协议文号", 60)
    amount_change_yuan = common.yuan("金额增减（元）", null=True, blank=True, help_text="减少写负数；金额不变的留空")
    effective_on = common.optional_day("生效日")

    class Meta:
        db_table = "contract_change"
        constraints = (
            common.once("contract", "number", name="contract_change_number_once"),
            common.not_before("approved_on", "requested_on", "contract_change_approved_after_request"),
            common.only_with("effective_on", Q(approved_on__isnull=False), "contract_change_effective_if_approved"),
            common.not_before("effective_on", "approved_on", "contract_change_effective_after_approval"),
        )
