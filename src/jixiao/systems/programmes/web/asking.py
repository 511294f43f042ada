"""Who asks on a page, and actions tried so that a refusal is shown where it was met."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.people.roles import ADMINISTRATORS, Role
from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes.policies import Asker

Result = TypeVar("Result")
View = Callable[..., HttpResponse]


def asker_of(request: HttpRequest | Any) -> Asker:
    """The person signed in, with the roles in force today."""
    return Asker(request.person, request.held_roles, timezone.localdate())


def does_business(request: HttpRequest | Any) -> bool:
    """Whether pages of business are open to whoever asks; they are not to administrators and the public."""
    return bool(request.roles - ADMINISTRATORS - {Role.PUBLIC})


def for_business(view: View) -> View:
    """A page of business: neither administrators nor the public have one, not even an empty one."""

    @wraps(view)
    def guarded(request: HttpRequest | Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not does_business(request):
            raise Refused("role.no_business", _("您的角色不办理也不查看业务。"), status=403)
        return view(request, *args, **kwargs)

    return guarded


def attempted(action: Callable[[], Result]) -> tuple[Result | None, Refused | None]:
    """What the action gave, or why it was refused; what a refused action had written is undone."""
    try:
        with transaction.atomic():
            return action(), None
    except Refused as refusal:
        return None, refusal
