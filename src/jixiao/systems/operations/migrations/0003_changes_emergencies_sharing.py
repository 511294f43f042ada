"""Changes, engineering, emergencies, training, cooperation, security, assets, sharing and use as tables."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

from jixiao.foundation.registers.kept import Publish, kept


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0002_desk_faults_inspections_rota"),
        ("organisations", "0003_scope_by_hash"),
        ("people", "0005_recorder"),
        ("programmes", "0008_lists_read_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="目录编号")),
                ("name", models.TextField(max_length=200, verbose_name="数据名称")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="发布日")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="下架日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_catalogue_entry",
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="变更编号")),
                ("title", models.TextField(max_length=300, verbose_name="变更内容")),
                (
                    "risk",
                    models.TextField(choices=[("low", "低"), ("medium", "中"), ("high", "高")], verbose_name="风险"),
                ),
                ("requested_by", models.TextField(blank=True, default="", max_length=60, verbose_name="申请人")),
                ("requested_at", models.DateTimeField(verbose_name="申请时间")),
                ("assessed_at", models.DateTimeField(blank=True, null=True, verbose_name="评估时间")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="批准时间")),
                ("approved_by", models.TextField(blank=True, default="", max_length=60, verbose_name="批准人")),
                ("built_at", models.DateTimeField(blank=True, null=True, verbose_name="准备完成时间")),
                ("tested_at", models.DateTimeField(blank=True, null=True, verbose_name="测试通过时间")),
                ("deployed_at", models.DateTimeField(blank=True, null=True, verbose_name="上线时间")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="回顾时间")),
                ("rolled_back_at", models.DateTimeField(blank=True, null=True, verbose_name="回退时间")),
                ("rollback_plan", models.TextField(blank=True, default="", max_length=500, verbose_name="回退方案")),
                ("is_emergency", models.BooleanField(blank=True, default=False, verbose_name="紧急变更")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("requested", "已申请"),
                            ("assessed", "已评估"),
                            ("approved", "已批准"),
                            ("built", "已实施准备"),
                            ("tested", "已测试"),
                            ("deployed", "已上线"),
                            ("reviewed", "已回顾"),
                            ("rolled_back", "已回退"),
                        ],
                        default="requested",
                        editable=False,
                        verbose_name="状态",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.item",
                        verbose_name="配置项",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_change",
            },
        ),
        migrations.CreateModel(
            name="CooperationRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="请求编号")),
                ("department", models.TextField(max_length=200, verbose_name="提出部门")),
                ("content", models.TextField(max_length=500, verbose_name="内容")),
                ("asked_on", models.DateField(verbose_name="提出日")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_cooperation_request",
            },
        ),
        migrations.CreateModel(
            name="DepartmentUse",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="记录编号")),
                ("department", models.TextField(max_length=200, verbose_name="部门")),
                ("used_on", models.DateField(verbose_name="日期")),
                ("transactions", models.IntegerField(verbose_name="业务笔数")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_department_use",
            },
        ),
        migrations.CreateModel(
            name="Drill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="演练编号")),
                ("planned_on", models.DateField(verbose_name="计划日")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="演练日")),
                (
                    "report",
                    models.TextField(
                        blank=True, default="", help_text="文号或文件名", max_length=200, verbose_name="演练报告"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_drill",
            },
        ),
        migrations.CreateModel(
            name="DrillFinding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="序号")),
                ("content", models.TextField(max_length=500, verbose_name="问题")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="整改期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="整改完成日")),
                (
                    "drill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.drill",
                        verbose_name="演练",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_drill_finding",
            },
        ),
        migrations.CreateModel(
            name="Feature",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="功能编号")),
                ("name", models.TextField(max_length=200, verbose_name="功能名称")),
                ("planned_on", models.DateField(verbose_name="计划完成日")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="交付日")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="验收日")),
                ("is_accepted", models.BooleanField(blank=True, null=True, verbose_name="验收通过")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_feature",
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="事件编号")),
                ("occurred_at", models.DateTimeField(verbose_name="发生时间")),
                ("level", models.TextField(blank=True, default="", max_length=40, verbose_name="等级")),
                (
                    "is_confirmed",
                    models.BooleanField(blank=True, help_text="尚未核实的留空", null=True, verbose_name="经核实"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="处置完成日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_incident",
            },
        ),
        migrations.CreateModel(
            name="IntegrityCheck",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="核查编号")),
                ("checked_on", models.DateField(verbose_name="核查日")),
                ("records_checked", models.IntegerField(verbose_name="核查条数")),
                ("records_missing", models.IntegerField(verbose_name="丢失条数")),
                ("records_altered", models.IntegerField(verbose_name="被改动条数")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, default="", help_text="审计链批次或报告文号", max_length=200, verbose_name="依据"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_integrity_check",
            },
        ),
        migrations.CreateModel(
            name="InterfaceCheck",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="核查编号")),
                ("checked_on", models.DateField(verbose_name="核查日")),
                ("is_up", models.BooleanField(verbose_name="接口可用")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.catalogueentry",
                        verbose_name="数据目录",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_interface_check",
            },
        ),
        migrations.CreateModel(
            name="LongTermPaper",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="文件编号")),
                (
                    "kind",
                    models.TextField(
                        choices=[("plan", "长期规划"), ("review", "年度评估"), ("handover", "移交材料")],
                        verbose_name="类别",
                    ),
                ),
                ("name", models.TextField(max_length=200, verbose_name="名称")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日")),
                ("valid_from", models.DateField(verbose_name="生效日")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_long_term_paper",
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="会议编号")),
                ("planned_on", models.DateField(verbose_name="计划日")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="召开日")),
                (
                    "minutes",
                    models.TextField(
                        blank=True, default="", help_text="文号或文件名", max_length=200, verbose_name="会议纪要"
                    ),
                ),
                ("departments", models.TextField(blank=True, default="", max_length=500, verbose_name="参加部门")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_meeting",
            },
        ),
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="序号")),
                ("content", models.TextField(max_length=500, verbose_name="事项")),
                ("department", models.TextField(blank=True, default="", max_length=200, verbose_name="责任部门")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "db_table": "operations_action_item",
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="预案编号")),
                ("name", models.TextField(max_length=200, verbose_name="预案名称")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日")),
                ("valid_from", models.DateField(verbose_name="生效日")),
                ("valid_to", models.DateField(verbose_name="失效日")),
                ("response_minutes", models.IntegerField(verbose_name="响应时限（分钟）")),
                ("restore_minutes", models.IntegerField(verbose_name="恢复时限（分钟）")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_plan",
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="事件编号")),
                ("occurred_at", models.DateTimeField(verbose_name="发生时间")),
                ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="响应时间")),
                ("restored_at", models.DateTimeField(blank=True, null=True, verbose_name="恢复时间")),
                ("response_seconds", models.BigIntegerField(editable=False, null=True, verbose_name="响应用时（秒）")),
                ("restore_seconds", models.BigIntegerField(editable=False, null=True, verbose_name="恢复用时（秒）")),
                ("is_in_time", models.BooleanField(editable=False, null=True, verbose_name="按时")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.plan",
                        verbose_name="预案",
                    ),
                ),
            ],
            options={
                "db_table": "operations_emergency",
            },
        ),
        migrations.AddField(
            model_name="drill",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operations.plan", verbose_name="预案"
            ),
        ),
        migrations.CreateModel(
            name="PlanContact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="序号")),
                ("name", models.TextField(max_length=60, verbose_name="姓名")),
                ("duty", models.TextField(max_length=100, verbose_name="职责")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="核对日")),
                ("is_valid", models.BooleanField(blank=True, default=True, verbose_name="联系方式有效")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.plan",
                        verbose_name="预案",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_plan_contact",
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="发布编号")),
                ("version", models.TextField(max_length=60, verbose_name="版本")),
                ("released_at", models.DateTimeField(verbose_name="发布时间")),
                ("approved_by", models.TextField(blank=True, default="", max_length=60, verbose_name="批准人")),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.change",
                        verbose_name="变更",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_release",
            },
        ),
        migrations.CreateModel(
            name="SharingRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="申请编号")),
                ("department", models.TextField(max_length=200, verbose_name="申请部门")),
                ("asked_on", models.DateField(verbose_name="申请日")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日")),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        choices=[("provided", "已提供"), ("refused", "不予提供")],
                        default="",
                        verbose_name="答复",
                    ),
                ),
                ("reason", models.TextField(blank=True, default="", max_length=500, verbose_name="不予提供的理由")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.catalogueentry",
                        verbose_name="数据目录",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_sharing_request",
            },
        ),
        migrations.CreateModel(
            name="TrainingPlan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="计划编号")),
                ("year", models.IntegerField(verbose_name="年度")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_training_plan",
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="培训编号")),
                ("topic", models.TextField(max_length=200, verbose_name="主题")),
                ("held_on", models.DateField(verbose_name="培训日")),
                ("is_assessed", models.BooleanField(blank=True, default=False, verbose_name="已考核")),
                ("is_passed", models.BooleanField(blank=True, null=True, verbose_name="考核通过")),
                (
                    "engineer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.engineer",
                        verbose_name="人员",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.trainingplan",
                        verbose_name="培训计划",
                    ),
                ),
            ],
            options={
                "db_table": "operations_training",
            },
        ),
        migrations.CreateModel(
            name="Tuning",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="调优编号")),
                ("name", models.TextField(max_length=200, verbose_name="调优内容")),
                ("planned_on", models.DateField(verbose_name="计划完成日")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="完成日")),
                ("before_value", models.TextField(blank=True, default="", max_length=200, verbose_name="调优前")),
                ("after_value", models.TextField(blank=True, default="", max_length=200, verbose_name="调优后")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_tuning",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="账号")),
                ("department", models.TextField(blank=True, default="", max_length=200, verbose_name="部门")),
                ("enabled_on", models.DateField(verbose_name="启用日")),
                ("disabled_on", models.DateField(blank=True, null=True, verbose_name="停用日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.system",
                        verbose_name="系统",
                    ),
                ),
            ],
            options={
                "db_table": "operations_user",
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="序号")),
                ("signed_in_at", models.DateTimeField(verbose_name="登录时间")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.user",
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "db_table": "operations_sign_in",
            },
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("void_reason", models.TextField(blank=True, default="", verbose_name="作废理由")),
                ("number", models.TextField(max_length=60, verbose_name="资产编号")),
                ("name", models.TextField(max_length=200, verbose_name="名称")),
                ("kind", models.TextField(max_length=60, verbose_name="类别")),
                ("is_required", models.BooleanField(blank=True, default=True, verbose_name="必需")),
                ("in_service_on", models.DateField(blank=True, null=True, verbose_name="投用日")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="停用日")),
                ("warranty_to", models.DateField(blank=True, null=True, verbose_name="质保至")),
                ("maintenance_to", models.DateField(blank=True, null=True, verbose_name="维保至")),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="最近检查日")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="所属项目",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "operations_asset",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "number"), name="operations_asset_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("retired_on__gte", models.F("in_service_on"))),
                        name="operations_asset_retired_on_order",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_catalogue_entry_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("retired_on__gte", models.F("published_on"))),
                name="operations_catalogue_entry_retired_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_change_number_once"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("risk__in", ["low", "medium", "high"])), name="operations_change_risk_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["requested", "assessed", "approved", "built", "tested", "deployed", "reviewed", "rolled_back"],
                    )
                ),
                name="operations_change_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("rolled_back_at", None), ("deployed_at__isnull", False), _connector="OR"),
                name="operations_change_rolled_back_at_needs_deployed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at", None), models.Q(("approved_by", ""), _negated=True), _connector="OR"
                ),
                name="operations_change_approved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    ("requested_by", ""),
                    models.Q(("approved_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="operations_change_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_cooperation_request_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("asked_on"))),
                name="operations_cooperation_request_due_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_on__gte", models.F("asked_on"))),
                name="operations_cooperation_request_answered_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentuse",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_department_use_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("transactions__gte", 0)), name="operations_department_use_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="drillfinding",
            constraint=models.UniqueConstraint(fields=("drill", "number"), name="operations_drill_finding_number_once"),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_feature_number_once"),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_on", None), ("delivered_on__isnull", False), _connector="OR"),
                name="operations_feature_accepted_on_needs_delivered_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_on__gte", models.F("delivered_on"))),
                name="operations_feature_accepted_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_on__isnull", True), ("is_accepted__isnull", True)),
                    models.Q(("accepted_on__isnull", False), ("is_accepted__isnull", False)),
                    _connector="OR",
                ),
                name="operations_feature_acceptance_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_incident_number_once"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on", None), ("is_confirmed__isnull", False), _connector="OR"),
                name="operations_incident_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="integritycheck",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_integrity_check_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="integritycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("records_altered__gte", 0),
                    ("records_missing__gte", 0),
                    (
                        "records_checked__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("records_missing"), "+", models.F("records_altered")
                        ),
                    ),
                ),
                name="operations_integrity_check_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="interfacecheck",
            constraint=models.UniqueConstraint(
                fields=("entry", "number"), name="operations_interface_check_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="longtermpaper",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_long_term_paper_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="longtermpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["plan", "review", "handover"])),
                name="operations_long_term_paper_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="longtermpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                name="operations_long_term_paper_valid_to_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="longtermpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="operations_long_term_paper_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_meeting_number_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes", ""), ("held_on__isnull", False), _connector="OR"),
                name="operations_meeting_minutes_of_one_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="operations_action_item_number_once"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_plan_number_once"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="operations_plan_valid_to_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("response_minutes__gt", 0), ("restore_minutes__gt", 0)),
                name="operations_plan_times_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergency",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_emergency_number_once"),
        ),
        migrations.AddConstraint(
            model_name="emergency",
            constraint=models.CheckConstraint(
                condition=models.Q(("responded_at__gte", models.F("occurred_at"))),
                name="operations_emergency_occurred_responded",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergency",
            constraint=models.CheckConstraint(
                condition=models.Q(("restored_at__gte", models.F("occurred_at"))),
                name="operations_emergency_occurred_restored",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergency",
            constraint=models.CheckConstraint(
                condition=models.Q(("restored_at__gte", models.F("responded_at"))),
                name="operations_emergency_responded_restored",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergency",
            constraint=models.CheckConstraint(
                condition=models.Q(("restored_at", None), ("responded_at__isnull", False), _connector="OR"),
                name="operations_emergency_restored_at_needs_responded_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="drill",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_drill_number_once"),
        ),
        migrations.AddConstraint(
            model_name="plancontact",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="operations_plan_contact_number_once"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_release_number_once"),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.UniqueConstraint(
                fields=("owner", "number"), name="operations_sharing_request_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["provided", "refused", ""])),
                name="operations_sharing_request_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("asked_on"))),
                name="operations_sharing_request_due_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_on__gte", models.F("asked_on"))),
                name="operations_sharing_request_answered_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on__isnull", True), ("answer", "")),
                    models.Q(("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="operations_sharing_request_answered_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_sharing_request_refusal_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingplan",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_training_plan_number_once"),
        ),
        migrations.AddConstraint(
            model_name="trainingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="operations_training_plan_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.UniqueConstraint(fields=("engineer", "number"), name="operations_training_number_once"),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_passed__isnull", True), ("is_assessed", True), _connector="OR"),
                name="operations_training_passed_is_assessed",
            ),
        ),
        migrations.AddConstraint(
            model_name="tuning",
            constraint=models.UniqueConstraint(fields=("owner", "number"), name="operations_tuning_number_once"),
        ),
        migrations.AddConstraint(
            model_name="tuning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("completed_on", None), models.Q(("after_value", ""), _negated=True), _connector="OR"
                ),
                name="operations_tuning_completed_has_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("system", "number"), name="operations_user_number_once"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("disabled_on__gte", models.F("enabled_on"))),
                name="operations_user_disabled_on_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="signin",
            constraint=models.UniqueConstraint(fields=("user", "number"), name="operations_sign_in_number_once"),
        ),
        *kept("operations_change"),
        Publish("Change", programme="system__programme"),
        *kept("operations_release"),
        Publish("Release", programme="system__programme"),
        *kept("operations_feature"),
        Publish("Feature", programme="system__programme"),
        *kept("operations_tuning"),
        Publish("Tuning", programme="system__programme"),
        *kept("operations_plan"),
        Publish("Plan", programme="programme"),
        *kept("operations_plan_contact"),
        Publish("PlanContact", programme="plan__programme", hides=("name",)),
        *kept("operations_drill"),
        Publish("Drill", programme="plan__programme"),
        *kept("operations_drill_finding"),
        Publish("DrillFinding", programme="drill__plan__programme"),
        *kept("operations_emergency"),
        Publish("Emergency", programme="system__programme"),
        *kept("operations_training_plan"),
        Publish("TrainingPlan", programme="programme"),
        *kept("operations_training"),
        Publish("Training", programme="engineer__programme"),
        *kept("operations_meeting"),
        Publish("Meeting", programme="programme"),
        *kept("operations_action_item"),
        Publish("ActionItem", programme="meeting__programme"),
        *kept("operations_cooperation_request"),
        Publish("CooperationRequest", programme="programme"),
        *kept("operations_incident"),
        Publish("Incident", programme="system__programme"),
        *kept("operations_integrity_check"),
        Publish("IntegrityCheck", programme="system__programme"),
        *kept("operations_asset"),
        Publish("Asset", programme="programme"),
        *kept("operations_catalogue_entry"),
        Publish("CatalogueEntry", programme="system__programme"),
        *kept("operations_interface_check"),
        Publish("InterfaceCheck", programme="entry__system__programme"),
        *kept("operations_sharing_request"),
        Publish("SharingRequest", programme="entry__system__programme"),
        *kept("operations_user"),
        Publish("User", programme="system__programme"),
        *kept("operations_sign_in"),
        Publish("SignIn", programme="user__system__programme"),
        *kept("operations_department_use"),
        Publish("DepartmentUse", programme="system__programme"),
        *kept("operations_long_term_paper"),
        Publish("LongTermPaper", programme="programme"),
    ]
