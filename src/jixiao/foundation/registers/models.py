"""What every record of every register has."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person


class Record(models.Model):
    """A record: an owner, a number that stays, two clocks, and whether it was entered in error.

    ``happened_at`` is when the thing happened, ``recorded_at`` when this version of it became known here. A correction
    changes the row and keeps the former one in the schema ``past``; a record entered in error is voided with its reason
    and counts nowhere, it is never removed by hand.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("登记时间", db_default=Now())
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.TextField("作废理由", blank=True, default="")

    class Meta:
        abstract = True
