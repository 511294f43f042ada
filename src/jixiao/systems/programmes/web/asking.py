"""Who asks on a page, and actions tried so that a refusal is shown where it was met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes.policies import Asker

Result = TypeVar("Result")


def asker_of(request: HttpRequest | Any) -> Asker:
    """The person signed in, with the roles in force today."""
    return Asker(request.person, request.held_roles, timezone.localdate())


def attempted(action: Callable[[], Result]) -> tuple[Result | None, Refused | None]:
    """What the action gave, or why it was refused; what a refused action had written is undone."""
    try:
        with transaction.atomic():
            return action(), None
    except Refused as refusal:
        return None, refusal
