"""Acceptance of what a contract delivers: plan, panel, meeting, criteria, conclusion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.contracts.models import common


class Acceptance(Record):
    """An acceptance (验收) of a contract or of one milestone."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    class Conclusion(models.TextChoices):
        """What the panel found."""

        PASSED = "passed", "通过"
        CONDITIONAL = "conditional", "整改后通过"
        FAILED = "failed", "不通过"

    contract = common.part_of("contracts.Contract", "合同编号", "acceptances")
    milestone = models.ForeignKey(
        "contracts.Milestone",
        null=True,
        blank=True,
        verbose_name="履行阶段",
        help_text="写成 合同编号/阶段编号；验收整个合同的留空",
        on_delete=models.PROTECT,
        related_name="acceptances",
    )
    number = common.number_field("验收编号")
    name = common.name_field("验收名称")
    planned_on = models.DateField("验收方案日")
    plan_document = common.optional_text("验收方案文号", 60)
    held_on = common.optional_day("验收会日")
    minutes_document = common.optional_text("验收会纪要文号", 60)
    concluded_on = common.optional_day("结论日")
    conclusion = models.TextField("验收结论", choices=Conclusion, blank=True, default="")
    rectified_on = common.optional_day("整改完成日")

    class Meta:
        db_table = "acceptance"
        constraints = (
            common.once("contract", "number", name="acceptance_number_once"),
            common.not_before("held_on", "planned_on", "acceptance_held_after_plan"),
            common.only_with("concluded_on", Q(held_on__isnull=False), "acceptance_concluded_after_meeting"),
            common.not_before("concluded_on", "held_on", "acceptance_concluded_not_before_meeting"),
            models.CheckConstraint(
                condition=Q(conclusion="", concluded_on__isnull=True)
                | (~Q(conclusion="") & Q(concluded_on__isnull=False)),
                name="acceptance_conclusion_with_its_day",
            ),
            common.only_with("rectified_on", ~Q(conclusion__in=("", "passed")), "acceptance_rectified_if_asked"),
            common.not_before("rectified_on", "concluded_on", "acceptance_rectified_after_conclusion"),
        )


class AcceptanceMember(Record):
    """A member of the acceptance panel (验收组成员)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("acceptance__contract__number", "acceptance__number", "number")

    acceptance = models.ForeignKey(
        "contracts.Acceptance",
        verbose_name="验收",
        help_text="写成 合同编号/验收编号",
        on_delete=models.PROTECT,
        related_name="members",
    )
    number = common.number_field("成员序号")
    name = models.TextField("成员姓名", max_length=60)
    organisation = common.name_field("所在单位")
    is_independent = models.BooleanField("不属承建方")
    signed = models.BooleanField("已签字", default=False)

    class Meta:
        db_table = "acceptance_member"
        constraints = (common.once("acceptance", "number", name="acceptance_member_number_once"),)


class AcceptanceCriterion(Record):
    """One requirement of an acceptance, and whether it was met (验收内容)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("acceptance__contract__number", "acceptance__number", "number")

    acceptance = models.ForeignKey(
        "contracts.Acceptance",
        verbose_name="验收",
        help_text="写成 合同编号/验收编号",
        on_delete=models.PROTECT,
        related_name="criteria",
    )
    number = common.number_field("内容序号")
    requirement = models.TextField("验收要求", max_length=500)
    result = common.optional_text("验收情况", 500)
    is_met = models.BooleanField("是否符合", null=True, blank=True)

    class Meta:
        db_table = "acceptance_criterion"
        constraints = (common.once("acceptance", "number", name="acceptance_criterion_number_once"),)
