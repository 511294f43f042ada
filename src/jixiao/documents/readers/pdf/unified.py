"""Characters that only look like the ones meant: radicals for ideographs, ligatures for letters.

Printing programs choose any code that a font maps to the same shape. Full-width signs are kept: they print differently.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# CJK radicals that Unicode gives no decomposition, with the ideographs they are drawn as (the Unicode property
# EquivalentUnifiedIdeograph). Only those that are whole characters of ordinary words.
_SUPPLEMENT = dict(
    zip(
        "⺁⺌⺒⺓⺟⺠⺩⺪⺫⺬⺮⺰⺶⺹⺻⺼⺽⻁⻂⻃⻄⻅⻆⻉⻊⻋⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂小巳幺母民王疋目示竹纟羊耂聿肉臼虎衤覀西见角贝足车邑钅長长门阝雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


@cache
def as_unified(character: str) -> str:
    """The character meant: ⽇ → 日, ⻓ → 长, ﬁ → fi; every other character itself."""
    code = ord(character)
    if code < 0x2E80:
        return character
    if code <= 0x2FD5:
        return _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    if 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06 or 0x2F800 <= code <= 0x2FA1F:
        return unicodedata.normalize("NFKC", character)
    return character
