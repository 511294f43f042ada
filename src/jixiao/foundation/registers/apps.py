"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """台账。"""

    name = "jixiao.foundation.registers"
    label = "registers"
    verbose_name = "台账"
