"""The word lists of judging as one value for :func:`jixiao.rules.judgement.judge`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.parameters.loader import load_lexicon, parameter
from jixiao.rules.judgement import ClaimWords, Direction, DirectionLexicon, QualityWords


def direction_lexicon(on: date | None = None) -> DirectionLexicon:
    """Directions, claims and quality words, from ``lexicons/directions.yaml`` and ``lexicons/actuals.yaml``.

    With a day, also the tolerance of approximate targets in force on it; without one, "约200家" stays undecided
    below its number. Raises :class:`jixiao.rules.regulations.NoRuleInForce` for a day before any tolerance.
    """
    return _lexicon(parameter("judgement.approximate_tolerance").on(on).value if on else None)


@cache
def _lexicon(approximate_tolerance: Decimal | None) -> DirectionLexicon:
    names, actuals = load_lexicon("directions"), load_lexicon("actuals")
    return DirectionLexicon(
        heads=_heads(names["heads"]),
        undecided=_words(names["undecided"]),
        harms=_words(names["harms"]),
        remedies=_words(names["remedies"]),
        goods=_words(names["goods"]),
        measures=_words(names["measures"]),
        negations=_words(names["negations"]),
        reducers=_words(names["reducers"]),
        savers=_words(names["savers"]),
        categories=tuple((word, kind, Direction(way)) for word, kind, way in names["categories"]),
        money_names=_words(names["money_names"]),
        signed_names=_words(names["signed_names"]),
        completion=_words(actuals["completion"]),
        completion_names=_words(actuals["completion_names"]),
        planned=_words(actuals["planned"]),
        differences=_words(actuals["differences"]),
        totals=_words(actuals["totals"]),
        of_which=_words(actuals["of_which"]),
        claims=ClaimWords(**{key: _words(words) for key, words in actuals["claims"].items()}),
        quality=_quality(actuals["quality"]),
        approximate_tolerance=approximate_tolerance,
    )


def _heads(heads: Mapping[str, list[str]]) -> tuple[tuple[str, Direction | None], ...]:
    ways = {"higher": Direction.HIGHER, "lower": Direction.LOWER, "neither": None}
    return tuple((word, ways[way]) for way, words in heads.items() for word in words)


def _quality(words: Mapping[str, Any]) -> QualityWords:
    return QualityWords(
        fillers=_words(words["fillers"]),
        degrees=tuple(map(_words, words["degrees"])),
        similar=tuple(map(_words, words["similar"])),
        opposed=tuple(map(_words, words["opposed"])),
        enough_in_common=Decimal(words["enough_in_common"]),
        all_of_them=_words(words["all_of_them"]),
        ladders=_ladders(words["ladders"]),
        soft_ladders=_ladders(words["soft_ladders"]),
        scales=_ladders(words["scales"]),
    )


def _ladders(ladders: list[list[list[str]]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(map(_words, ladder)) for ladder in ladders)


def _words(words: list[str]) -> tuple[str, ...]:
    return tuple(map(str, words))
