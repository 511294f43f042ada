"""Acceptances, their panels and their criteria."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from jixiao.foundation.registers.kept import Publish, kept

#: What no constraint of one row can say. Taking over old records (a named system actor) may record an acceptance as it
#: was; everybody else concludes one with its minutes and a panel of three (contracts.acceptance_members).
GUARDS = """
ALTER TABLE contract_milestone ADD CONSTRAINT contract_milestone_in_contract UNIQUE (id, contract_id);
ALTER TABLE acceptance ADD CONSTRAINT acceptance_milestone_of_same_contract
    FOREIGN KEY (milestone_id, contract_id) REFERENCES contract_milestone (id, contract_id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION public.acceptance_concluded_by_panel() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE concluded bigint;
BEGIN
    IF identity.everything() THEN
        RETURN NULL;
    ELSIF TG_TABLE_NAME = 'acceptance' THEN
        concluded := NEW.id;
    ELSE
        concluded := OLD.acceptance_id;
    END IF;
    IF EXISTS (SELECT FROM public.acceptance a WHERE a.id = concluded AND a.void_reason = '' AND a.conclusion <> ''
        AND (a.minutes_document = '' OR 3 > (SELECT count(*) FROM public.acceptance_member m
                                            WHERE m.acceptance_id = a.id AND m.void_reason = ''))) THEN
        RAISE EXCEPTION '验收结论应有纪要，验收组至少三人。' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'acceptance_concluded_by_panel', TABLE = 'acceptance';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER concluded_by_panel AFTER INSERT OR UPDATE ON acceptance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.conclusion <> '')
    EXECUTE FUNCTION public.acceptance_concluded_by_panel();
CREATE CONSTRAINT TRIGGER concluded_by_panel AFTER UPDATE OR DELETE ON acceptance_member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.acceptance_concluded_by_panel();

CREATE FUNCTION public.acceptance_member_independent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM public.acceptance a JOIN public.contract c ON c.id = a.contract_id
               WHERE a.id = NEW.acceptance_id AND (
                   btrim(c.supplier_name) = btrim(NEW.organisation)
                   OR EXISTS (SELECT FROM public.contract_party p WHERE p.contract_id = c.id AND p.void_reason = ''
                              AND p.role = 'seller' AND btrim(p.name) = btrim(NEW.organisation)))) THEN
        RAISE EXCEPTION '承建方的人不能写“不属承建方”。' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'acceptance_member_independent', TABLE = 'acceptance_member';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER independent AFTER INSERT OR UPDATE ON acceptance_member
    NOT DEFERRABLE FOR EACH ROW WHEN (NEW.is_independent AND NEW.void_reason = '')
    EXECUTE FUNCTION public.acceptance_member_independent();
"""
UNGUARDED = """
DROP TRIGGER independent ON acceptance_member;
DROP TRIGGER concluded_by_panel ON acceptance_member;
DROP TRIGGER concluded_by_panel ON acceptance;
DROP FUNCTION public.acceptance_member_independent();
DROP FUNCTION public.acceptance_concluded_by_panel();
ALTER TABLE acceptance DROP CONSTRAINT acceptance_milestone_of_same_contract;
ALTER TABLE contract_milestone DROP CONSTRAINT contract_milestone_in_contract;
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_parts_of_a_contract")]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
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
                        related_name="acceptances",
                        to="contracts.contract",
                        verbose_name="合同编号",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        help_text="写成 合同编号/阶段编号；验收整个合同的留空",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="contracts.milestone",
                        verbose_name="履行阶段",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="验收编号")),
                ("name", models.TextField(max_length=200, verbose_name="验收名称")),
                ("planned_on", models.DateField(verbose_name="验收方案日")),
                ("plan_document", models.TextField(blank=True, default="", max_length=60, verbose_name="验收方案文号")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="验收会日")),
                (
                    "minutes_document",
                    models.TextField(blank=True, default="", max_length=60, verbose_name="验收会纪要文号"),
                ),
                ("concluded_on", models.DateField(blank=True, null=True, verbose_name="结论日")),
                (
                    "conclusion",
                    models.TextField(
                        blank=True,
                        choices=[("passed", "通过"), ("conditional", "整改后通过"), ("failed", "不通过")],
                        default="",
                        verbose_name="验收结论",
                    ),
                ),
                ("rectified_on", models.DateField(blank=True, null=True, verbose_name="整改完成日")),
            ],
            options={
                "db_table": "acceptance",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="acceptance_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("held_on__gte", models.F("planned_on"))), name="acceptance_held_after_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("concluded_on__isnull", True), ("held_on__isnull", False), _connector="OR"),
                        name="acceptance_concluded_after_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("concluded_on__gte", models.F("held_on"))),
                        name="acceptance_concluded_not_before_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_on__isnull", True), ("conclusion", "")),
                            models.Q(models.Q(("conclusion", ""), _negated=True), ("concluded_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="acceptance_conclusion_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rectified_on__isnull", True),
                            models.Q(("conclusion__in", ("", "passed")), _negated=True),
                            _connector="OR",
                        ),
                        name="acceptance_rectified_if_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rectified_on__gte", models.F("concluded_on"))),
                        name="acceptance_rectified_after_conclusion",
                    ),
                ],
            },
        ),
        *kept("acceptance"),
        Publish("Acceptance", programme="contract__programme"),
        migrations.CreateModel(
            name="AcceptanceMember",
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
                    "acceptance",
                    models.ForeignKey(
                        help_text="写成 合同编号/验收编号",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="contracts.acceptance",
                        verbose_name="验收",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="成员序号")),
                ("name", models.TextField(max_length=60, verbose_name="成员姓名")),
                ("organisation", models.TextField(max_length=200, verbose_name="所在单位")),
                ("is_independent", models.BooleanField(verbose_name="不属承建方")),
                ("signed", models.BooleanField(default=False, verbose_name="已签字")),
            ],
            options={
                "db_table": "acceptance_member",
                "constraints": [
                    models.UniqueConstraint(fields=("acceptance", "number"), name="acceptance_member_number_once")
                ],
            },
        ),
        *kept("acceptance_member"),
        Publish("AcceptanceMember", programme="acceptance__contract__programme", hides=("name",)),
        migrations.CreateModel(
            name="AcceptanceCriterion",
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
                    "acceptance",
                    models.ForeignKey(
                        help_text="写成 合同编号/验收编号",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="contracts.acceptance",
                        verbose_name="验收",
                    ),
                ),
                ("number", models.TextField(max_length=60, verbose_name="内容序号")),
                ("requirement", models.TextField(max_length=500, verbose_name="验收要求")),
                ("result", models.TextField(blank=True, default="", max_length=500, verbose_name="验收情况")),
                ("is_met", models.BooleanField(blank=True, null=True, verbose_name="是否符合")),
            ],
            options={
                "db_table": "acceptance_criterion",
                "constraints": [
                    models.UniqueConstraint(fields=("acceptance", "number"), name="acceptance_criterion_number_once")
                ],
            },
        ),
        *kept("acceptance_criterion"),
        Publish("AcceptanceCriterion", programme="acceptance__contract__programme"),
        RunSQL(GUARDS, reverse_sql=UNGUARDED),
    ]
