"""Row security and history of notices."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded


class Migration(migrations.Migration):
    """A person reads one's own notices and those of the organisations in scope; only system actors write."""

    dependencies = [("notices", "0001_initial"), ("people", "0002_guard")]
    operations = [guarded("notice", reads="own", writes="system")]
