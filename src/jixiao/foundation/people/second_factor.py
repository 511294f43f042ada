"""The second factor: time-based codes (TOTP, RFC 6238) of an app on the person's phone."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
import segno
from django.utils.translation import gettext as _

from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import RULES
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.people.sealing import BrokenSeal, seal, unseal

_STEP_SECONDS = 30
#: A phone's clock may be one step off.
_STEPS_OFF = (-1, 0, 1)


def is_required(held: frozenset[HeldRole]) -> bool:
    """Does one of the roles ask for it?"""
    return any(RULES[each.role].second_factor for each in held)


def new_secret() -> str:
    """A fresh secret, not yet anybody's."""
    return pyotp.random_base32()


def address(secret: str, person: Person) -> str:
    """The ``otpauth:`` address that an app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name=_("绩效"))


def picture(secret: str, person: Person) -> str:
    """The address as a QR code, an SVG without inline style."""
    code = segno.make(address(secret, person), error="m")
    return code.svg_inline(border=2, omitsize=True, dark="#1c1c1a", light="#fff", title=_("用验证器扫描"))


def store(person: Person, secret: str) -> None:
    """Puts the secret, sealed, into the person; the caller saves."""
    person.second_factor_secret = seal(secret, f"person:{person.pk}")


def opens(person: Person) -> bool:
    """Can this installation's key open the person's secret? Not after a restore without the key it was sealed with."""
    try:
        _secret_of(person)
    except BrokenSeal:
        return False
    return True


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, or None."""
    said = "".join(sign for sign in code if sign.isdigit())
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // _STEP_SECONDS
    fitting = [step for off in _STEPS_OFF if hmac.compare_digest(totp.generate_otp(step := current + off), said)]
    return max(fitting, default=None)


def accepts(person: Person, code: str, now: datetime) -> bool:
    """Is the code right and not used before? Remembers its step; the caller holds the row's lock and saves.

    Raises :class:`BrokenSeal`.
    """
    step = step_of(_secret_of(person), code, now)
    if step is None or step <= person.second_factor_last_step:
        return False
    person.second_factor_last_step = step
    return True


def _secret_of(person: Person) -> str:
    return unseal(person.second_factor_secret, f"person:{person.pk}")
