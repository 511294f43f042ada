"""Actual values and words in one notation, so that wordings can be compared."""

from __future__ import annotations

from jixiao.rules.targets.folding import fold

_ENDS = " ，。；：、,.;:!！?？~～\"'“”‘’()（）[]【】《》"


def bare(text: str) -> str:
    """The text in the notation of the target grammar, without punctuation at either end, in lower case."""
    return fold(text).strip(_ENDS).lower()


def mark_free(text: str) -> str:
    """Letters, digits and signs only: two texts that differ in punctuation alone give the same."""
    return "".join(character for character in bare(text) if character not in _ENDS)
