"""Assets and facilities (配套设施), and the papers of the long run (长效管理)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, one_of, ordered, to


class Asset(Record):
    """An asset or facility that the service stands on."""

    number = number("资产编号")
    name = models.TextField("名称", max_length=200)
    programme = to("programmes.Programme", "所属项目")
    kind = models.TextField("类别", max_length=60)
    is_required = models.BooleanField("必需", default=True, blank=True)
    in_service_on = models.DateField("投用日", null=True, blank=True)
    retired_on = models.DateField("停用日", null=True, blank=True)
    warranty_to = models.DateField("质保至", null=True, blank=True)
    maintenance_to = models.DateField("维保至", null=True, blank=True)
    inspected_on = models.DateField("最近检查日", null=True, blank=True)

    class Meta:
        db_table = "operations_asset"
        constraints = (once("asset"), ordered("asset", "in_service_on", "retired_on"))

    def __str__(self) -> str:
        return self.number


class PaperKind(models.TextChoices):
    """What keeps a service going beyond a contract."""

    PLAN = "plan", "长期规划"
    REVIEW = "review", "年度评估"
    HANDOVER = "handover", "移交材料"


class LongTermPaper(Record):
    """A paper of the long run: plan, yearly review, handover."""

    number = number("文件编号")
    programme = to("programmes.Programme", "所属项目")
    kind = models.TextField("类别", choices=PaperKind)
    name = models.TextField("名称", max_length=200)
    approved_on = models.DateField("批准日", null=True, blank=True)
    valid_from = models.DateField("生效日")
    valid_to = models.DateField("失效日", null=True, blank=True)

    class Meta:
        db_table = "operations_long_term_paper"
        constraints = (
            once("long_term_paper"),
            one_of("long_term_paper", "kind", PaperKind),
            ordered("long_term_paper", "valid_from", "valid_to"),
            models.CheckConstraint(condition=~Q(name=""), name="operations_long_term_paper_has_name"),
        )

    def __str__(self) -> str:
        return self.number
