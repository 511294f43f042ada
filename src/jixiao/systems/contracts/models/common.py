"""What the models of contracts share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

#: the shape of a 统一社会信用代码; the check digit is checked where it is entered.
_CREDIT_CODE = r"^([0-9A-HJ-NPQRTUWXY]{18})?$"
_CODE_LENGTH = 18


def number_field(word: str) -> Any:
    """A record's own number."""
    return models.TextField(word, max_length=60)


def name_field(word: str, **more: Any) -> Any:
    """A name of one line."""
    return models.TextField(word, max_length=200, **more)


def optional_text(word: str, length_max: int = 200, **more: Any) -> Any:
    """A text that may be missing."""
    return models.TextField(word, max_length=length_max, blank=True, default="", **more)


def credit_code_field(word: str, **more: Any) -> Any:
    """A 统一社会信用代码."""
    return models.TextField(word, max_length=_CODE_LENGTH, **more)


def optional_day(word: str, **more: Any) -> Any:
    """A day that may not have come yet."""
    return models.DateField(word, null=True, blank=True, **more)


def yuan(word: str, **more: Any) -> Any:
    """An amount of 元 to the 分."""
    return models.DecimalField(word, max_digits=17, decimal_places=2, **more)


def part_of(model: str, word: str, related_name: str) -> Any:
    """The record that this one is part of."""
    return models.ForeignKey(model, verbose_name=word, on_delete=models.PROTECT, related_name=related_name)


def once(*fields: str, name: str) -> models.UniqueConstraint:
    """A number is given once."""
    return models.UniqueConstraint(fields=fields, name=name)


def not_before(later: str, earlier: str, name: str) -> models.CheckConstraint:
    """A day that does not come before another, where both are known."""
    return models.CheckConstraint(condition=Q(**{f"{later}__gte": F(earlier)}), name=name)


def credit_code_shaped(field: str, name: str) -> models.CheckConstraint:
    """A credit code has its shape."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": _CREDIT_CODE}), name=name)


def only_with(field: str, needed: Q, name: str) -> models.CheckConstraint:
    """A day that is known only where something else holds."""
    return models.CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | needed, name=name)
