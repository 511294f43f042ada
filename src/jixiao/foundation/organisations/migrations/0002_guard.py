"""Row security and history of organisations."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded


class Migration(migrations.Migration):
    """Names are known to everybody who has signed in; only system actors write them, on an administrator's word."""

    dependencies = [("organisations", "0001_initial"), ("history", "0001_initial")]
    operations = [guarded("organisation", owner="id", reads="everybody", writes="system")]
