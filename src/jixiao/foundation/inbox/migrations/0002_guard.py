"""Row security and history of tasks."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded


class Migration(migrations.Migration):
    """A person reads the tasks of the organisations in scope and those that wait for oneself."""

    dependencies = [("inbox", "0001_initial"), ("people", "0002_guard")]
    operations = [guarded("task", reads="own")]
