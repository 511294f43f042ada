"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """通知。"""

    name = "jixiao.foundation.notices"
    label = "notices"
    verbose_name = "通知"
