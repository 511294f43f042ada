"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """审计与历史."""

    name = "jixiao.foundation.history"
    label = "history"
    verbose_name = "审计与历史"
