"""Changes (变更) of what is served, and releases (发布)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import needs, number, once, one_of, ordered, to


class Risk(models.TextChoices):
    """What a change may break."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class ChangeState(models.TextChoices):
    """How far a change has come."""

    REQUESTED = "requested", "已申请"
    ASSESSED = "assessed", "已评估"
    APPROVED = "approved", "已批准"
    BUILT = "built", "已实施准备"
    TESTED = "tested", "已测试"
    DEPLOYED = "deployed", "已上线"
    REVIEWED = "reviewed", "已回顾"
    ROLLED_BACK = "rolled_back", "已回退"


#: Moments that no change can have before it was asked for. Among themselves they may stand in the wrong order: that
#: is what happened, and is found.
_AFTER_REQUEST = ("assessed_at", "approved_at", "built_at", "tested_at", "deployed_at")


class Change(Record):
    """A change in production: requested, assessed, approved before it is done, tested, with a way back.

    That one was deployed without approval, or approved afterwards, is a violation that the records must be able to
    show: it is entered as it happened and fails the check of its measure.
    """

    number = number("变更编号")
    system = to("operations.System", "系统")
    item = to("operations.Item", "配置项", optional=True)
    title = models.TextField("变更内容", max_length=300)
    risk = models.TextField("风险", choices=Risk)
    requested_by = models.TextField("申请人", max_length=60, blank=True, default="")
    requested_at = models.DateTimeField("申请时间")
    assessed_at = models.DateTimeField("评估时间", null=True, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.TextField("批准人", max_length=60, blank=True, default="")
    built_at = models.DateTimeField("准备完成时间", null=True, blank=True)
    tested_at = models.DateTimeField("测试通过时间", null=True, blank=True)
    deployed_at = models.DateTimeField("上线时间", null=True, blank=True)
    reviewed_at = models.DateTimeField("回顾时间", null=True, blank=True)
    rolled_back_at = models.DateTimeField("回退时间", null=True, blank=True)
    rollback_plan = models.TextField("回退方案", max_length=500, blank=True, default="")
    is_emergency = models.BooleanField("紧急变更", default=False, blank=True)

    state = models.TextField("状态", choices=ChangeState, default=ChangeState.REQUESTED, editable=False)

    class Meta:
        db_table = "operations_change"
        constraints = (
            once("change"),
            one_of("change", "risk", Risk),
            one_of("change", "state", ChangeState),
            *(ordered("change", "requested_at", moment) for moment in _AFTER_REQUEST),
            needs("change", "reviewed_at", "deployed_at"),
            needs("change", "rolled_back_at", "deployed_at"),
            ordered("change", "deployed_at", "reviewed_at"),
            ordered("change", "deployed_at", "rolled_back_at"),
            models.CheckConstraint(
                condition=Q(approved_at=None) | ~Q(approved_by=""), name="operations_change_approved_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | Q(requested_by="") | ~Q(approved_by=models.F("requested_by")),
                name="operations_change_two_people",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Release(Record):
    """A version of a system put into service (发布)."""

    number = number("发布编号")
    system = to("operations.System", "系统")
    change = to("operations.Change", "变更", optional=True)
    version = models.TextField("版本", max_length=60)
    released_at = models.DateTimeField("发布时间")
    approved_by = models.TextField("批准人", max_length=60, blank=True, default="")

    class Meta:
        db_table = "operations_release"
        constraints = (once("release"),)

    def __str__(self) -> str:
        return self.number
