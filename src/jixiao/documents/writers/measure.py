"""How much room a text takes, for formats that do not lay out their rows themselves and for choosing widths.

An estimate on whole numbers: full-width characters take one em, all others a little more than half of it.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

_FULL = 100
_HALF = 56
#: Micrometres in a point.
_POINT = 353
#: Room a cell keeps free at its sides, both together, in micrometres.
_PADDING = 3000


@lru_cache(maxsize=8192)
def _character(character: str) -> int:
    return _FULL if unicodedata.east_asian_width(character) in "WFA" else _HALF


def width(text: str) -> int:
    """Width of the longest line in hundredths of an em."""
    return max((sum(map(_character, line)) for line in text.split("\n")), default=0)


def room(millimetres: int, font_size: Decimal) -> int:
    """What a line holds in a cell of that width, in hundredths of an em; at least one full character."""
    return max(_FULL, (millimetres * 1000 - _PADDING) * _FULL // int(font_size * _POINT))


def line_count(text: str, millimetres: int, font_size: Decimal) -> int:
    """Lines the text needs in a cell of that width; at least one."""
    held = room(millimetres, font_size)
    return sum(max(1, -(-width(line) // held)) for line in text.split("\n"))
