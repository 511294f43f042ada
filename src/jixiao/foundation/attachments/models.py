"""The rows of attachments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person


class Attachment(models.Model):
    """A file that somebody added to a subject. Withdrawn, never deleted."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.TextField(blank=True)  # the state table's subject, or empty for a file on its way in
    subject_id = models.BigIntegerField(null=True, blank=True)
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.TextField()  # what the content is: "pdf"
    media_type = models.TextField()
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "attachment"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_hash_shape"),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_has_content"),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="attachment_withdrawn_has_reason"
            ),
            models.UniqueConstraint(
                fields=("subject", "subject_id", "sha256", "name"),
                condition=Q(withdrawn_at__isnull=True, subject_id__isnull=False),
                name="attachment_once_a_subject",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "subject_id"), name="attachment_of_subject"),
            models.Index(fields=("sha256",), name="attachment_by_hash"),
        )

    def __str__(self) -> str:
        return self.name
