"""Columns and constraints that many tables of operations have."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

#: A table that holds an exclusion or a check names it after itself.
_PREFIX = "operations"


def number(words: str = "编号") -> Any:
    """The record's own number, as its papers print it."""
    return models.TextField(words, max_length=60)


def to(model: str, words: str, *, optional: bool = False, help_text: str = "") -> Any:
    """A reference to another record, which then cannot be removed."""
    return models.ForeignKey(
        model,
        verbose_name=words,
        null=optional,
        blank=optional,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=help_text,
    )


def once(noun: str, *fields: str) -> Any:
    """A number stands once in a unit, a child's number once under its parent."""
    return models.UniqueConstraint(fields=fields or ("owner", "number"), name=f"{_PREFIX}_{noun}_number_once")


def ordered(noun: str, first: str, last: str) -> Any:
    """``last`` is no earlier than ``first`` where both are filled in."""
    name = f"{_PREFIX}_{noun}_{last}_order"
    return models.CheckConstraint(condition=Q(**{f"{last}__gte": F(first)}), name=name)


def one_of(noun: str, field: str, choices: type[models.TextChoices], *, optional: bool = False) -> Any:
    """A column holds one of the listed values."""
    values = [*choices.values, *([""] if optional else [])]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{_PREFIX}_{noun}_{field}_known")
