"""The parts of a contract: parties, clauses, milestones, changes."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from jixiao.foundation.registers.kept import Publish, kept, widened


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="closed_on",
            field=models.DateField(blank=True, help_text="全部验收并付清的那一天", null=True, verbose_name="结清日"),
        ),
        migrations.AddField(
            model_name="contract",
            name="kind",
            field=models.TextField(
                choices=[
                    ("maintenance", "运维服务"),
                    ("development", "软件开发"),
                    ("goods", "货物"),
                    ("supervision", "监理"),
                    ("other", "其他"),
                ],
                default="other",
                verbose_name="合同类别",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="procurement_number",
            field=models.TextField(blank=True, default="", max_length=60, verbose_name="采购项目编号"),
        ),
        migrations.AlterField(
            model_name="contract",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                help_text="填写项目库中的项目名称",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.programme",
                verbose_name="所属项目",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("supplier_credit_code__regex", "^([0-9A-HJ-NPQRTUWXY]{18})?$")),
                name="contract_credit_code_shaped",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on__isnull", True), ("signed_on__isnull", False), _connector="OR"),
                name="contract_closed_only_when_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on__gte", models.F("signed_on"))), name="contract_closed_after_signed"
            ),
        ),
        widened("contract"),
        Publish("Contract", programme="programme"),
        migrations.CreateModel(
            name="Party",
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
                        related_name="parties",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="当事人序号")),
                (
                    "role",
                    models.TextField(
                        choices=[("buyer", "甲方"), ("seller", "乙方"), ("third", "丙方"), ("supervisor", "监理方")],
                        verbose_name="地位",
                    ),
                ),
                ("name", models.TextField(max_length=200, verbose_name="当事人名称")),
                (
                    "credit_code",
                    models.TextField(blank=True, default="", max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("signatory", models.TextField(blank=True, default="", max_length=60, verbose_name="签字人")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签字盖章日")),
            ],
            options={
                "db_table": "contract_party",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contract_party_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("credit_code__regex", "^([0-9A-HJ-NPQRTUWXY]{18})?$")),
                        name="contract_party_credit_code_shaped",
                    ),
                ],
            },
        ),
        *kept("contract_party"),
        Publish("Party", programme="contract__programme", hides=("signatory",)),
        migrations.CreateModel(
            name="Clause",
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
                        related_name="clauses",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="条款号")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("subject", "标的"),
                            ("price", "价款"),
                            ("term", "履行期限"),
                            ("quality", "质量要求"),
                            ("acceptance", "验收"),
                            ("payment", "付款"),
                            ("breach", "违约责任"),
                            ("confidentiality", "保密"),
                            ("dispute", "争议解决"),
                            ("other", "其他"),
                        ],
                        verbose_name="条款类别",
                    ),
                ),
                ("content", models.TextField(max_length=2000, verbose_name="条款内容")),
            ],
            options={
                "db_table": "contract_clause",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contract_clause_number_once")
                ],
            },
        ),
        *kept("contract_clause"),
        Publish("Clause", programme="contract__programme", hides=("content",)),
        migrations.CreateModel(
            name="Milestone",
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
                        related_name="milestones",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="阶段编号")),
                ("name", models.TextField(max_length=200, verbose_name="阶段名称")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="应完成日")),
                (
                    "amount_yuan",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=17, null=True, verbose_name="阶段金额（元）"
                    ),
                ),
                ("deliverable", models.TextField(blank=True, default="", max_length=200, verbose_name="交付物")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="完成日")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="付款日")),
                ("is_final", models.BooleanField(default=False, verbose_name="是否尾款阶段")),
            ],
            options={
                "db_table": "contract_milestone",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contract_milestone_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__isnull", True), ("amount_yuan__gte", 0), _connector="OR"),
                        name="contract_milestone_not_negative",
                    ),
                ],
            },
        ),
        *kept("contract_milestone"),
        Publish("Milestone", programme="contract__programme"),
        migrations.CreateModel(
            name="ContractChange",
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
                        related_name="changes",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="变更编号")),
                ("reason", models.TextField(max_length=500, verbose_name="变更事由")),
                ("requested_on", models.DateField(verbose_name="申请日")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日")),
                ("approved_by", models.TextField(blank=True, default="", max_length=60, verbose_name="批准人")),
                ("document", models.TextField(blank=True, default="", max_length=60, verbose_name="补充协议文号")),
                (
                    "amount_change_yuan",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="减少写负数；金额不变的留空",
                        max_digits=17,
                        null=True,
                        verbose_name="金额增减（元）",
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="生效日")),
            ],
            options={
                "db_table": "contract_change",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contract_change_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("approved_on__gte", models.F("requested_on"))),
                        name="contract_change_approved_after_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_on__isnull", True), ("approved_on__isnull", False), _connector="OR"
                        ),
                        name="contract_change_effective_if_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_on__gte", models.F("approved_on"))),
                        name="contract_change_effective_after_approval",
                    ),
                ],
            },
        ),
        *kept("contract_change"),
        Publish("ContractChange", programme="contract__programme"),
    ]
