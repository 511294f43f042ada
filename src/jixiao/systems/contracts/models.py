"""Contracts and what is done under them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.registers.models import Record


class Contract(Record):
    """A contract (合同). The owner is the unit that buys."""

    number = models.TextField("合同编号", max_length=60)
    name = models.TextField("合同名称", max_length=200)
    programme = models.ForeignKey(
        "programmes.Programme",
        null=True,
        blank=True,
        verbose_name="所属项目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    supplier_name = models.TextField("供应商", max_length=200)
    supplier_credit_code = models.TextField("供应商统一社会信用代码", max_length=18, blank=True, default="")
    amount_yuan = models.DecimalField("合同金额（元）", max_digits=17, decimal_places=2)
    awarded_on = models.DateField("中标（成交）日", null=True, blank=True)
    signed_on = models.DateField("签订日", null=True, blank=True)
    starts_on = models.DateField("履行开始日")
    ends_on = models.DateField("履行结束日")

    class Meta:
        db_table = "contract"
        constraints = (
            models.UniqueConstraint(fields=("owner", "number"), name="contract_number_once_in_unit"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_days_in_order"),
            models.CheckConstraint(condition=Q(amount_yuan__gte=0), name="contract_amount_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
