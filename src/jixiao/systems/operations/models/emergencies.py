"""Emergency plans (应急预案), their contacts and drills (演练), and emergencies (应急事件)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.fields import PersonalText
from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import in_order, needs, number, once, ordered, to


class Plan(Record):
    """An emergency plan with the times in which it promises to respond and to restore."""

    number = number("预案编号")
    programme = to("programmes.Programme", "所属项目")
    name = models.TextField("预案名称", max_length=200)
    approved_on = models.DateField("批准日", null=True, blank=True)
    valid_from = models.DateField("生效日")
    valid_to = models.DateField("失效日")
    response_minutes = models.IntegerField("响应时限（分钟）")
    restore_minutes = models.IntegerField("恢复时限（分钟）")

    class Meta:
        db_table = "operations_plan"
        constraints = (
            once("plan"),
            ordered("plan", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(response_minutes__gt=0, restore_minutes__gt=0), name="operations_plan_times_positive"
            ),
        )

    def __str__(self) -> str:
        return self.number


class PlanContact(Record):
    """Who is called in an emergency, and when the number was last checked."""

    NAMED_BY = ("plan__number", "number")

    plan = to("operations.Plan", "预案")
    number = number("序号")
    name = PersonalText("姓名", max_length=60)
    duty = models.TextField("职责", max_length=100)
    checked_on = models.DateField("核对日", null=True, blank=True)
    is_valid = models.BooleanField("联系方式有效", default=True, blank=True)

    class Meta:
        db_table = "operations_plan_contact"
        constraints = (once("plan_contact", "plan", "number"),)

    def __str__(self) -> str:
        return self.number


class Drill(Record):
    """A drill of a plan."""

    number = number("演练编号")
    plan = to("operations.Plan", "预案")
    planned_on = models.DateField("计划日")
    held_on = models.DateField("演练日", null=True, blank=True)
    report = models.TextField("演练报告", max_length=200, blank=True, default="", help_text="文号或文件名")

    class Meta:
        db_table = "operations_drill"
        constraints = (
            once("drill"),
            models.CheckConstraint(
                condition=Q(report="") | Q(held_on__isnull=False), name="operations_drill_report_of_one_held"
            ),
        )

    def __str__(self) -> str:
        return self.number


class DrillFinding(Record):
    """What a drill found wanting, and when it was put right."""

    NAMED_BY = ("drill__number", "number")

    drill = to("operations.Drill", "演练")
    number = number("序号")
    content = models.TextField("问题", max_length=500)
    due_on = models.DateField("整改期限", null=True, blank=True)
    closed_on = models.DateField("整改完成日", null=True, blank=True)

    class Meta:
        db_table = "operations_drill_finding"
        constraints = (once("drill_finding", "drill", "number"),)

    def __str__(self) -> str:
        return self.number


class Emergency(Record):
    """An emergency: answered and restored within the plan's times, or not. Emergencies know no working hours."""

    number = number("事件编号")
    system = to("operations.System", "系统")
    plan = to("operations.Plan", "预案")
    occurred_at = models.DateTimeField("发生时间")
    responded_at = models.DateTimeField("响应时间", null=True, blank=True)
    restored_at = models.DateTimeField("恢复时间", null=True, blank=True)

    response_seconds = models.BigIntegerField("响应用时（秒）", null=True, editable=False)
    restore_seconds = models.BigIntegerField("恢复用时（秒）", null=True, editable=False)
    is_in_time = models.BooleanField("按时", null=True, editable=False)

    class Meta:
        db_table = "operations_emergency"
        constraints = (
            once("emergency"),
            *in_order("emergency", ("occurred_at", "responded_at", "restored_at")),
            needs("emergency", "restored_at", "responded_at"),
        )

    def __str__(self) -> str:
        return self.number
