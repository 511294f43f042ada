"""Imports that were made."""

from __future__ import annotations

from django.db.models import QuerySet

from jixiao.foundation.imports.models import DataImport


def imports_of(kind_names: list[str]) -> QuerySet[DataImport]:
    """Imports of the kinds that whoever asks may see, the latest first."""
    return DataImport.objects.filter(kind__in=kind_names).select_related("person").order_by("-id")
