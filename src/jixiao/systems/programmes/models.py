"""Programmes, their target forms, versions and indicators, reviews and ex-ante approvals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person
from jixiao.rules.judgement.verdicts import Verdict
from jixiao.systems.programmes.states import APPROVED, DISCARDED, SUPERSEDED, VERSION

STATE_CHOICES = [(state.name, state.word) for state in VERSION.states.values()]


class Framework(models.TextChoices):
    """The indicator framework a form is made in, and keeps."""

    SHANGHAI_2020 = "shanghai-2020", "上海市2020年框架"
    MOF_2015_88 = "mof-2015-88", "财预〔2015〕88号框架"
    MOF_2021_101 = "mof-2021-101", "财预〔2021〕101号框架"


class Grade(models.TextChoices):
    """What a review says of the quality of targets. Not an evaluation grade, though the words are the same."""

    EXCELLENT = "优", "优"
    GOOD = "良", "良"
    FAIR = "中", "中"
    POOR = "差", "差"


class Recorded(models.Model):
    """Owner and the two clocks of every business row."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Programme(Recorded):
    """A project of the library (项目库). The owner is the unit that spends the money."""

    code = models.CharField(max_length=21, blank=True)
    name = models.TextField()
    sort_key = models.TextField()
    category = models.TextField(blank=True)
    performance_type = models.TextField(blank=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    #: a new major policy or project: its ex-ante approval is a prerequisite of declaring.
    needs_ex_ante = models.BooleanField(default=False)

    class Meta:
        db_table = "programme"
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="programme_has_name"),
            models.UniqueConstraint(fields=("owner", "name"), name="programme_name_once_in_unit"),
        )
        indexes = (models.Index(fields=("sort_key", "id"), name="programme_sorted"),)

    def __str__(self) -> str:
        return self.name


class TargetForm(Recorded):
    """The target form of a programme for a year, or of a whole department (programme is null)."""

    programme = models.ForeignKey(Programme, null=True, on_delete=models.PROTECT, related_name="forms")
    year = models.PositiveSmallIntegerField()
    framework = models.TextField(choices=Framework.choices)
    is_key = models.BooleanField(default=False)  # a key project is graded by points too

    class Meta:
        db_table = "target_form"
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "year"), condition=Q(programme__isnull=False), name="form_once_a_year"
            ),
            models.UniqueConstraint(
                fields=("owner", "year"), condition=Q(programme__isnull=True), name="department_form_once_a_year"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="form_year_sane"),
            models.CheckConstraint(condition=Q(framework__in=Framework.values), name="form_framework_known"),
        )


class FormVersion(Recorded):
    """One version of a target form. Approval locks it; a change is a new version with its reason."""

    form = models.ForeignKey(TargetForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.TextField(choices=STATE_CHOICES)
    #: goes up with every save, so that two people in one form are told.
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    change_reason = models.TextField(blank=True)
    drafted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # when a returned form has to come back
    saved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    #: what the official form states beyond the columns below, by the keys of ``jixiao read``.
    printed = models.JSONField(default=dict)

    form_title = models.TextField(blank=True)
    project_name = models.TextField()
    category = models.TextField(blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    gov_purchase_service = models.BooleanField(null=True, blank=True)
    performance_type = models.TextField(blank=True)
    overview = models.TextField(blank=True)  # 项目概况
    legal_basis = models.TextField(blank=True)  # 立项依据
    necessity = models.TextField(blank=True)  # 项目设立的必要性
    safeguards = models.TextField(blank=True)  # 保证项目实施的制度、措施
    plan = models.TextField(blank=True)  # 项目实施计划
    goals = models.TextField(blank=True)  # 总目标及阶段性目标
    total_budget_yuan = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    current_year_budget_yuan = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    prev_year_same_name_budget_yuan = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    prev_year_same_name_executed_yuan = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)

    class Meta:
        db_table = "form_version"
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="version_number_once"),
            models.UniqueConstraint(fields=("form",), condition=Q(state=APPROVED), name="one_approved_version_a_form"),
            models.UniqueConstraint(
                fields=("form",),
                condition=~Q(state__in=[APPROVED, SUPERSEDED, "discarded", "blocked"]),
                name="one_open_version_a_form",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in STATE_CHOICES]), name="version_state_known"
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="version_dates_in_order",
            ),
            *(
                models.CheckConstraint(condition=Q(**{f"{sum_}__isnull": True}) | Q(**{f"{sum_}__gte": 0}), name=name)
                for sum_, name in (
                    ("total_budget_yuan", "version_total_not_negative"),
                    ("current_year_budget_yuan", "version_budget_not_negative"),
                    ("prev_year_same_name_budget_yuan", "version_last_budget_not_negative"),
                    ("prev_year_same_name_executed_yuan", "version_last_executed_not_negative"),
                )
            ),
        )
        indexes = (
            # What a list adds up and sorts, without the narratives beside it: the list reads a twentieth of the pages.
            models.Index(
                fields=("form", "number"),
                include=("id", "owner", "state", "current_year_budget_yuan"),
                condition=~Q(state=DISCARDED),
                name="version_counts",
            ),
        )


