"""Tasks."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import ROLE_CHOICES, Person
from jixiao.foundation.people.roles import Role


class Task(models.Model):
    """Something that waits: on a subject, for a person or for a role at an organisation, until a day."""

    id = models.BigAutoField(primary_key=True)
    #: the organisation whose subject it is (the unit of the programme), whoever has to act.
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.TextField()  # the state table's subject: "form_version"
    subject_id = models.BigIntegerField()
    what = models.TextField()  # what is to be done: "finance_review"
    title = models.TextField()
    path = models.TextField(blank=True)  # the page where it is done
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="tasks")
    role = models.TextField(choices=ROLE_CHOICES, blank=True)
    at = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    #: who may not do it whatever the role: the one who drafted it.
    not_by = ArrayField(models.BigIntegerField(), default=list, blank=True)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)  # the verb that closed it
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "task"
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | (~Q(role="") & Q(at__isnull=False)), name="task_waits_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(role="", at__isnull=True) | (Q(role__in=[role.value for role in Role], at__isnull=False)),
                name="task_role_has_its_place",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(what=""), name="task_says_what"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by__isnull=True, outcome=""), name="task_open_has_no_end"
            ),
            models.UniqueConstraint(
                fields=("subject", "subject_id", "what", "role", "at", "person"),
                condition=Q(done_at__isnull=True),
                nulls_distinct=False,
                name="task_open_once",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "subject_id"), name="task_of_subject"),
            models.Index(fields=("role", "at"), condition=Q(done_at__isnull=True), name="task_open_by_role"),
            models.Index(fields=("person",), condition=Q(done_at__isnull=True), name="task_open_by_person"),
            models.Index(fields=("due_on",), condition=Q(done_at__isnull=True), name="task_open_by_day"),
        )

    def __str__(self) -> str:
        return self.title
