"""A review keeps the form as it was when it decided, so that the next reviewer sees what was mended since."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_indicator_names")]
    operations = [
        migrations.AddField("review", "form_seen", models.JSONField(blank=True, default=dict)),
    ]
