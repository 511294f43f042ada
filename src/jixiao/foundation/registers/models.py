"""What every record of every register has."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person

#: between the parts of a record's name.
BETWEEN = "/"


class Record(models.Model):
    """A record: an owner, a number that stays, two clocks, and whether it was entered in error.

    ``happened_at`` is when the thing happened, ``recorded_at`` when this version of it became known here. A correction
    changes the row and keeps the former one in the schema ``past``; a record entered in error is voided with its reason
    and counts nowhere, it is never removed by hand.
    """

    #: by which a person names a record of this kind in pages and files. A number that is unique only inside another
    #: record is said with that record's: ``("contract__number", "number")`` makes 合同编号/阶段编号.
    NAMED_BY: ClassVar[tuple[str, ...]] = ("number",)

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("登记时间", db_default=Now())
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.TextField("作废理由", blank=True, default="")

    class Meta:
        abstract = True


def designation(record: Any, named_by: tuple[str, ...]) -> str:
    """What a record is called: the values of its naming fields, with a stroke between them."""
    return BETWEEN.join(str(value_at(record, path)) for path in named_by)


def value_at(record: Any, path: str) -> Any:
    """A field of a record, or of a record that it belongs to (``contract__starts_on``); None where there is none."""
    for name in path.split("__"):
        if record is None:
            return None
        record = getattr(record, name)
    return record
