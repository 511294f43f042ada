"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """运维。"""

    name = "jixiao.systems.operations"
    label = "operations"
    verbose_name = "运维"

    def ready(self) -> None:
        """Makes its registers known."""
        from jixiao.systems.operations import registers  # noqa: F401
