"""Search over everything one may see. Each system registers what of it can be found; row security does the rest.

The database has no ICU and no trigrams: names are compared by bigrams, two neighbouring characters each, which suits
Chinese. A kind costs one query, whatever was asked and however much is found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from typing import TypeVar

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Length

Row = TypeVar("Row", bound=Model)

TERMS_MAX = 5
CHARACTERS_MAX = 100
#: The part of the question's bigrams that a similar name must share.
_SIMILAR_PERCENT = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed, folded and split."""

    text: str
    terms: tuple[str, ...]

    @property
    def bigrams(self) -> tuple[str, ...]:
        """Neighbouring characters of each term, each once; a single character stands for itself."""
        pairs = [term[start : start + 2] for term in self.terms for start in range(max(1, len(term) - 1))]
        return tuple(dict.fromkeys(pairs))

    def is_in(self, title: str) -> bool:
        """Are all terms in the title, as typed?"""
        folded = fold(title)
        return all(term in folded for term in self.terms)

    def marked(self, title: str) -> list[tuple[str, bool]]:
        """The title in parts, with True for what was asked for: whole terms, or in a similar name bigrams."""
        folded = fold(title)
        hit = [False] * len(title)
        for term in self.terms if self.is_in(title) else self.bigrams:
            start = folded.find(term)
            while start >= 0:
                hit[start : start + len(term)] = [True] * len(term)
                start = folded.find(term, start + 1)
        parts: list[tuple[str, bool]] = []
        for character, is_hit in zip(title, hit, strict=True):
            if parts and parts[-1][1] == is_hit:
                parts[-1] = (parts[-1][0] + character, is_hit)
            else:
                parts.append((character, is_hit))
        return parts


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    path: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that can be found."""

    kind: str  # in the address
    word: str  # on the page
    find: Callable[[Question, int], list[Hit]]
    order: int = 100


_sources: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Adds kinds of things that can be found."""
    _sources.update({source.kind: source for source in sources})


def sources() -> list[Source]:
    """All kinds, in their order on the page."""
    return sorted(_sources.values(), key=lambda source: source.order)


def fold(text: str) -> str:
    """Compatibility forms and letter case do not matter: ２０２０ is 2020, OA is oa. Keeps every character's place."""
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def question(typed: str) -> Question:
    """What was typed, as something that can be asked. Signs part terms: 财库[2016]223号 finds 财库〔2016〕223号."""
    text = " ".join(typed[:CHARACTERS_MAX].replace("\0", "").split())
    spaced = "".join(character if character.isalnum() else " " for character in fold(text))
    return Question(text, tuple(dict.fromkeys(spaced.split()))[:TERMS_MAX])


def containing(rows: QuerySet[Row], asked: Question, *fields: str) -> QuerySet[Row]:
    """Rows in which every term stands in one of the fields."""
    return rows.filter(reduce(and_, (_any_field(term, fields) for term in asked.terms)))


def resembling(rows: QuerySet[Row], asked: Question, field: str, *more: str) -> QuerySet[Row]:
    """Rows whose name shares enough bigrams with the question, the closest first; or has all terms in other fields."""
    pairs = asked.bigrams
    shared = reduce(add, (_one_if(Q(**{_contains(field, pair): pair})) for pair in pairs))
    enough = -(-len(pairs) * _SIMILAR_PERCENT // 100)
    condition = Q(shared__gte=enough)
    if more:
        condition |= reduce(and_, (_any_field(term, more) for term in asked.terms))
    return rows.annotate(shared=shared).filter(condition).order_by(F("shared").desc(), Length(field), "pk")


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _any_field(term: str, fields: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{_contains(field, term): term}) for field in fields))


def _contains(field: str, text: str) -> str:
    """Letters are compared without case; Chinese needs no folding and is faster without."""
    return f"{field}__icontains" if any("a" <= character <= "z" for character in text) else f"{field}__contains"
