"""Builds what the checks of a target form need out of the parameter tree and the lexicons."""

from __future__ import annotations

from functools import cache

from jixiao.parameters.loader import load_lexicon, parameter
from jixiao.rules.promises.promise import PromiseWords


@cache
def promise_words() -> PromiseWords:
    """The lexicon ``promises`` with the thresholds for likeness."""
    lexicon = load_lexicon("promises")
    thresholds = parameter("review.thresholds").values[-1].value
    names = ("not_sections", "past", "forward", "recurring", "people_units", "units", "not_counts", "tails")
    return PromiseWords(
        sections=tuple((kind, tuple(words)) for kind, words in lexicon["sections"].items()),
        fillers=tuple(sorted(lexicon["fillers"], key=len, reverse=True)),
        same_name_share=thresholds["same_name_share"],
        same_work_share=thresholds["same_work_share"],
        **{name: tuple(lexicon[name]) for name in names},
    )
