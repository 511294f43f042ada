"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员。"""

    name = "jixiao.foundation.people"
    label = "people"
    verbose_name = "人员"
