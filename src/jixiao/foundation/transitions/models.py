"""Every step that was taken: who, in which role, from which state to which, why."""

from __future__ import annotations

from django.db import models

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import ROLE_CHOICES, Person


class Step(models.Model):
    """One transition of one subject. Only added, never changed."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.TextField()  # the state table's subject: "form_version"
    subject_id = models.BigIntegerField()
    verb = models.TextField()
    source = models.TextField()
    target = models.TextField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.TextField(choices=ROLE_CHOICES, blank=True)
    deputy_of = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "step"
        ordering = ("id",)
        indexes = (models.Index(fields=("subject", "subject_id", "id"), name="step_of_subject"),)
