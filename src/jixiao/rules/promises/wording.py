"""Comparing Chinese wording: normalised text, character pairs, shares as exact decimals.

Chinese has no spaces between words, so two texts are compared by the pairs of neighbouring characters they share.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NOT_LETTERS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff%‰]+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ITEM_NUMBER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*(?:是|、|，|,)|第[一二三四五六七八九十]+\s*[、，,]|"
    r"[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}\s*[、.．](?!\d{1,2}[%％])|[一二三四五六七八九十]+、)\s*"
)


def letters(text: str) -> str:
    """The text with compatibility forms folded and everything but letters and digits taken out."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text))


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of :func:`letters`; a single character stands for itself."""
    plain = letters(text)
    if len(plain) < 2:
        return frozenset([plain]) if plain else frozenset()
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1))


def runs(text: str, length: int = 5) -> frozenset[str]:
    """Every run of ``length`` characters of :func:`letters`: what copied text shares and chance does not."""
    plain = letters(text)
    return frozenset(plain[n : n + length] for n in range(max(len(plain) - length + 1, 0)))


def share_in(part: frozenset[str], whole: frozenset[str]) -> Decimal:
    """How much of ``part`` stands in ``whole``, from 0 to 1; 0 for an empty part."""
    return Decimal(len(part & whole)) / len(part) if part else Decimal(0)


def likeness(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Sørensen–Dice likeness, from 0 to 1."""
    total = len(one) + len(other)
    return Decimal(2 * len(one & other)) / total if total else Decimal(0)


def sentences(text: str) -> list[str]:
    """The sentences of a narrative, parted at full stops and semicolons, their numbering taken off."""
    return [part for part in (unnumbered(found) for found in _SENTENCE.findall(text)) if part]


def unnumbered(text: str) -> str:
    """The text without the number of a list item: ``1、``, ``一是``, ``（二）``."""
    return _ITEM_NUMBER.sub("", text.strip()).strip()


def excerpt(text: str, length: int = 40) -> str:
    """The text for a message, cut where it is long."""
    plain = re.sub(r"\s+", "", text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"
