"""The pool, panels with their judges, the judges' opinions, and what they make together."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.panels.states import CANCELLED, JUDGING, OPENED, PANEL, PREPARING
from jixiao.foundation.people.models import Person

#: The bands that a judge may choose, best first, in the order of the dated parameter.
BANDS = (
    ("achieved", gettext_noop("达成预期")),
    ("partly", gettext_noop("部分达成")),
    ("not_achieved", gettext_noop("未达成")),
)


class _Kept(models.Model):
    """Owner (who convenes, not who is measured) and the two clocks."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class PanelExpert(_Kept):
    """Somebody in the pool (专家库): may be drawn until taken out."""

    person = models.ForeignKey(Person, verbose_name="人员", on_delete=models.PROTECT, related_name="+")
    speciality = models.TextField("专业", help_text="例如：信息化、财务会计、公共管理")
    left_at = models.DateTimeField("出库时间", null=True)

    class Meta:
        db_table = "panel_expert"
        ordering = ("person__sort_key", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(speciality=""), name="panel_expert_has_speciality"),
            models.UniqueConstraint(
                fields=("owner", "person"), condition=Q(left_at__isnull=True), name="panel_expert_once_in_pool"
            ),
        )


class Panel(_Kept):
    """One question about one programme in one year, put to judges. The draw is made once, the opening once."""

    programme_id = models.BigIntegerField("项目")  # its published number: foundation does not know programmes
    programme = models.TextField("项目名称")
    measured = models.ForeignKey(Organisation, verbose_name="被评判单位", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    indicator = models.TextField("指标", help_text="与绩效目标表中的三级指标名称一致")
    question = models.TextField("评判的问题", help_text="写明判断什么、看哪些材料")
    seats = models.PositiveSmallIntegerField("评判人数")
    state = models.TextField(choices=[(each.name, each.word) for each in PANEL.states.values()], default=PREPARING)
    convened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    #: the people among whom was drawn, by number, and what fixes them; then the seed, made after them.
    pool = ArrayField(models.BigIntegerField(), default=list)
    pool_digest = models.CharField(max_length=64, blank=True, default="")
    seed = models.CharField(max_length=32, blank=True, default="")
    drawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panel"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(PANEL.states)), name="panel_state_known"),
            models.CheckConstraint(condition=Q(seats__gte=3), name="panel_has_three_seats"),
            models.CheckConstraint(condition=~Q(indicator="") & ~Q(question=""), name="panel_says_what"),
            models.CheckConstraint(
                condition=Q(state__in=[PREPARING, CANCELLED]) | (Q(drawn_at__isnull=False) & ~Q(seed="")),
                name="panel_drawn_by_a_seed",
            ),
            models.CheckConstraint(
                condition=Q(state=OPENED, opened_at__isnull=False) | (~Q(state=OPENED) & Q(opened_at__isnull=True)),
                name="panel_opened_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=("programme_id", "year", "indicator"),
                condition=Q(state__in=[PREPARING, JUDGING, OPENED]),
                name="panel_once_for_a_question",
            ),
        )

    def __str__(self) -> str:
        return self.indicator


class PanelJudge(_Kept):
    """Somebody who was drawn. ``place`` is the place in the drawn order; who steps back is followed by the next."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="judges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    #: judges are named, also to those who do not see the people of another unit.
    name = models.TextField()
    organisation = models.TextField()
    place = models.PositiveSmallIntegerField()
    declared_at = models.DateTimeField(null=True)  # that there is no conflict of interest
    recused_at = models.DateTimeField(null=True)
    recusal_reason = models.TextField(blank=True, default="")
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panel_judge"
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("panel", "person"), name="panel_judge_once"),
            models.UniqueConstraint(fields=("panel", "place"), name="panel_judge_place_once"),
            models.CheckConstraint(
                condition=Q(recused_at__isnull=True) | (~Q(recusal_reason="") & Q(handed_in_at__isnull=True)),
                name="panel_judge_steps_back_with_reason_and_in_time",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(declared_at__isnull=False),
                name="panel_judge_declares_first",
            ),
        )


class PanelOpinion(_Kept):
    """What one judge thinks. Nobody else reads it before the opening, and nobody ever changes it."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    organisation = models.TextField()
    band = models.TextField("档次", choices=BANDS)
    points = models.PositiveSmallIntegerField("分值")
    reason = models.TextField("理由")
    evidence = models.TextField("依据")
    salt = models.CharField(max_length=32)
    #: in the history from the moment it is handed in, while what it seals is not.
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "panel_opinion"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("panel", "person"), name="panel_opinion_once"),
            models.CheckConstraint(condition=Q(band__in=[name for name, _word in BANDS]), name="panel_band_known"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=100), name="panel_points_in_hundred"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(evidence=""), name="panel_opinion_has_its_reason"),
            models.CheckConstraint(condition=~Q(salt="") & ~Q(seal=""), name="panel_opinion_is_sealed"),
        )


class PanelResult(_Kept):
    """What the opinions make together, worked out once at the opening."""

    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="result")
    counted = ArrayField(models.BigIntegerField())  # the people whose points count towards the mean
    points_sum = models.PositiveIntegerField()
    points_count = models.PositiveSmallIntegerField()
    #: agreement within the panel, exact; below zero when the judges fall into opposite camps.
    agreement_numerator = models.BigIntegerField()
    agreement_denominator = models.BigIntegerField()

    class Meta:
        db_table = "panel_result"
        constraints = (
            models.CheckConstraint(
                condition=Q(points_count__gte=3, agreement_denominator__gte=1), name="panel_result_of_three"
            ),
        )
