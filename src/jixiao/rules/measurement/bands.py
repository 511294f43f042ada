"""From a checklist to the band of a qualitative target (定性指标三档)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

#: 达成预期指标 · 部分达成预期指标并具有一定效果 · 未达成预期指标且效果较差 (财预〔2020〕10号 第十六条).
Band = Literal["achieved", "partly", "not"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check over all records to which it applies."""

    id: str
    is_mandatory: bool
    passed: int
    applicable: int


@dataclass(frozen=True, slots=True)
class BandRule:
    """From which share of checks passed a band is reached, the border included."""

    achieved_from: Decimal
    partly_from: Decimal


def band_of(results: Iterable[CheckResult], rule: BandRule) -> Band | None:
    """The band that a checklist gives; None where no check applied to anything.

    Achieved: no mandatory check fails on any record, and passed ÷ applicable reaches ``achieved_from``. One mandatory
    failure leaves partly at best, however many records passed.
    """
    applied = [result for result in results if result.applicable]
    if not applied:
        return None
    share = Fraction(sum(result.passed for result in applied), sum(result.applicable for result in applied))
    if share < Fraction(rule.partly_from):
        return "not"
    is_sound = all(result.passed == result.applicable for result in applied if result.is_mandatory)
    return "achieved" if is_sound and share >= Fraction(rule.achieved_from) else "partly"
