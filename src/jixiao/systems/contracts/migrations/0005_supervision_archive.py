"""Supervision, and files of the archive."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from jixiao.foundation.registers.kept import Publish, kept


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_suppliers")]

    operations = [
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisions",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="监理编号")),
                ("supervisor_name", models.TextField(max_length=200, verbose_name="监理单位")),
                ("appointed_on", models.DateField(blank=True, null=True, verbose_name="委托日")),
                ("work_started_on", models.DateField(verbose_name="开工日")),
            ],
            options={
                "db_table": "supervision",
                "constraints": [models.UniqueConstraint(fields=("contract", "number"), name="supervision_number_once")],
            },
        ),
        *kept("supervision"),
        Publish("Supervision", programme="contract__programme"),
        migrations.CreateModel(
            name="SupervisionReport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                (
                    "supervision",
                    models.ForeignKey(
                        help_text="写成 合同编号/监理编号",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="contracts.supervision",
                        verbose_name="监理委托",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="报告编号")),
                ("period_from", models.DateField(verbose_name="报告期自")),
                ("period_to", models.DateField(verbose_name="报告期至")),
                ("due_on", models.DateField(verbose_name="应提交日")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="提交日")),
                ("document", models.TextField(blank=True, default="", max_length=60, verbose_name="报告文号")),
            ],
            options={
                "db_table": "supervision_report",
                "constraints": [
                    models.UniqueConstraint(fields=("supervision", "number"), name="supervision_report_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="supervision_report_days_in_order",
                    ),
                ],
            },
        ),
        *kept("supervision_report"),
        Publish("SupervisionReport", programme="supervision__contract__programme"),
        migrations.CreateModel(
            name="SupervisionFinding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                (
                    "report",
                    models.ForeignKey(
                        help_text="写成 合同编号/监理编号/报告编号",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="contracts.supervisionreport",
                        verbose_name="监理报告",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="问题编号")),
                ("content", models.TextField(max_length=500, verbose_name="问题")),
                ("raised_on", models.DateField(verbose_name="提出日")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="应整改日")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="关闭日")),
            ],
            options={
                "db_table": "supervision_finding",
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="supervision_finding_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closed_on__gte", models.F("raised_on"))),
                        name="supervision_finding_closed_after_raised",
                    ),
                ],
            },
        ),
        *kept("supervision_finding"),
        Publish("SupervisionFinding", programme="report__supervision__contract__programme"),
        migrations.CreateModel(
            name="ArchiveFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="档号")),
                (
                    "programme",
                    models.ForeignKey(
                        help_text="填写项目库中的项目名称",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "about_kind",
                    models.TextField(
                        choices=[
                            ("contract", "合同"),
                            ("change", "变更"),
                            ("acceptance", "验收"),
                            ("inspection", "巡检"),
                            ("release", "发布"),
                            ("other", "其他"),
                        ],
                        verbose_name="归档对象",
                    ),
                ),
                (
                    "about_number",
                    models.TextField(
                        help_text="合同编号，或 合同编号/变更编号 这样的编号", max_length=120, verbose_name="对象编号"
                    ),
                ),
                ("title", models.TextField(max_length=200, verbose_name="题名")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="归档日")),
                ("is_complete", models.BooleanField(default=False, verbose_name="是否齐全")),
                (
                    "retention",
                    models.TextField(
                        blank=True,
                        choices=[("years10", "10年"), ("years30", "30年"), ("permanent", "永久")],
                        default="",
                        verbose_name="保管期限",
                    ),
                ),
                ("location", models.TextField(blank=True, default="", max_length=200, verbose_name="存放位置")),
            ],
            options={
                "db_table": "archive_file",
                "constraints": [models.UniqueConstraint(fields=("owner", "number"), name="archive_file_number_once")],
            },
        ),
        *kept("archive_file"),
        Publish("ArchiveFile", programme="programme"),
    ]
