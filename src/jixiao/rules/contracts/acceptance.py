"""When an acceptance may be concluded, and who of its panel counts as independent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

#: Why an acceptance cannot be concluded yet.
ConclusionFault = Literal["day_missing", "conclusion_missing", "minutes_missing", "members_missing"]


def conclusion_faults(
    concluded_on: date | None, conclusion: str, minutes_document: str, members: int, members_min: int
) -> Iterator[ConclusionFault]:
    """What stands against a conclusion; nothing where none is drawn.

    A conclusion has its day, rests on the minutes of the meeting, and is drawn by a panel of at least ``members_min``.
    """
    if concluded_on is None and not conclusion:
        return
    if concluded_on is None:
        yield "day_missing"
    if not conclusion:
        yield "conclusion_missing"
    if not minutes_document:
        yield "minutes_missing"
    if members < members_min:
        yield "members_missing"


def may_be_independent(organisation: str, suppliers: Iterable[str]) -> bool:
    """Whether somebody of an organisation can be independent of those who deliver."""
    return organisation.strip() not in {name.strip() for name in suppliers}
