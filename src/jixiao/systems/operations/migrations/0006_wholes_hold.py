"""No record that holds refers to one that is voided."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.registers.kept import holding_together

TABLES = (
    "operations_system",
    "operations_agreement",
    "operations_limit",
    "operations_item",
    "operations_cause",
    "operations_ticket",
    "operations_hold",
    "operations_reopening",
    "operations_severity_change",
    "operations_fault",
    "operations_outage",
    "operations_inspection",
    "operations_inspection_item",
    "operations_engineer",
    "operations_qualification",
    "operations_undertaking",
    "operations_duty",
    "operations_attendance",
    "operations_service_day",
    "operations_training_plan",
    "operations_training",
    "operations_change",
    "operations_release",
    "operations_feature",
    "operations_tuning",
    "operations_plan",
    "operations_plan_contact",
    "operations_drill",
    "operations_drill_finding",
    "operations_emergency",
    "operations_incident",
    "operations_integrity_check",
    "operations_meeting",
    "operations_action_item",
    "operations_cooperation_request",
    "operations_asset",
    "operations_long_term_paper",
    "operations_catalogue_entry",
    "operations_interface_check",
    "operations_sharing_request",
    "operations_user",
    "operations_sign_in",
    "operations_department_use",
)


class Migration(migrations.Migration):
    """Triggers on every table of this system's registers."""

    dependencies = (("operations", "0005_life_of_a_change"), ("registers", "0002_wholes_hold"))
    operations = holding_together(*TABLES)
