"""Row security and history of steps; a step is only ever added."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded


class Migration(migrations.Migration):
    """Steps are read and added in scope."""

    dependencies = [("transitions", "0001_initial"), ("people", "0002_guard")]
    operations = [
        guarded("step"),
        migrations.RunSQL(
            "CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON step "
            "FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows()",
            reverse_sql="DROP TRIGGER only_grows ON step",
        ),
    ]
