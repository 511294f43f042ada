"""What is served, and what was promised for it: systems, agreements with their limits, configuration items."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, one_of, ordered, to


class Severity(models.TextChoices):
    """How much of the work stands still; the most urgent first."""

    OUTAGE = "outage", "系统中断"
    MAJOR = "major", "重大"
    PARTIAL = "partial", "部分功能"
    MINOR = "minor", "一般及咨询"


class Window(models.TextChoices):
    """When service is due: working days 09–12 and 13–18 (the seeds' on-site hours), or always."""

    WORKING_HOURS = "5*8", "5*8"
    ALWAYS = "7*24", "7*24"


class System(Record):
    """A served information system (被维护系统)."""

    number = number("系统编号")
    name = models.TextField("系统名称", max_length=200)
    programme = to("programmes.Programme", "所属项目")
    in_service_on = models.DateField("上线日")
    retired_on = models.DateField("下线日", null=True, blank=True)

    class Meta:
        db_table = "operations_system"
        constraints = (once("system"), ordered("system", "in_service_on", "retired_on"))

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Agreement(Record):
    """A service agreement (服务约定): for one system from day to day; two never hold at once."""

    number = number("约定编号")
    system = to("operations.System", "系统")
    contract = to("contracts.Contract", "运维合同", optional=True)
    window = models.TextField("服务时间", choices=Window, help_text="5*8 为法定工作日 9:00-12:00、13:00-18:00")
    starts_on = models.DateField("开始日")
    ends_on = models.DateField("结束日")

    class Meta:
        db_table = "operations_agreement"
        constraints = (
            once("agreement"),
            ordered("agreement", "starts_on", "ends_on"),
            one_of("agreement", "window", Window),
        )

    def __str__(self) -> str:
        return self.number


class Limit(Record):
    """What an agreement promises for one severity (服务时限), in minutes of the service window."""

    NAMED_BY = ("agreement__number", "number")

    agreement = to("operations.Agreement", "服务约定")
    number = number()
    severity = models.TextField("级别", choices=Severity)
    window = models.TextField("服务时间", choices=Window, blank=True, default="", help_text="与服务约定相同的留空")
    response_minutes = models.IntegerField("响应时限（分钟）", null=True, blank=True, help_text="没有约定的留空")
    resolution_minutes = models.IntegerField("解决时限（分钟）", null=True, blank=True, help_text="没有约定的留空")

    class Meta:
        db_table = "operations_limit"
        constraints = (
            once("limit", "agreement", "number"),
            models.UniqueConstraint(
                fields=("agreement", "severity"),
                condition=Q(void_reason=""),
                name="operations_limit_severity_once",
            ),
            one_of("limit", "severity", Severity),
            one_of("limit", "window", Window, optional=True),
            models.CheckConstraint(condition=Q(response_minutes__gt=0), name="operations_limit_response_positive"),
            models.CheckConstraint(condition=Q(resolution_minutes__gt=0), name="operations_limit_resolution_positive"),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.number}"


class Item(Record):
    """A configuration item (配置项): the part of a system that a fault is in."""

    class Kind(models.TextChoices):
        """What it is made of."""

        HARDWARE = "hardware", "硬件"
        SOFTWARE = "software", "软件"
        NETWORK = "network", "网络"
        DATA = "data", "数据"

    number = number("配置项编号")
    name = models.TextField("名称", max_length=200)
    system = to("operations.System", "系统")
    kind = models.TextField("类别", choices=Kind)
    in_service_on = models.DateField("启用日")
    retired_on = models.DateField("停用日", null=True, blank=True)

    class Meta:
        db_table = "operations_item"
        constraints = (
            once("item"),
            ordered("item", "in_service_on", "retired_on"),
            models.CheckConstraint(
                condition=Q(kind__in=("hardware", "software", "network", "data")), name="operations_item_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Cause(Record):
    """A root cause (根因) as faults of one unit share it."""

    number = number("根因编号")
    name = models.TextField("根因", max_length=200)
    found_on = models.DateField("查明日")

    class Meta:
        db_table = "operations_cause"
        constraints = (once("cause"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
