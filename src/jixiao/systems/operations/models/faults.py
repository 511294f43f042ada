"""Faults (故障) with their root causes, and outages (停机)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import in_order, needs, number, once, one_of, ordered, to
from jixiao.systems.operations.models.service import Severity


class Exclusion(models.TextChoices):
    """Why a fault does not count."""

    TEST = "test", "测试"
    PLANNED = "planned", "计划内"
    FORCE_MAJEURE = "force_majeure", "不可抗力"


class FaultState(models.TextChoices):
    """How far a fault has come."""

    OPEN = "open", "处理中"
    RESOLVED = "resolved", "已解决"
    CLOSED = "closed", "已关闭"


class Recurrence(models.TextChoices):
    """What a fault is among the faults of its configuration item."""

    FIRST = "first", "首次发生"
    REPEAT = "repeat", "重复发生"
    EXCLUDED = "excluded", "不计"
    CAUSE_UNKNOWN = "cause_unknown", "根因未查明"


class Fault(Record):
    """A fault of a configuration item. What follows ``business_impact`` is made by ``rules.operations.records``."""

    number = number("故障编号")
    system = to("operations.System", "系统")
    item = to("operations.Item", "配置项")
    ticket = to("operations.Ticket", "工单", optional=True)
    severity = models.TextField("级别", choices=Severity)
    symptom = models.TextField("现象", max_length=500)
    cause = to("operations.Cause", "根因", optional=True, help_text="查明后填写；关闭前必须填写")
    occurred_at = models.DateTimeField("发生时间")
    resolved_at = models.DateTimeField("排除时间", null=True, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    exclusion = models.TextField("不计原因", choices=Exclusion, blank=True, default="", help_text="计入指标的留空")
    business_impact = models.TextField("业务影响", max_length=500, blank=True, default="")

    state = models.TextField("状态", choices=FaultState, default=FaultState.OPEN, editable=False)
    recurrence = models.TextField("是否重复", choices=Recurrence, default=Recurrence.CAUSE_UNKNOWN, editable=False)
    repeats = models.ForeignKey(
        "self", verbose_name="重复的故障", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    resolution_absolute_seconds = models.BigIntegerField("排除用时（秒）", null=True, editable=False)
    resolution_business_seconds = models.BigIntegerField("服务时间内排除用时（秒）", null=True, editable=False)
    resolution_limit_seconds = models.BigIntegerField("排除时限（秒）", null=True, editable=False)
    resolution_is_met = models.BooleanField("排除未超时", null=True, editable=False)
    resolution_due_at = models.DateTimeField("排除到期", null=True, editable=False)
    calendar_version = models.DateField("所用日历版本", null=True, editable=False)

    class Meta:
        db_table = "operations_fault"
        indexes = (models.Index(fields=("-happened_at", "-id"), name="operations_fault_newest"),)
        constraints = (
            once("fault"),
            one_of("fault", "severity", Severity),
            one_of("fault", "exclusion", Exclusion, optional=True),
            one_of("fault", "recurrence", Recurrence),
            one_of("fault", "state", FaultState),
            *in_order("fault", ("occurred_at", "resolved_at", "closed_at")),
            needs("fault", "closed_at", "resolved_at"),
            needs("fault", "closed_at", "cause"),
            models.CheckConstraint(
                condition=Q(recurrence="repeat", repeats__isnull=False) | (~Q(recurrence="repeat") & Q(repeats=None)),
                name="operations_fault_repeat_names_which",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Outage(Record):
    """A time in which a system could not be used (停机)."""

    number = number("停机编号")
    system = to("operations.System", "系统")
    began_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("恢复时间", null=True, blank=True)
    is_planned = models.BooleanField("计划内停机", default=False, blank=True)
    fault = to("operations.Fault", "故障", optional=True)

    business_seconds = models.BigIntegerField("服务时间内停机（秒）", null=True, editable=False)
    calendar_version = models.DateField("所用日历版本", null=True, editable=False)

    class Meta:
        db_table = "operations_outage"
        constraints = (once("outage"), ordered("outage", "began_at", "ended_at"))

    def __str__(self) -> str:
        return self.number
