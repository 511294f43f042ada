"""The working calendar as a published view; its rows come from the notices with every ``jixiao migrate``."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.operations import RunSQL

from jixiao.systems.operations.working_days import DROP, TABLE


class Migration(migrations.Migration):
    """One table outside the business schema: public knowledge, the same for everybody."""

    dependencies = (("operations", "0003_changes_emergencies_sharing"),)
    operations = (RunSQL(TABLE, reverse_sql=DROP),)
