"""Recorded grades."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jixiao.foundation.grades.states import CONFIRMED, ENTERED, GRADE, ONCE, REJECTED
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person


class RecordedGrade(models.Model):
    """What an outside body wrote about a programme's indicator in a year. The owner is the unit that was graded."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme_id = models.BigIntegerField("项目")  # its published number: foundation does not know programmes
    programme = models.TextField("项目名称")
    year = models.PositiveSmallIntegerField("年度")
    indicator = models.TextField("指标", help_text="与绩效目标表中的三级指标名称一致")
    assessment = models.TextField("考核名称", help_text="例如：财政部会计管理工作考核")
    issuer = models.TextField("发文机关")
    document = models.TextField("文号", help_text="例如：财会〔2021〕3号")
    issued_on = models.DateField("发文日期")
    scale = ArrayField(models.TextField(), verbose_name="等次")  # best first
    grade = models.TextField("考核等次")
    wanted = models.TextField("目标等次")
    is_reached = models.BooleanField("是否达到")
    state = models.TextField(choices=[(each.name, each.word) for each in GRADE.states.values()], default=ENTERED)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "recorded_grade"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(GRADE.states)), name="recorded_grade_state_known"),
            models.CheckConstraint(
                condition=~Q(issuer="") & ~Q(document="") & ~Q(indicator="") & ~Q(assessment=""),
                name="recorded_grade_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | ~Q(first_by=F("entered_by")), name="recorded_grade_not_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (Q(first_by__isnull=False) & ~Q(second_by=F("first_by")) & ~Q(second_by=F("entered_by"))),
                name="recorded_grade_by_two_people",
            ),
            models.CheckConstraint(
                condition=(Q(state=ENTERED) & Q(first_by__isnull=True, second_by__isnull=True))
                | (Q(state=ONCE) & Q(first_by__isnull=False, second_by__isnull=True))
                | (Q(state=CONFIRMED) & Q(second_by__isnull=False, confirmed_at__isnull=False))
                | (Q(state=REJECTED) & Q(second_by__isnull=True)),
                name="recorded_grade_state_follows_people",
            ),
            models.UniqueConstraint(
                fields=("programme_id", "year", "indicator"),
                condition=~Q(state=REJECTED),
                name="recorded_grade_once",
            ),
        )

    def __str__(self) -> str:
        return self.assessment
