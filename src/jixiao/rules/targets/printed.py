"""From folded words back to the words as printed."""

from __future__ import annotations

import unicodedata


def as_printed(printed: str, folded_words: str) -> str:
    """The stretch of the original text that ``folded_words`` came from; the folded words where it cannot be found.

    ``会计(高级)`` → ``会计（高级）`` when full-width parentheses were printed.
    """
    if folded_words in printed:
        return folded_words
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(printed):
        for plain in unicodedata.normalize("NFKC", character):
            if not plain.isspace():
                characters.append(plain)
                places.append(place)
    found = "".join(characters).find(folded_words)
    if found < 0:
        return folded_words
    return printed[places[found] : places[found + len(folded_words) - 1] + 1].strip()
