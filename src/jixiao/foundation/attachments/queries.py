"""Attachments of a subject."""

from __future__ import annotations

from django.db.models import QuerySet

from jixiao.foundation.attachments.models import Attachment

#: Files of imports are kept as evidence of what was imported; they hold people's numbers unmasked.
NEVER_HANDED_OUT = ("data_import",)


def attachments_of(subject: str, subject_id: int) -> QuerySet[Attachment]:
    """The attachments that were not withdrawn, in the order they came."""
    return Attachment.objects.filter(subject=subject, subject_id=subject_id, withdrawn_at__isnull=True)


def downloadable() -> QuerySet[Attachment]:
    """What may be downloaded by whoever asks."""
    return Attachment.objects.filter(withdrawn_at__isnull=True).exclude(subject__in=NEVER_HANDED_OUT)
