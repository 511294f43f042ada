"""Files of the archive (档案): the papers of a contract, a change, an acceptance, an inspection, a release."""

from __future__ import annotations

from django.db import models

from jixiao.foundation.registers.models import Record
from jixiao.systems.contracts.models import common


class ArchiveFile(Record):
    """A file of the archive (档案案卷). It names what it is about by number, whichever system keeps that."""

    class About(models.TextChoices):
        """Whose papers it holds."""

        CONTRACT = "contract", "合同"
        CHANGE = "change", "变更"
        ACCEPTANCE = "acceptance", "验收"
        INSPECTION = "inspection", "巡检"
        RELEASE = "release", "发布"
        OTHER = "other", "其他"

    class Retention(models.TextChoices):
        """How long it is kept."""

        YEARS_10 = "years10", "10年"
        YEARS_30 = "years30", "30年"
        PERMANENT = "permanent", "永久"

    number = common.number_field("档号")
    programme = models.ForeignKey(
        "programmes.Programme",
        verbose_name="所属项目",
        help_text="填写项目库中的项目名称",
        on_delete=models.PROTECT,
        related_name="+",
    )
    about_kind = models.TextField("归档对象", choices=About)
    about_number = models.TextField("对象编号", max_length=120, help_text="合同编号，或 合同编号/变更编号 这样的编号")
    title = common.name_field("题名")
    filed_on = common.optional_day("归档日")
    is_complete = models.BooleanField("是否齐全", default=False)
    retention = models.TextField("保管期限", choices=Retention, blank=True, default="")
    location = common.optional_text("存放位置")

    class Meta:
        db_table = "archive_file"
        constraints = (common.once("owner", "number", name="archive_file_number_once"),)
