"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """合同。"""

    name = "jixiao.systems.contracts"
    label = "contracts"
    verbose_name = "合同"

    def ready(self) -> None:
        """Makes its registers known."""
        from jixiao.systems.contracts import registers  # noqa: F401
