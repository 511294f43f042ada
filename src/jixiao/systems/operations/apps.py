"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    """运维。"""

    name = "jixiao.systems.operations"
    label = "operations"
    verbose_name = "运维"

    def ready(self) -> None:
        """Makes its registers known; the working calendar is filled in when the schema is brought up to date."""
        from jixiao.systems.operations import (
            registers,  # noqa: F401
            working_days,
        )

        post_migrate.connect(working_days.fill, sender=self, dispatch_uid="operations-working-days")
