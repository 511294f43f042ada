"""Emergencies (应急事件): answered and restored within the times that the plan promises.

Emergencies know no working hours: every second counts, also at night and on holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_SECOND = timedelta(seconds=1)
_MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class EmergencyTimes:
    """Seconds from the occurrence; None where the moment has not come. ``is_in_time`` is None while undecided."""

    response_seconds: int | None
    restore_seconds: int | None
    is_in_time: bool | None


def emergency_times(
    occurred_at: datetime,
    responded_at: datetime | None,
    restored_at: datetime | None,
    *,
    response_minutes: int,
    restore_minutes: int,
) -> EmergencyTimes:
    """How long answering and restoring took, and whether both kept within the plan's minutes (the last one included).

    One that was answered too late is late at once; otherwise it is decided when service is restored.
    """
    response, restore = _seconds(occurred_at, responded_at), _seconds(occurred_at, restored_at)
    is_late = _exceeds(response, response_minutes) or _exceeds(restore, restore_minutes)
    is_over = response is not None and restore is not None
    return EmergencyTimes(response, restore, False if is_late else True if is_over else None)


def _seconds(begin: datetime, end: datetime | None) -> int | None:
    return None if end is None else (end - begin) // _SECOND


def _exceeds(seconds: int | None, minutes: int) -> bool:
    return seconds is not None and seconds > minutes * _MINUTE_SECONDS
