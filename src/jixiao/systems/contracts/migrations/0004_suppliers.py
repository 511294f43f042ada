"""Suppliers, and what contracts require of them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from jixiao.foundation.registers.kept import Publish, kept


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_acceptance")]

    operations = [
        migrations.CreateModel(
            name="RequiredQualification",
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
                        related_name="required_qualifications",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="要求序号")),
                (
                    "kind",
                    models.TextField(help_text="与供应商资质的名称一字不差", max_length=200, verbose_name="资质名称"),
                ),
            ],
            options={
                "db_table": "required_qualification",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="required_qualification_number_once")
                ],
            },
        ),
        *kept("required_qualification"),
        Publish("RequiredQualification", programme="contract__programme"),
        migrations.CreateModel(
            name="Qualification",
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
                ("number", models.TextField(max_length=60, verbose_name="证书编号")),
                ("supplier_credit_code", models.TextField(max_length=18, verbose_name="供应商统一社会信用代码")),
                ("supplier_name", models.TextField(max_length=200, verbose_name="供应商")),
                ("kind", models.TextField(max_length=200, verbose_name="资质名称")),
                ("issuer", models.TextField(blank=True, default="", max_length=200, verbose_name="发证机构")),
                ("valid_from", models.DateField(verbose_name="有效期自")),
                (
                    "valid_to",
                    models.DateField(blank=True, help_text="长期有效的留空", null=True, verbose_name="有效期至"),
                ),
            ],
            options={
                "db_table": "supplier_qualification",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "number"), name="supplier_qualification_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="supplier_qualification_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supplier_credit_code__regex", "^([0-9A-HJ-NPQRTUWXY]{18})?$")),
                        name="supplier_qualification_credit_code",
                    ),
                ],
            },
        ),
        *kept("supplier_qualification"),
        Publish("Qualification"),
        migrations.CreateModel(
            name="Sanction",
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
                ("number", models.TextField(max_length=60, verbose_name="处罚文号")),
                ("supplier_credit_code", models.TextField(max_length=18, verbose_name="供应商统一社会信用代码")),
                ("supplier_name", models.TextField(max_length=200, verbose_name="供应商")),
                (
                    "source",
                    models.TextField(
                        help_text="公布的机关或名单，例如 政府采购严重违法失信行为记录名单",
                        max_length=200,
                        verbose_name="来源",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="起始日")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="截止日")),
            ],
            options={
                "db_table": "supplier_sanction",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "number"), name="supplier_sanction_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="supplier_sanction_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supplier_credit_code__regex", "^([0-9A-HJ-NPQRTUWXY]{18})?$")),
                        name="supplier_sanction_credit_code",
                    ),
                ],
            },
        ),
        *kept("supplier_sanction"),
        Publish("Sanction"),
        migrations.CreateModel(
            name="Assessment",
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
                        related_name="assessments",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="评价编号")),
                ("assessed_on", models.DateField(verbose_name="评价日")),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="得分")),
                ("full_points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="满分")),
                ("conclusion", models.TextField(blank=True, default="", max_length=500, verbose_name="评价结论")),
            ],
            options={
                "db_table": "supplier_assessment",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="supplier_assessment_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("full_points__gt", 0), ("points__gte", 0), ("points__lte", models.F("full_points"))
                        ),
                        name="supplier_assessment_points_in_range",
                    ),
                ],
            },
        ),
        *kept("supplier_assessment"),
        Publish("Assessment", programme="contract__programme"),
    ]
