"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """台账。"""

    name = "jixiao.foundation.registers"
    label = "registers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Its place in the navigation."""
        from django.utils.translation import gettext_noop

        from jixiao.foundation.people.roles import BUSINESS, Role
        from jixiao.foundation.web import navigation

        readers = BUSINESS - {Role.PUBLIC}
        navigation.register(
            navigation.Entry(gettext_noop("台账"), "/registers/", readers, navigation.SYSTEMS, order=10)
        )
