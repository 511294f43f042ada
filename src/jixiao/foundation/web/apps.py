"""The Django application: templates, tags and static files that all pages share."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The frame of every page."""

    name = "jixiao.foundation.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        """Organisations and people can be found."""
        from jixiao.foundation.web import found  # noqa: F401
