"""The service desk (服务台): tickets, and what stops, reopens or regrades them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.fields import PersonalText
from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import in_order, needs, number, once, one_of, ordered, to
from jixiao.systems.operations.models.service import Severity


class TicketState(models.TextChoices):
    """How far a ticket has come."""

    NEW = "new", "待派单"
    ASSIGNED = "assigned", "已派单"
    RESPONDED = "responded", "已响应"
    STARTED = "started", "处理中"
    RESOLVED = "resolved", "已解决"
    CONFIRMED = "confirmed", "已确认"
    CLOSED = "closed", "已关闭"
    REOPENED = "reopened", "已重开"


class Channel(models.TextChoices):
    """How it came in."""

    PHONE = "phone", "电话"
    WEB = "web", "网上"
    ONSITE = "onsite", "现场"
    MAIL = "mail", "邮件"
    MONITORING = "monitoring", "监控"


class Category(models.TextChoices):
    """What is wanted."""

    INCIDENT = "incident", "故障"
    REQUEST = "request", "服务请求"
    QUESTION = "question", "咨询"


class Confirmation(models.TextChoices):
    """By what a resolution came to stand."""

    USER = "user", "用户确认"
    TIMEOUT = "timeout", "逾期未答复"


class Ticket(Record):
    """A ticket (工单): opened by a user or by monitoring, its life, and its two clocks.

    The columns after ``is_test`` follow from the others, from its holds, reopenings and changes of severity, and from
    the agreements of its system: ``rules.operations.records`` makes them.
    """

    number = number("工单编号")
    system = to("operations.System", "系统")
    channel = models.TextField("受理渠道", choices=Channel)
    user_name = PersonalText("报障人", max_length=50, blank=True, default="")
    department = models.TextField("报障部门", max_length=200, blank=True, default="")
    severity = models.TextField("级别", choices=Severity, help_text="受理时的级别；以后的变更另行登记")
    category = models.TextField("类别", choices=Category)
    summary = models.TextField("摘要", max_length=500)
    engineer = to("operations.Engineer", "处理人", optional=True, help_text="人员编号")
    opened_at = models.DateTimeField("受理时间")
    assigned_at = models.DateTimeField("派单时间", null=True, blank=True)
    responded_at = models.DateTimeField("首次响应时间", null=True, blank=True)
    started_at = models.DateTimeField("开始处理时间", null=True, blank=True)
    resolved_at = models.DateTimeField("解决时间", null=True, blank=True, help_text="首次解决；重开后的解决另行登记")
    confirmed_at = models.DateTimeField("用户确认时间", null=True, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    confirmation = models.TextField("确认方式", choices=Confirmation, blank=True, default="")
    is_test = models.BooleanField("测试工单", default=False, blank=True, help_text="测试工单不计入指标")

    state = models.TextField("状态", choices=TicketState, default=TicketState.NEW, editable=False)
    is_handled = models.BooleanField("已处理", default=False, editable=False)
    response_absolute_seconds = models.BigIntegerField("响应用时（秒）", null=True, editable=False)
    response_business_seconds = models.BigIntegerField("服务时间内响应用时（秒）", null=True, editable=False)
    response_limit_seconds = models.BigIntegerField("响应时限（秒）", null=True, editable=False)
    response_is_met = models.BooleanField("响应未超时", null=True, editable=False)
    response_due_at = models.DateTimeField("响应到期", null=True, editable=False)
    resolution_absolute_seconds = models.BigIntegerField("解决用时（秒）", null=True, editable=False)
    resolution_business_seconds = models.BigIntegerField("服务时间内解决用时（秒）", null=True, editable=False)
    resolution_limit_seconds = models.BigIntegerField("解决时限（秒）", null=True, editable=False)
    resolution_is_met = models.BooleanField("解决未超时", null=True, editable=False)
    resolution_due_at = models.DateTimeField("解决到期", null=True, editable=False)
    held_seconds = models.BigIntegerField("服务时间内挂起（秒）", default=0, editable=False)
    calendar_version = models.DateField("所用日历版本", null=True, editable=False)
    is_complete = models.BooleanField("记录完整", default=False, editable=False)

    class Meta:
        db_table = "operations_ticket"
        indexes = (models.Index(fields=("-happened_at", "-id"), name="operations_ticket_newest"),)
        constraints = (
            once("ticket"),
            one_of("ticket", "channel", Channel),
            one_of("ticket", "severity", Severity),
            one_of("ticket", "category", Category),
            one_of("ticket", "confirmation", Confirmation, optional=True),
            one_of("ticket", "state", TicketState),
            *in_order(
                "ticket",
                ("opened_at", "assigned_at", "responded_at", "started_at", "resolved_at", "confirmed_at", "closed_at"),
            ),
            needs("ticket", "resolved_at", "responded_at"),
            needs("ticket", "confirmed_at", "resolved_at"),
            needs("ticket", "closed_at", "resolved_at"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(confirmation=""), name="operations_ticket_closed_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(confirmation="user", confirmed_at__isnull=False)
                | (~Q(confirmation="user") & Q(confirmed_at=None)),
                name="operations_ticket_confirmed_by_user",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Hold(Record):
    """A time in which a ticket's clock stands still (挂起), with its reason."""

    NAMED_BY = ("ticket__number", "number")

    ticket = to("operations.Ticket", "工单")
    number = number()
    from_at = models.DateTimeField("挂起开始")
    until_at = models.DateTimeField("挂起结束", null=True, blank=True, help_text="仍在挂起的留空")
    reason = models.TextField("挂起理由", max_length=500)
    approved_by = models.TextField("同意人", max_length=100, blank=True, default="")

    class Meta:
        db_table = "operations_hold"
        constraints = (once("hold", "ticket", "number"), ordered("hold", "from_at", "until_at"))

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.number}"


class Reopening(Record):
    """A resolved ticket that turned out not to be (重开), and when it was resolved again."""

    NAMED_BY = ("ticket__number", "number")

    ticket = to("operations.Ticket", "工单")
    number = number()
    reopened_at = models.DateTimeField("重开时间")
    resolved_at = models.DateTimeField("再次解决时间", null=True, blank=True)
    reason = models.TextField("重开理由", max_length=500, blank=True, default="")

    class Meta:
        db_table = "operations_reopening"
        constraints = (once("reopening", "ticket", "number"), ordered("reopening", "reopened_at", "resolved_at"))

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.number}"


class SeverityChange(Record):
    """From a moment on a ticket has another severity (级别变更). One entered by mistake is corrected instead."""

    NAMED_BY = ("ticket__number", "number")

    ticket = to("operations.Ticket", "工单")
    number = number()
    changed_at = models.DateTimeField("变更时间")
    severity = models.TextField("变更后的级别", choices=Severity)
    reason = models.TextField("变更理由", max_length=500)

    class Meta:
        db_table = "operations_severity_change"
        constraints = (
            once("severity_change", "ticket", "number"),
            one_of("severity_change", "severity", Severity),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.number}"
