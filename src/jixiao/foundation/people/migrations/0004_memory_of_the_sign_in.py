"""What the sign-in remembers: replaced passwords, and failures by address. Only system actors read and write it."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from jixiao.foundation.identity.policies import guarded


def _owner() -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
    )


class Migration(migrations.Migration):
    """Two tables. A count of failures is no change worth an entry of the history each: the failures are events."""

    dependencies = [("people", "0003_separation"), ("organisations", "0002_guard")]
    operations = [
        migrations.CreateModel(
            name="FormerPassword",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("password", models.CharField(max_length=128)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("owner", _owner()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_passwords",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "former_password", "ordering": ("-id",)},
        ),
        migrations.CreateModel(
            name="SignInAddress",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("network", models.CharField(max_length=43, unique=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("counted_from", models.DateTimeField()),
                ("closed_until", models.DateTimeField(blank=True, null=True)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("owner", _owner()),
            ],
            options={"db_table": "sign_in_address"},
        ),
        guarded("former_password", reads="system", writes="system", deletes=True, secrets=("password",)),
        guarded("sign_in_address", reads="system", writes="system", secrets=("failures", "counted_from")),
    ]
