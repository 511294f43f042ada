"""Inspections (巡检) and self-checks (自检) with their checklists."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import needs, number, once, one_of, ordered, to


class InspectionKind(models.TextChoices):
    """Who looks: the supplier's engineers on site, or the system at itself."""

    INSPECTION = "inspection", "巡检"
    SELF_CHECK = "self_check", "自检"


class Result(models.TextChoices):
    """What an inspection found on the whole."""

    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"


class Answer(models.TextChoices):
    """What was found at one item of the checklist."""

    NORMAL = "normal", "正常"
    ABNORMAL = "abnormal", "异常"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Inspection(Record):
    """An inspection or self-check: planned, done, signed, with its report."""

    number = number("检查编号")
    system = to("operations.System", "系统")
    kind = models.TextField("类别", choices=InspectionKind)
    planned_on = models.DateField("计划日")
    done_on = models.DateField("完成日", null=True, blank=True)
    engineer = to("operations.Engineer", "检查人", optional=True, help_text="人员编号")
    result = models.TextField("结论", choices=Result, blank=True, default="")
    report = models.TextField("检查报告", max_length=200, blank=True, default="", help_text="文号或文件名")
    signed_on = models.DateField("签字日", null=True, blank=True)

    is_completed = models.BooleanField("已完成", default=False, editable=False)

    class Meta:
        db_table = "operations_inspection"
        constraints = (
            once("inspection"),
            one_of("inspection", "kind", InspectionKind),
            one_of("inspection", "result", Result, optional=True),
            ordered("inspection", "done_on", "signed_on"),
            needs("inspection", "signed_on", "done_on"),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(result=""), name="operations_inspection_done_has_result"
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | ~Q(report=""), name="operations_inspection_signed_has_report"
            ),
        )

    def __str__(self) -> str:
        return self.number


class InspectionItem(Record):
    """One item of the checklist (检查项) with its answer."""

    NAMED_BY = ("inspection__number", "number")

    inspection = to("operations.Inspection", "检查")
    number = number("序号")
    item = models.TextField("检查项", max_length=200)
    answer = models.TextField("结果", choices=Answer, blank=True, default="")
    note = models.TextField("说明", max_length=500, blank=True, default="", help_text="异常的必须说明")

    class Meta:
        db_table = "operations_inspection_item"
        constraints = (
            once("inspection_item", "inspection", "number"),
            one_of("inspection_item", "answer", Answer, optional=True),
            models.CheckConstraint(
                condition=~Q(answer="abnormal") | ~Q(note=""), name="operations_inspection_item_abnormal_is_explained"
            ),
        )

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.number}"
