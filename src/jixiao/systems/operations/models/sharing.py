"""The data catalogue (数据目录), its interfaces, and requests to share (共享申请)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, one_of, ordered, to


class CatalogueEntry(Record):
    """One data set of the catalogue."""

    number = number("目录编号")
    system = to("operations.System", "系统")
    name = models.TextField("数据名称", max_length=200)
    published_on = models.DateField("发布日", null=True, blank=True)
    retired_on = models.DateField("下架日", null=True, blank=True)

    class Meta:
        db_table = "operations_catalogue_entry"
        constraints = (once("catalogue_entry"), ordered("catalogue_entry", "published_on", "retired_on"))

    def __str__(self) -> str:
        return self.number


class InterfaceCheck(Record):
    """Whether the interface of a data set was up on a day (接口核查)."""

    NAMED_BY = ("entry__number", "number")

    entry = to("operations.CatalogueEntry", "数据目录")
    number = number("核查编号")
    checked_on = models.DateField("核查日")
    is_up = models.BooleanField("接口可用")

    class Meta:
        db_table = "operations_interface_check"
        constraints = (once("interface_check", "entry", "number"),)

    def __str__(self) -> str:
        return self.number


class SharingAnswer(models.TextChoices):
    """What became of a request."""

    PROVIDED = "provided", "已提供"
    REFUSED = "refused", "不予提供"


class SharingRequest(Record):
    """A department's request for data, and its answer; a refusal says why."""

    number = number("申请编号")
    entry = to("operations.CatalogueEntry", "数据目录")
    department = models.TextField("申请部门", max_length=200)
    asked_on = models.DateField("申请日")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日", null=True, blank=True)
    answer = models.TextField("答复", choices=SharingAnswer, blank=True, default="")
    reason = models.TextField("不予提供的理由", max_length=500, blank=True, default="")

    class Meta:
        db_table = "operations_sharing_request"
        constraints = (
            once("sharing_request"),
            one_of("sharing_request", "answer", SharingAnswer, optional=True),
            ordered("sharing_request", "asked_on", "due_on"),
            ordered("sharing_request", "asked_on", "answered_on"),
            models.CheckConstraint(
                condition=(Q(answered_on__isnull=True) & Q(answer="")) | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="operations_sharing_request_answered_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(reason=""), name="operations_sharing_request_refusal_has_reason"
            ),
        )

    def __str__(self) -> str:
        return self.number
