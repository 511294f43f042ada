"""Bands (档): named stretches of a ratio, lower edge included, with a share of the points where one is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Band:
    """``at_least`` ≤ ratio < ``below`` (≤ in the topmost band); ``share`` of the points, None where not fixed."""

    name: str
    at_least: Fraction
    below: Fraction
    open_above: bool
    share: Fraction | None


def bands_in(value: Sequence[dict[str, Any]]) -> tuple[Band, ...]:
    """The bands of a parameter, best first: each entry has ``name``, ``at_least`` and perhaps ``share``."""
    bands: list[Band] = []
    upper = Fraction(1)
    for place, entry in enumerate(value):
        lower = Fraction(entry["at_least"])
        share = entry.get("share")
        bands.append(Band(entry["name"], lower, upper, place > 0, None if share is None else Fraction(share)))
        upper = lower
    return tuple(bands)


def band_of(ratio: Fraction, bands: Sequence[Band]) -> Band:
    """The band a ratio falls into; above the top edge is the topmost, below the last edge the last."""
    return next((band for band in bands if ratio >= band.at_least), bands[-1])
