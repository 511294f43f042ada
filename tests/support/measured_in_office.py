"""Adds the approved programme with its records and its values to a served office."""

from __future__ import annotations

from tests.support.measured_desk import measured_desk
from tests.support.office import Office


def add_to(office: Office) -> None:
    """One approved programme, measured twice: before its last ticket was registered, and after."""
    desk = measured_desk(office)
    desk.measured()
