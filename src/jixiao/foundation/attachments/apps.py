"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """附件。"""

    name = "jixiao.foundation.attachments"
    label = "attachments"
    verbose_name = "附件"
