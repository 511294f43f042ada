"""Columns and constraints that many tables of operations have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
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


def in_order(noun: str, moments: Sequence[str]) -> list[Any]:
    """Moments in the order of a life, whichever of them are filled in."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{last}__gte": F(first)}), name=f"{_PREFIX}_{noun}_{first}_{last}".replace("_at", "")
        )
        for first, last in combinations(moments, 2)
    ]


def needs(noun: str, later: str, earlier: str) -> Any:
    """What comes later is filled in only where the earlier is."""
    name = f"{_PREFIX}_{noun}_{later}_needs_{earlier}"
    return models.CheckConstraint(condition=Q(**{later: None}) | Q(**{f"{earlier}__isnull": False}), name=name)
