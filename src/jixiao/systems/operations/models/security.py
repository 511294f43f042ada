"""Security incidents (安全事件) and integrity checks of important records (重要信息核查)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, to


class Incident(Record):
    """A security incident: reported, confirmed or found to be none, closed."""

    number = number("事件编号")
    system = to("operations.System", "系统")
    occurred_at = models.DateTimeField("发生时间")
    level = models.TextField("等级", max_length=40, blank=True, default="")
    is_confirmed = models.BooleanField("经核实", null=True, blank=True, help_text="尚未核实的留空")
    closed_on = models.DateField("处置完成日", null=True, blank=True)

    class Meta:
        db_table = "operations_incident"
        constraints = (
            once("incident"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(is_confirmed__isnull=False),
                name="operations_incident_decided",
            ),
        )

    def __str__(self) -> str:
        return self.number


class IntegrityCheck(Record):
    """A check of important records against their hashes: how many were looked at, missing, altered."""

    number = number("核查编号")
    system = to("operations.System", "系统")
    checked_on = models.DateField("核查日")
    records_checked = models.IntegerField("核查条数")
    records_missing = models.IntegerField("丢失条数")
    records_altered = models.IntegerField("被改动条数")
    evidence = models.TextField("依据", max_length=200, blank=True, default="", help_text="审计链批次或报告文号")

    class Meta:
        db_table = "operations_integrity_check"
        constraints = (
            once("integrity_check"),
            models.CheckConstraint(
                condition=Q(records_missing__gte=0, records_altered__gte=0)
                & Q(records_checked__gte=F("records_missing") + F("records_altered")),
                name="operations_integrity_check_adds_up",
            ),
        )

    def __str__(self) -> str:
        return self.number
