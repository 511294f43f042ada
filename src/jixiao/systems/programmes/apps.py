"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """项目与绩效目标。"""

    name = "jixiao.systems.programmes"
    label = "programmes"
    verbose_name = "项目"

    def ready(self) -> None:
        """Programmes, indicators and cited documents can be found, programmes be judged; the navigation counts what
        waits for one.
        """
        from jixiao.systems.programmes import search, subjects  # noqa: F401
        from jixiao.systems.programmes.web import entries  # noqa: F401