class VersionWriter(Recorded):
    """Who has written in a version: none of them reviews or approves it. The database adds the rows itself."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="writers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "version_writer"
        constraints = (models.UniqueConstraint(fields=("version", "person"), name="writer_once_a_version"),)


class TargetIndicator(Recorded):
    """One indicator of a version with its target as printed and as understood."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    level1 = models.TextField(blank=True)
    level2 = models.TextField(blank=True)
    level3 = models.TextField()
    target_text = models.TextField(blank=True)
    parsed = models.JSONField(default=list)  # label format of docs/target-values.md
    direction = models.TextField(blank=True, choices=[("正向", "正向"), ("反向", "反向")])
    due_on = models.DateField(null=True, blank=True)
    basis = models.TextField(blank=True)  # 指标值依据
    actual_method = models.TextField(blank=True)  # 实际值的取得方式
    data_source = models.TextField(blank=True)  # 数据来源
    evidence = models.TextField(blank=True)  # 佐证资料
    weight = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    printed = models.JSONField(default=dict)  # as in FormVersion

    class Meta:
        db_table = "target_indicator"
        ordering = ("version_id", "number")
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="indicator_number_once"),)


class Review(Recorded):
    """A review of a version: sixteen checks, a grade, an opinion on the targets and on the money."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="reviews")
    stage = models.TextField(choices=[("department", "部门审核"), ("finance", "财政审核")])
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    #: check id → {"grade": 优/良/中/差, "points": decimal string, "reason": text}
    answers = models.JSONField(default=dict)
    grade = models.TextField(choices=Grade.choices, blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    opinion_on_targets = models.TextField(blank=True)
    opinion_on_budget = models.TextField(blank=True)
    #: the form as it was when this review decided, by the keys of ``jixiao read``; it shows what was mended since.
    form_seen = models.JSONField(default=dict, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "review"
        constraints = (
            models.UniqueConstraint(
                fields=("version", "stage"), condition=Q(decided_at__isnull=True), name="one_open_review_a_stage"
            ),
            models.CheckConstraint(condition=Q(grade="") | Q(grade__in=Grade.values), name="review_grade_known"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(grade=""), name="review_decided_has_grade"
            ),
        )


class ExAnteApproval(Recorded):
    """What another body decided before the programme could apply ("经信委核定"): issuer, document, verdict."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ex_ante_approvals")
    issuer = models.TextField()
    document_number = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    verdict = models.TextField(
        choices=[("support", "予以支持"), ("adjust", "调整后支持"), ("partial", "部分支持"), ("refuse", "不予支持")]
    )
    scope = models.TextField(blank=True)  # which part, when only part is supported
    approved_yuan = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)

    class Meta:
        db_table = "ex_ante_approval"
        constraints = (
            models.CheckConstraint(
                condition=~Q(verdict="partial") | ~Q(scope=""), name="ex_ante_partial_names_its_part"
            ),
        )


