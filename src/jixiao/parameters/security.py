"""The rules of signing in as one value, from ``tree/security``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jixiao.parameters.loader import parameter


@dataclass(frozen=True, slots=True)
class SecurityRules:
    """What a password must be, when an account locks, when an address has to wait, when a session ends."""

    password_length_min: int
    password_kinds_min: int
    password_days_max: int
    #: how many of the latest passwords, the present one among them, are not taken again.
    passwords_remembered: int
    failures_max: int
    lock: timedelta
    #: failures from one address within ``address_window``, over all names, that close it for ``address_pause``.
    address_failures_max: int
    address_window: timedelta
    address_pause: timedelta
    idle: timedelta


@cache
def security_rules(on: date) -> SecurityRules:
    """The rules in force on a day."""
    password = parameter("security.password").on(on).value
    sign_in = parameter("security.sign_in").on(on).value
    address = parameter("security.sign_in_address").on(on).value
    return SecurityRules(
        password_length_min=int(password["length_min"]),
        password_kinds_min=int(password["kinds_min"]),
        password_days_max=int(password["days_max"]),
        passwords_remembered=int(password["remembered"]),
        failures_max=int(sign_in["failures_max"]),
        lock=timedelta(minutes=int(sign_in["lock_minutes"])),
        address_failures_max=int(address["failures_max"]),
        address_window=timedelta(minutes=int(address["window_minutes"])),
        address_pause=timedelta(minutes=int(address["pause_minutes"])),
        idle=timedelta(minutes=int(sign_in["idle_minutes"])),
    )
