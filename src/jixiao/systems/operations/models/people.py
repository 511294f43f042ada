"""Who does the work: engineers, what they are qualified for, and what they promised."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.registers.fields import PersonalText
from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, ordered, to


class Engineer(Record):
    """An engineer (运维人员) of a supplier, at work for one programme."""

    number = number("人员编号")
    name = PersonalText("姓名", max_length=50)
    programme = to("programmes.Programme", "服务项目")
    supplier_name = models.TextField("所属单位", max_length=200)
    joined_on = models.DateField("到岗日")
    left_on = models.DateField("离岗日", null=True, blank=True)

    class Meta:
        db_table = "operations_engineer"
        constraints = (once("engineer"), ordered("engineer", "joined_on", "left_on"))

    def __str__(self) -> str:
        return self.number


class Qualification(Record):
    """What an engineer is qualified for (资格), and from when to when."""

    NAMED_BY = ("engineer__number", "number")

    engineer = to("operations.Engineer", "人员")
    number = number("证书编号")
    kind = models.TextField("资格", max_length=100)
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止", null=True, blank=True, help_text="长期有效的留空")

    class Meta:
        db_table = "operations_qualification"
        constraints = (
            once("qualification", "engineer", "number"),
            ordered("qualification", "valid_from", "valid_to"),
        )

    def __str__(self) -> str:
        return self.number


class Undertaking(Record):
    """An engineer's undertaking of secrecy (保密承诺)."""

    NAMED_BY = ("engineer__number", "number")

    engineer = to("operations.Engineer", "人员")
    number = number("承诺书编号")
    signed_on = models.DateField("签订日")
    valid_to = models.DateField("有效期止", null=True, blank=True, help_text="长期有效的留空")

    class Meta:
        db_table = "operations_undertaking"
        constraints = (once("undertaking", "engineer", "number"), ordered("undertaking", "signed_on", "valid_to"))

    def __str__(self) -> str:
        return self.number


class Duty(Record):
    """A turn of the rota (值班): who is to be there for which system, when."""

    NAMED_BY = ("engineer__number", "number")

    engineer = to("operations.Engineer", "人员")
    number = number()
    system = to("operations.System", "系统")
    day_on = models.DateField("值班日")
    from_minute = models.IntegerField("开始（当日第几分钟）", help_text="9:00 为 540")
    to_minute = models.IntegerField("结束（当日第几分钟）", help_text="18:00 为 1080")
    is_on_site = models.BooleanField("现场", default=True, blank=True)

    class Meta:
        db_table = "operations_duty"
        indexes = (models.Index(fields=("system", "day_on"), name="operations_duty_of_day"),)
        constraints = (
            once("duty", "engineer", "number"),
            models.CheckConstraint(
                condition=Q(from_minute__gte=0, to_minute__lte=1440, to_minute__gt=F("from_minute")),
                name="operations_duty_within_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.engineer_id} {self.number}"


class Attendance(Record):
    """When an engineer came and went (出勤)."""

    NAMED_BY = ("engineer__number", "number")

    engineer = to("operations.Engineer", "人员")
    number = number()
    system = to("operations.System", "系统")
    arrived_at = models.DateTimeField("到达时间")
    left_at = models.DateTimeField("离开时间")

    class Meta:
        db_table = "operations_attendance"
        indexes = (models.Index(fields=("system", "arrived_at"), name="operations_attendance_of_day"),)
        constraints = (
            once("attendance", "engineer", "number"),
            models.CheckConstraint(condition=Q(left_at__gt=F("arrived_at")), name="operations_attendance_order"),
        )

    def __str__(self) -> str:
        return f"{self.engineer_id} {self.number}"


class ServiceDay(Record):
    """A system's working day, settled (现场服务日): cover of 5*8 on site, qualified people on the rota.

    Made by ``actions.settle_attendance`` from rota and attendance, never typed.
    """

    NAMED_BY = ("system__number", "number")

    system = to("operations.System", "系统")
    number = number("日期")
    day_on = models.DateField("服务日")
    workday_ordinal = models.IntegerField("第几个工作日", help_text="自日历首日起")
    calendar_version = models.DateField("所用日历版本")
    required_seconds = models.IntegerField("应服务（秒）")
    covered_seconds = models.IntegerField("现场覆盖（秒）")
    is_covered = models.BooleanField("全程覆盖")
    qualified_engineers = models.IntegerField("值班的有资格人数")

    class Meta:
        db_table = "operations_service_day"
        constraints = (
            once("service_day", "system", "number"),
            models.CheckConstraint(
                condition=Q(covered_seconds__gte=0, covered_seconds__lte=F("required_seconds")),
                name="operations_service_day_covered_at_most",
            ),
        )

    def __str__(self) -> str:
        return f"{self.system_id} {self.number}"
