"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class GradesConfig(AppConfig):
    """外部考核。"""

    name = "jixiao.foundation.grades"
    label = "grades"
    verbose_name = "外部考核"

    def ready(self) -> None:
        """Its place in the navigation."""
        from django.utils.translation import gettext_noop

        from jixiao.foundation.people.roles import BUSINESS, Role
        from jixiao.foundation.web import navigation

        readers = BUSINESS - {Role.PUBLIC}
        navigation.register(
            navigation.Entry(gettext_noop("外部考核"), "/grades/", readers, navigation.SYSTEMS, order=30)
        )
