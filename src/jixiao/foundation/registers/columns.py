"""From the fields of a record to the columns of its tables: one way in for pages, files and commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from django.db import models
from django.db.models import F, Field, QuerySet, Value
from django.db.models.functions import Concat

from jixiao.foundation.imports.columns import (
    Amount,
    Choice,
    Column,
    Day,
    Integer,
    Reader,
    Text,
    Wrong,
    moment_text,
    yes_or_no,
)
from jixiao.foundation.people.models import Person
from jixiao.foundation.registers.models import BETWEEN, Record, designation

#: China's time since 1991: no summer time.
LOCAL = timezone(timedelta(hours=8))
_MOMENT = re.compile(
    r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[ T]*(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})秒?)?分?(?:\+08:00)?\Z"
)
_LONG_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day and time."""

    def __call__(self, text: str) -> datetime:
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
        found = _MOMENT.match(plain)
        if not found:
            raise Wrong("import.not_a_moment", "不是日期和时间", "请写成 2020-04-30 16:30")
        try:
            return datetime(*(int(part or 0) for part in found.groups()), tzinfo=LOCAL).astimezone(UTC)  # type: ignore[arg-type]
        except ValueError:
            raise Wrong("import.no_such_day", "没有这个时间", "请核对年月日时分") from None


@dataclass(frozen=True, slots=True)
class Reference:
    """The name by which another record is meant; looked up for all rows at once."""

    model: type[models.Model]
    by: tuple[str, ...]

    def __call__(self, text: str) -> str:
        return Text(200)(text.strip())

    def found(self, names: Iterable[str], owner_id: int | None) -> dict[str, int]:
        """The records of these names that whoever asks may see, the owner's own first where another has the same."""
        wanted = {name for name in names if name}
        rows = self._named().filter(called__in=wanted)
        if not _has(self.model, "owner"):
            return dict(rows.values_list("called", "pk"))
        pairs = list(rows.values_list("called", "pk", "owner_id"))
        pairs.sort(key=lambda pair: pair[2] == owner_id)
        return {name: pk for name, pk, _ in pairs}

    def offered(self, most: int) -> list[str]:
        """Names to choose from, the newest first."""
        return list(self._named().order_by("-pk").values_list("called", flat=True)[:most])

    def called(self, record: Any) -> str:
        """The name of a record."""
        return designation(record, self.by)

    def _named(self) -> QuerySet[Any]:
        """Records with what they are called; none that was entered in error."""
        parts = [part for path in self.by for part in (Value(BETWEEN), F(path))][1:]
        called = parts[0] if len(parts) == 1 else Concat(*parts, output_field=models.TextField())
        rows = self.model._default_manager.annotate(called=called)
        return rows.filter(void_reason="") if issubclass(self.model, Record) else rows


def column_of(field: Any, *, title: str = "", example: str = "", reads: Reader | None = None) -> Column:
    """The column of a field, read as its type says or by ``reads``.

    A field without ``blank`` must be filled in, unless the model knows a default.
    """
    return Column(
        field.name,
        title or str(field.verbose_name),
        reads or _reader(field),
        required=not (field.blank or field.null or field.has_default()),
        help=str(field.help_text),
        example=example,
        is_personal=getattr(field, "is_personal", False),
    )


def _reader(field: Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        return Reference(field.related_model, name_of(field.related_model))  # type: ignore[arg-type]
    if field.choices:
        return Choice({str(word): value for value, word in field.choices})
    if isinstance(field, models.DateTimeField):
        return Moment()
    if isinstance(field, models.DateField):
        return Day()
    if isinstance(field, models.DecimalField):
        return Amount(field.decimal_places, field.max_digits - field.decimal_places)
    if isinstance(field, models.IntegerField):
        return Integer(most=2_000_000_000)
    if isinstance(field, models.BooleanField):
        return yes_or_no()
    if isinstance(field, (models.CharField, models.TextField)):
        return Text(field.max_length or _LONG_TEXT)
    raise TypeError(f"{field} has no column")


def name_of(model: type[models.Model]) -> tuple[str, ...]:
    """The fields by which a person names a record of this model."""
    if issubclass(model, Record):
        return model.NAMED_BY
    if model is Person:
        return ("username",)
    return ("number",) if _has(model, "number") else ("name",)


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def text_of(column: Column, value: Any) -> str:
    """A value as the column would be filled in: what is exported can be imported again."""
    if value is None or value == "":
        return ""
    if isinstance(column.reads, Choice):
        return next((word for word, each in column.reads.words.items() if each == value), str(value))
    if isinstance(column.reads, Reference):
        return column.reads.called(value)
    if isinstance(value, datetime):
        return moment_text(value)
    return str(value)


def resolved(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], owner_id: int | None
) -> dict[str, dict[str, int]]:
    """For every column that refers to records, the numbers of those that were found, by name; one query a column."""
    return {
        column.key: column.reads.found((row[column.key] for row in rows), owner_id)
        for column in columns
        if isinstance(column.reads, Reference)
    }
