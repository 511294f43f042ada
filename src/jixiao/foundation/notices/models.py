"""The outbox."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person


class Notice(models.Model):
    """One notice to one person. Addresses are looked up when it is handed over and stand nowhere here."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()  # "task": something waits; "late": it still does
    subject = models.TextField()
    subject_id = models.BigIntegerField()
    day = models.DateField()  # a person is told of one thing once a day
    title = models.TextField()
    text = models.TextField()
    path = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "notice"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind", "subject", "subject_id", "day"), name="notice_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="notice_sent_or_given_up"
            ),
        )
        indexes = (
            models.Index(
                fields=("next_attempt_at",),
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="notice_waiting",
            ),
        )

    def __str__(self) -> str:
        return self.title