class FileReading(Recorded):
    """What was read in a dropped file, kept until a person confirms each form in it or lets it go."""

    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    file_name = models.TextField()
    digest = models.CharField(max_length=64)  # sha256 of the file
    year = models.PositiveSmallIntegerField()
    #: the forms as ``jixiao read`` prints them.
    forms = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    #: the original as it was read, block by block: {"kind": "lines"|"table", "cells": [[address, text], …]}
    original = models.JSONField(default=list)
    #: number of the form in the file (from 1) → the version made of it.
    confirmed = models.JSONField(default=dict)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "file_reading"


class IndicatorBinding(Recorded):
    """Which measure gives an indicator its actual value, as a person confirmed it; it is locked with its version.

    Bound is the indicator's name, not its row: while a form is written its rows change places.
    """

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="bindings")
    indicator = models.TextField()  # the name as measuring.named gives it
    measure = models.TextField(blank=True)  # empty: a person says that no record answers it
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "indicator_binding"
        constraints = (
            models.UniqueConstraint(fields=("version", "indicator"), name="binding_once_an_indicator"),
            models.CheckConstraint(condition=~Q(indicator=""), name="binding_names_its_indicator"),
        )


class MeasuredValue(Recorded):
    """An actual value (实际完成值) as a measure gave it from records. Rows are only added, and only by the program."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="measured_values")
    indicator = models.ForeignKey(TargetIndicator, on_delete=models.PROTECT, related_name="measured_values")
    year = models.PositiveSmallIntegerField()
    measure = models.TextField()
    measure_version = models.PositiveSmallIntegerField()
    aggregate = models.TextField(blank=True)  # how the number is made: share, mean, tally, …
    numerator = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    sum = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    count = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    records = models.PositiveBigIntegerField(default=0)
    value = models.DecimalField(max_digits=38, decimal_places=12, null=True)
    unit = models.TextField()
    freshness = models.DateTimeField(null=True)  # when the newest of the records was recorded
    computed_at = models.DateTimeField()
    engine = models.TextField()
    seconds = models.DecimalField(max_digits=10, decimal_places=3)
    query = models.TextField(blank=True)
    snapshot = models.TextField(blank=True)  # root of the snapshot; empty for live records
    #: of a checklist: [{"check": id, "passed": n, "applicable": n}, …]
    checks = models.JSONField(default=list)
    verdict = models.TextField(choices=[(verdict.value, verdict.word) for verdict in Verdict])
    why = models.TextField(blank=True)
    flags = models.JSONField(default=list)

    class Meta:
        db_table = "measured_value"
        constraints = (
            models.CheckConstraint(condition=Q(verdict__in=[each.value for each in Verdict]), name="measured_verdict"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(verdict__in=("not_reported", "not_applicable", "not_due")),
                name="measured_verdict_has_value",
            ),
        )
        indexes = (models.Index(fields=("indicator", "measure", "-id"), name="measured_latest"),)

    def to_json(self, programme: str) -> dict[str, Any]:
        """The stable shape of a measured value, with the verdict and its reason."""
        exact = ("numerator", "denominator", "sum", "count")
        return {
            "programme": programme,
            "indicator": self.indicator.level3,
            "measure": self.measure,
            "version": self.measure_version,
            **{name: _exactly(getattr(self, name)) for name in exact},
            "value": None if self.value is None else f"{self.value.normalize():f}",
            "records": self.records,
            "unit": self.unit,
            "freshness": self.freshness and self.freshness.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "engine": self.engine,
            "seconds": str(self.seconds),
            "query": self.query,
            "snapshot": self.snapshot or None,
            "year": self.year,
            "verdict": self.verdict,
            "why": self.why,
        }


def _exactly(number: Decimal | None) -> int | str | None:
    """A figure without the zeros that its column adds: a count as a whole number, an amount in words of decimals."""
    if number is None or number % 1:
        return None if number is None else f"{number.normalize():f}"
    return int(number)
