"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """待办。"""

    name = "jixiao.foundation.inbox"
    label = "inbox"
    verbose_name = "待办"
