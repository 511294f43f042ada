"""Every import that was tried."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jixiao.foundation.attachments.models import Attachment
from jixiao.foundation.imports.states import DONE, IMPORT, UNDONE
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person


class DataImport(models.Model):
    """One file of one kind: previewed, then imported or dropped, perhaps undone."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    state = models.TextField(choices=[(state.name, state.word) for state in IMPORT.states.values()])
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    rows_total = models.PositiveIntegerField()
    rows_good = models.PositiveIntegerField()
    rows_bad = models.PositiveIntegerField()
    rows_imported = models.PositiveIntegerField(default=0)
    keep_good = models.BooleanField(default=False)
    #: where its entries stand in the history: that is what undoing goes by.
    era = models.PositiveIntegerField(null=True)
    xid = models.TextField(blank=True)
    first_entry = models.BigIntegerField(null=True)
    last_entry = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    undo_reason = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "data_import"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(IMPORT.states)), name="import_state_known"),
            models.CheckConstraint(condition=Q(rows_total=F("rows_good") + F("rows_bad")), name="import_rows_add_up"),
            models.CheckConstraint(
                condition=~Q(state__in=[DONE, UNDONE]) | Q(done_at__isnull=False, last_entry__isnull=False),
                name="import_done_has_its_entries",
            ),
            models.CheckConstraint(
                condition=~Q(state=UNDONE) | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
                name="import_undone_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.name
