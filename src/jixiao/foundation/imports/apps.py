"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """导入。"""

    name = "jixiao.foundation.imports"
    label = "imports"
    verbose_name = "导入"

    def ready(self) -> None:
        """Registers the kinds that every installation has."""
        from jixiao.foundation.imports import office  # noqa: F401
