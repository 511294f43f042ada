"""Service hours, sample limits and the days of a repeat, from ``tree/operations``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from jixiao.parameters.loader import ParameterError, parameter
from jixiao.rules.operations import Commitment, Hours, ServiceWindow, day_hours, parse_window

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class SampleSeverity:
    """A severity of the sample contract with its Chinese name and what it is promised."""

    code: str
    name: str
    commitment: Commitment


@cache
def service_hours(on: date) -> Mapping[int, Hours]:
    """Which hours of a day a bare number of hours stands for (8 → 09–12 and 13–18)."""
    entries = parameter("operations.service_hours").on(on).value
    try:
        return {int(number): day_hours(_span(text) for text in spans) for number, spans in entries.items()}
    except (AttributeError, TypeError, ValueError) as wrong:
        raise ParameterError(f"operations.service_hours：应为 小时数: [时段]，如 09:00-12:00：{wrong}") from wrong


def service_window(text: str, on: date) -> ServiceWindow:
    """The window that a contract's words mean, with the hours in force on a day.

    Raises ``OperationsError`` for words that leave the days or the hours open.
    """
    return parse_window(text, service_hours(on))


@cache
def sample_severities(on: date) -> tuple[SampleSeverity, ...]:
    """Severities, windows and limits for a contract that has none yet, the most urgent first."""
    return tuple(
        SampleSeverity(
            code,
            entry["name"],
            Commitment(
                service_window(entry["window"], on),
                int(entry["response_minutes"]) * _MINUTE,
                int(entry["resolution_minutes"]) * _MINUTE,
            ),
        )
        for code, entry in parameter("operations.severity_limits").on(on).value.items()
    )


def repeat_days(on: date) -> int:
    """Within how many days of its resolution a fault's return is a repeat."""
    return int(parameter("operations.repeat_days").on(on).value)


def confirmation_days(on: date) -> int:
    """How many days a user has to answer before a resolved ticket may be closed without an answer."""
    return int(parameter("operations.confirmation_days").on(on).value)


def change_review_days(on: date) -> int:
    """How many days after it went live a change is reviewed at the latest."""
    return int(parameter("operations.change_review_days").on(on).value)


def plan_days_late(on: date) -> int:
    """How many days after its planned day something still counts as done by plan."""
    return int(parameter("operations.plan_days_late").on(on).value)


def check_valid_days(on: date) -> int:
    """For how many days a contact that was checked, or a facility that was inspected, counts as looked after."""
    return int(parameter("operations.check_valid_days").on(on).value)


def availability_min(on: date) -> Decimal:
    """The least share of its service time in which a stable service is available."""
    return Decimal(parameter("operations.availability_min").on(on).value)


def _span(text: str) -> tuple[int, int]:
    first, last = (_seconds(clock) for clock in text.split("-"))
    return first, last


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * _MINUTE
