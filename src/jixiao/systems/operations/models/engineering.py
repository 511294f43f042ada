"""What is built during maintenance: features (功能开发) and performance tuning (性能调优)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import needs, number, once, ordered, to


class Feature(Record):
    """A feature: planned, delivered, accepted or not."""

    number = number("功能编号")
    system = to("operations.System", "系统")
    name = models.TextField("功能名称", max_length=200)
    planned_on = models.DateField("计划完成日")
    delivered_on = models.DateField("交付日", null=True, blank=True)
    accepted_on = models.DateField("验收日", null=True, blank=True)
    is_accepted = models.BooleanField("验收通过", null=True, blank=True)

    class Meta:
        db_table = "operations_feature"
        constraints = (
            once("feature"),
            needs("feature", "accepted_on", "delivered_on"),
            ordered("feature", "delivered_on", "accepted_on"),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True, is_accepted__isnull=True)
                | Q(accepted_on__isnull=False, is_accepted__isnull=False),
                name="operations_feature_acceptance_says_which",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Tuning(Record):
    """A tuning of performance: planned, completed, with figures before and after."""

    number = number("调优编号")
    system = to("operations.System", "系统")
    name = models.TextField("调优内容", max_length=200)
    planned_on = models.DateField("计划完成日")
    completed_on = models.DateField("完成日", null=True, blank=True)
    before_value = models.TextField("调优前", max_length=200, blank=True, default="")
    after_value = models.TextField("调优后", max_length=200, blank=True, default="")

    class Meta:
        db_table = "operations_tuning"
        constraints = (
            once("tuning"),
            models.CheckConstraint(
                condition=Q(completed_on=None) | ~Q(after_value=""), name="operations_tuning_completed_has_figure"
            ),
        )

    def __str__(self) -> str:
        return self.number
