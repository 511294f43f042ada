"""What measures an indicator, locked with its version; and what was measured, which only grows and nobody types."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from jixiao.foundation.identity.policies import guarded

LOCKED = """
CREATE FUNCTION binding_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bound bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM form_version v
                   WHERE v.id = bound AND v.state IN ('draft', 'amending', 'returned')) THEN
        RAISE EXCEPTION '目标表不在编制中，指标的取数方式不能改动'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'binding_locked_with_version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER is_open BEFORE INSERT OR UPDATE OR DELETE ON indicator_binding
    FOR EACH ROW EXECUTE FUNCTION binding_is_open();
CREATE TRIGGER writer_of_new AFTER INSERT ON indicator_binding REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_indicator_writer();
CREATE TRIGGER writer_of_changed AFTER UPDATE ON indicator_binding REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_indicator_writer();
"""

MEASURED = """
CREATE FUNCTION value_is_measured() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF identity.actor() <> 'system:measure' THEN
        RAISE EXCEPTION '实际完成值只由业务记录计算得出，不能填写'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'value_is_measured';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_measured BEFORE INSERT ON measured_value FOR EACH ROW EXECUTE FUNCTION value_is_measured();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON measured_value
    FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_scope_by_hash"),
        ("people", "0005_recorder"),
        ("programmes", "0008_lists_read_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorBinding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("indicator", models.TextField()),
                ("measure", models.TextField(blank=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="programmes.formversion",
                    ),
                ),
            ],
            options={
                "db_table": "indicator_binding",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "indicator"), name="binding_once_an_indicator"),
                    models.CheckConstraint(
                        condition=models.Q(("indicator", ""), _negated=True), name="binding_names_its_indicator"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasuredValue",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("measure", models.TextField()),
                ("measure_version", models.PositiveSmallIntegerField()),
                ("aggregate", models.TextField(blank=True)),
                ("numerator", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
                ("denominator", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
                ("sum", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
                ("count", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
                ("records", models.PositiveBigIntegerField(default=0)),
                ("value", models.DecimalField(decimal_places=12, max_digits=38, null=True)),
                ("unit", models.TextField()),
                ("freshness", models.DateTimeField(null=True)),
                ("computed_at", models.DateTimeField()),
                ("engine", models.TextField()),
                ("seconds", models.DecimalField(decimal_places=3, max_digits=10)),
                ("query", models.TextField(blank=True)),
                ("snapshot", models.TextField(blank=True)),
                ("checks", models.JSONField(default=list)),
                (
                    "verdict",
                    models.TextField(
                        choices=[
                            ("met", "达标"),
                            ("partly", "部分"),
                            ("not_met", "未达"),
                            ("not_due", "未到期"),
                            ("not_proven", "未证实"),
                            ("not_reported", "未报告"),
                            ("not_applicable", "不适用"),
                            ("cannot_tell", "无法判定"),
                        ]
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("flags", models.JSONField(default=list)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measured_values",
                        to="programmes.targetindicator",
                    ),
                ),
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
                        related_name="measured_values",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "db_table": "measured_value",
                "indexes": [models.Index(fields=["indicator", "measure", "-id"], name="measured_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "met",
                                    "partly",
                                    "not_met",
                                    "not_due",
                                    "not_proven",
                                    "not_reported",
                                    "not_applicable",
                                    "cannot_tell",
                                ],
                            )
                        ),
                        name="measured_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False),
                            ("verdict__in", ("not_reported", "not_applicable", "not_due")),
                            _connector="OR",
                        ),
                        name="measured_verdict_has_value",
                    ),
                ],
            },
        ),
        guarded("indicator_binding"),
        guarded("measured_value", writes="system"),
        migrations.RunSQL(
            LOCKED,
            reverse_sql="DROP FUNCTION binding_is_open CASCADE; DROP TRIGGER writer_of_new ON indicator_binding; "
            "DROP TRIGGER writer_of_changed ON indicator_binding",
        ),
        migrations.RunSQL(
            MEASURED,
            reverse_sql="DROP FUNCTION value_is_measured CASCADE; DROP TRIGGER only_grows ON measured_value",
        ),
    ]
