"""Supervision (监理) of a contract: who supervises, the periodic reports, what they found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.foundation.registers.models import Record
from jixiao.systems.contracts.models import common


class Supervision(Record):
    """The supervision of a contract (监理委托)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("contract__number", "number")

    contract = common.part_of("contracts.Contract", "合同编号", "supervisions")
    number = common.number_field("监理编号")
    supervisor_name = common.name_field("监理单位")
    appointed_on = common.optional_day("委托日")
    work_started_on = models.DateField("开工日")

    class Meta:
        db_table = "supervision"
        constraints = (common.once("contract", "number", name="supervision_number_once"),)


class SupervisionReport(Record):
    """A periodic report of the supervisor (监理报告)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = ("supervision__contract__number", "supervision__number", "number")

    supervision = models.ForeignKey(
        "contracts.Supervision",
        verbose_name="监理委托",
        help_text="写成 合同编号/监理编号",
        on_delete=models.PROTECT,
        related_name="reports",
    )
    number = common.number_field("报告编号")
    period_from = models.DateField("报告期自")
    period_to = models.DateField("报告期至")
    due_on = models.DateField("应提交日")
    submitted_on = common.optional_day("提交日")
    document = common.optional_text("报告文号", 60)

    class Meta:
        db_table = "supervision_report"
        constraints = (
            common.once("supervision", "number", name="supervision_report_number_once"),
            common.not_before("period_to", "period_from", "supervision_report_days_in_order"),
        )


class SupervisionFinding(Record):
    """What a report found, and when it was put right (监理问题)."""

    NAMED_BY: ClassVar[tuple[str, ...]] = (
        "report__supervision__contract__number",
        "report__supervision__number",
        "report__number",
        "number",
    )

    report = models.ForeignKey(
        "contracts.SupervisionReport",
        verbose_name="监理报告",
        help_text="写成 合同编号/监理编号/报告编号",
        on_delete=models.PROTECT,
        related_name="findings",
    )
    number = common.number_field("问题编号")
    content = models.TextField("问题", max_length=500)
    raised_on = models.DateField("提出日")
    due_on = common.optional_day("应整改日")
    closed_on = common.optional_day("关闭日")

    class Meta:
        db_table = "supervision_finding"
        constraints = (
            common.once("report", "number", name="supervision_finding_number_once"),
            common.not_before("closed_on", "raised_on", "supervision_finding_closed_after_raised"),
        )
