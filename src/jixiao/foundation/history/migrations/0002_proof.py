"""What proves the history, and what reads it back."""

from __future__ import annotations

from pathlib import Path

from django.db import migrations

PROOF = (Path(__file__).parent.parent / "proof.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """``history.watched``, ``history.as_of``."""

    dependencies = [("history", "0001_initial")]
    operations = [
        migrations.RunSQL(
            PROOF,
            reverse_sql="DROP FUNCTION history.as_of; DROP AGGREGATE history.merged(jsonb); "
            "DROP FUNCTION history.watched",
        )
    ]
