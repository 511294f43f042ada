"""No record that holds refers to one that is voided."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.registers.kept import holding_together

TABLES = (
    "contract",
    "contract_party",
    "contract_clause",
    "contract_milestone",
    "contract_change",
    "acceptance",
    "acceptance_member",
    "acceptance_criterion",
    "required_qualification",
    "supplier_qualification",
    "supplier_sanction",
    "supplier_assessment",
    "supervision",
    "supervision_report",
    "supervision_finding",
    "archive_file",
)


class Migration(migrations.Migration):
    """Triggers on every table of this system's registers."""

    dependencies = (("contracts", "0005_supervision_archive"), ("registers", "0002_wholes_hold"))
    operations = holding_together(*TABLES)
