"""The draw: an order that follows from the pool and a seed alone, so that anybody can make it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def in_drawn_order(pool: Iterable[int], seed: str) -> tuple[int, ...]:
    """The people of a pool, by number, in the order in which they are drawn.

    The order is that of SHA-256 over ``seed:number``, as hexadecimal text. One line of a shell repeats it for a person:
    ``printf '%s' SEED:NUMBER | sha256sum``. Raises :class:`ValueError` for an empty seed.
    """
    if not seed:
        raise ValueError("a draw without a seed cannot be repeated")
    return tuple(sorted(set(pool), key=lambda number: _sha256(f"{seed}:{number}")))


def pool_digest(pool: Iterable[int]) -> str:
    """What fixes a pool before its seed is made: SHA-256 over the numbers in order, with commas between them."""
    return _sha256(",".join(str(number) for number in sorted(set(pool))))


def sealed(salt: str, band: str, points: int, reason: str, evidence: str) -> str:
    """The seal of an opinion: kept in the open from the moment it is handed in, checked when all are opened.

    ``salt`` keeps anybody from finding the opinion by trying all there could be.
    """
    return _sha256(json.dumps([salt, band, points, reason, evidence], ensure_ascii=False, separators=(",", ":")))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
