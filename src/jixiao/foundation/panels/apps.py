"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """评判组。"""

    name = "jixiao.foundation.panels"
    label = "panels"
    verbose_name = "评判组"

    def ready(self) -> None:
        """Its place in the navigation."""
        from django.utils.translation import gettext_noop

        from jixiao.foundation.people.roles import BUSINESS, Role
        from jixiao.foundation.web import navigation

        readers = BUSINESS - {Role.PUBLIC}
        navigation.register(navigation.Entry(gettext_noop("评判"), "/panels/", readers, navigation.SYSTEMS, order=20))
