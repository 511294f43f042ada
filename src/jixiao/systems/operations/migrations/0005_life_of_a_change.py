"""The life of a change and the report of a drill, as far as the database can hold them."""

from __future__ import annotations

from django.db import migrations, models

from jixiao.foundation.registers.fields import PersonalText


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0004_working_days"),
        ("organisations", "0003_scope_by_hash"),
        ("people", "0005_recorder"),
    ]

    operations = [
        migrations.AlterField(
            model_name="plancontact",
            name="name",
            field=PersonalText(max_length=60, verbose_name="姓名"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("assessed_at__gte", models.F("requested_at"))),
                name="operations_change_assessed_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_at__gte", models.F("requested_at"))),
                name="operations_change_approved_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("built_at__gte", models.F("requested_at"))), name="operations_change_built_at_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("tested_at__gte", models.F("requested_at"))),
                name="operations_change_tested_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("deployed_at__gte", models.F("requested_at"))),
                name="operations_change_deployed_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewed_at", None), ("deployed_at__isnull", False), _connector="OR"),
                name="operations_change_reviewed_at_needs_deployed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewed_at__gte", models.F("deployed_at"))),
                name="operations_change_reviewed_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("rolled_back_at__gte", models.F("deployed_at"))),
                name="operations_change_rolled_back_at_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="drill",
            constraint=models.CheckConstraint(
                condition=models.Q(("report", ""), ("held_on__isnull", False), _connector="OR"),
                name="operations_drill_report_of_one_held",
            ),
        ),
    ]
