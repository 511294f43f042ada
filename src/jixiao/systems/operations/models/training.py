"""Training of engineers (运维人员培训)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, to


class TrainingPlan(Record):
    """The year's plan of training."""

    number = number("计划编号")
    programme = to("programmes.Programme", "所属项目")
    year = models.IntegerField("年度")
    approved_on = models.DateField("批准日", null=True, blank=True)

    class Meta:
        db_table = "operations_training_plan"
        constraints = (
            once("training_plan"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="operations_training_plan_year"),
        )

    def __str__(self) -> str:
        return self.number


class Training(Record):
    """One engineer at one training, assessed or not."""

    NAMED_BY = ("engineer__number", "number")

    engineer = to("operations.Engineer", "人员")
    number = number("培训编号")
    plan = to("operations.TrainingPlan", "培训计划", optional=True)
    topic = models.TextField("主题", max_length=200)
    held_on = models.DateField("培训日")
    is_assessed = models.BooleanField("已考核", default=False, blank=True)
    is_passed = models.BooleanField("考核通过", null=True, blank=True)

    class Meta:
        db_table = "operations_training"
        constraints = (
            once("training", "engineer", "number"),
            models.CheckConstraint(
                condition=Q(is_passed__isnull=True) | Q(is_assessed=True), name="operations_training_passed_is_assessed"
            ),
        )

    def __str__(self) -> str:
        return self.number
