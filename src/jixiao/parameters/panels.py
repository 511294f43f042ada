"""What panels go by: their size, their bands, how the mean is made; and the scales of outside grades."""

from __future__ import annotations

from datetime import date

from jixiao.parameters.loader import parameter
from jixiao.rules.panels import Trim
from jixiao.rules.scoring.bands import Band, bands_in


def judges_min(on: date) -> int:
    """How many judges a panel has at least."""
    return int(parameter("panels.judges_min").on(on).value)


def trim(on: date) -> Trim:
    """How the mean is trimmed."""
    value = parameter("panels.trim").on(on).value
    return Trim(int(value["each_side"]), int(value["judges_min"]))


def bands(on: date) -> tuple[Band, ...]:
    """The three bands of a word that only people can judge, best first: those of the self-evaluation."""
    return bands_in(parameter("scoring.qualitative_score_mof_2020_10").on(on).value)


def outside_scales(on: date) -> tuple[tuple[str, ...], ...]:
    """The scales by which outside bodies grade, each best first."""
    return tuple(tuple(scale) for scale in parameter("panels.outside_scales").on(on).value)
