"""Which way is better, read from an indicator's name (指标方向).

A Chinese name ends in its head: 成本节约率 is a 节约率 and wants more, although 成本 stands in it; 故障重复发生率 is a
发生率 of something bad and wants less. So every word that could decide is looked for, and the one that ends last, the
longest of those, decides. What comes out is a guess and is marked as one wherever it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from jixiao.rules.judgement.lexicon import DirectionLexicon
from jixiao.rules.judgement.units import dimension
from jixiao.rules.judgement.verdicts import Direction
from jixiao.rules.targets.folding import fold
from jixiao.rules.targets.words import alternatives

_NUMBERING = re.compile(r"^(?:其中:?|指标\d{0,2}[:：.、]?|\d{1,2}[.、:])+")
_BRACKETS = re.compile(r"[(\[<《][^)\]>》]*[)\]>》]")
_TEMPLATE = re.compile(r"(?:[≥≤<>=]+\**|-{2,}|\*{2,}).*$")
_ENDINGS = re.compile(r"[:：;；,，.。、\s]+$")
_STATED = (
    (re.compile("正向|越高越好|越大越好|越多越好"), Direction.HIGHER),
    (re.compile("反向|逆向|越低越好|越小越好|越少越好"), Direction.LOWER),
)


class _Hit(NamedTuple):
    end: int
    length: int
    direction: Direction | None
    start: int
    decided: bool = True


def direction_of(
    name: str, lexicon: DirectionLexicon, *, unit: str | None = None, category: str = ""
) -> Direction | None:
    """The direction an indicator's name suggests, or None where it suggests none.

    ``unit`` (canonical) and ``category`` (the printed level-2 heading, 成本指标) decide only where the name does not;
    an empty name is never guessed at from its unit alone.
    """
    head = clean_name(name)
    hit = _last_word(head, lexicon)
    if hit is not None and hit.decided:
        return _turned(head, hit, lexicon)
    kind = dimension(unit)
    for word, wanted_kind, direction in lexicon.categories:
        if word in category and wanted_kind in ("", kind):
            return direction
    if head and kind in ("count", "ratio", "length", "area") and not _names_a_harm(head, lexicon):
        return Direction.HIGHER
    return None


def stated_direction(words: str) -> Direction | None:
    """The direction a column or a cell states: 正向, 反向指标, 越低越好, ``higher``, ``lower``."""
    lowered = words.strip().lower()
    if lowered in Direction.__members__.values():
        return Direction(lowered)
    found = {direction for pattern, direction in _STATED if pattern.search(words)}
    return found.pop() if len(found) == 1 else None


def clean_name(name: str) -> str:
    """The name without numbering, stars, brackets and the templates some forms print behind it (≥**人)."""
    folded = _TEMPLATE.sub("", _BRACKETS.sub("", fold(name)))
    return _ENDINGS.sub("", _NUMBERING.sub("", folded))


def _last_word(name: str, lexicon: DirectionLexicon) -> _Hit | None:
    hits = [
        # a harm or a remedy amid a name is only what the rest of it is about: 受灾群众, 事故救援队伍
        _Hit(match.end(), len(match[0]), direction, match.start(), match.end() == len(name) or is_head(match[0]))
        for pattern, direction, is_head in _patterns(lexicon)
        for match in pattern.finditer(name)
    ]
    hits += [
        _Hit(at + len(word), len(word), None, at, decided=False)
        for word in lexicon.undecided
        if (at := name.rfind(word)) >= 0
    ]
    return max(hits, key=lambda hit: (hit.end, hit.length), default=None)


@cache
def _patterns(
    lexicon: DirectionLexicon,
) -> tuple[tuple[re.Pattern[str], Direction | None, Callable[[str], bool]], ...]:
    """Each pattern with its direction and whether what it found is a head wherever it stands."""

    def measured(found: str) -> bool:
        return found.endswith(lexicon.measures)

    def always(found: str) -> bool:
        return True

    measures = f"(?:{alternatives(lexicon.measures)})"
    better = alternatives((*lexicon.remedies, *lexicon.goods))
    patterns: list[tuple[re.Pattern[str], Direction | None, Callable[[str], bool]]] = [
        (re.compile(f"(?:{alternatives(lexicon.harms)})+{measures}{{0,4}}"), Direction.LOWER, measured),
        (re.compile(f"(?:{better})+{measures}{{0,3}}"), Direction.HIGHER, measured),
    ]
    for direction in (*Direction, None):
        words = [word for word, way in lexicon.heads if way is direction]
        if words:
            patterns.append((re.compile(alternatives(words)), direction, always))
    return tuple(patterns)


def _turned(name: str, hit: _Hit, lexicon: DirectionLexicon) -> Direction | None:
    """The hit's direction after what stands before it: 不合格率 turns, 节约成本 turns, 降低成本 leaves it open."""
    direction = hit.direction
    if direction is None:
        return None
    before = name[: hit.start]
    if before.endswith(lexicon.negations):
        return direction.opposite
    if direction is Direction.LOWER:
        if any(word in before for word in lexicon.savers) and not name.endswith("率"):
            return Direction.HIGHER
        if any(before.startswith(word) for word in lexicon.reducers):
            return None
    return direction


def _names_a_harm(name: str, lexicon: DirectionLexicon) -> bool:
    return any(word in name for word in lexicon.harms)
