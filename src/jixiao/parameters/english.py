"""The words in which target values are read back on English pages."""

from __future__ import annotations

from functools import cache

from jixiao.parameters.loader import load_lexicon
from jixiao.rules.values.words_english import EnglishWords


@cache
def english_words() -> EnglishWords:
    """The lexicon ``english``. A unit with one word is the same for one and for many."""
    lexicon = load_lexicon("english")
    units = {unit: tuple(said) if isinstance(said, list) else (said, said) for unit, said in lexicon["units"].items()}
    return EnglishWords(units, lexicon["per"], lexicon["earlier"])
