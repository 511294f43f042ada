"""Who asks, and the history of every row: first of all migrations, because every business table needs both."""

from __future__ import annotations

from pathlib import Path

from django.db import migrations

from jixiao.foundation.identity.policies import IDENTITY_FUNCTIONS

SCHEMA = (Path(__file__).parent.parent / "schema.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """Schemas ``identity`` and ``history``."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(IDENTITY_FUNCTIONS, reverse_sql="DROP SCHEMA identity CASCADE"),
        migrations.RunSQL(SCHEMA, reverse_sql="DROP SCHEMA history CASCADE"),
    ]
