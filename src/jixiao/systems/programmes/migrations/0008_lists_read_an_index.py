"""A list adds up and sorts thousands of versions: it reads them from an index, without their narratives."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The index; drafts thrown away are no part of a list."""

    dependencies = [("programmes", "0007_decided_reviews_stand")]
    operations = [
        migrations.AddIndex(
            "formversion",
            models.Index(
                fields=["form", "number"],
                include=("id", "owner", "state", "current_year_budget_yuan"),
                condition=~Q(state="discarded"),
                name="version_counts",
            ),
        )
    ]
