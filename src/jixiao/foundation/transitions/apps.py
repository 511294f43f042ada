"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    """办理记录。"""

    name = "jixiao.foundation.transitions"
    label = "transitions"
    verbose_name = "办理记录"
