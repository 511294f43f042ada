"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """单位。"""

    name = "jixiao.foundation.organisations"
    label = "organisations"
    verbose_name = "单位"
