"""Every drawn document."""

from __future__ import annotations

from tests.support.governments import hard, odd, odd_more, self_evaluations, several, targets
from tests.support.governments.case import Case

CASES: tuple[Case, ...] = (
    *self_evaluations.CASES,
    *targets.CASES,
    *several.CASES,
    *odd.CASES,
    *odd_more.CASES,
    *hard.CASES,
)
