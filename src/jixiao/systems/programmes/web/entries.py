"""The line of the navigation that counts what waits for one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from jixiao.foundation.inbox.queries import my_tasks
from jixiao.foundation.people.roles import ADMINISTRATORS, BUSINESS
from jixiao.foundation.web.navigation import Entry, register


def waiting(request: HttpRequest | Any) -> int:
    """How many tasks wait for the person; none for whoever holds no role."""
    return my_tasks(request.person.pk, request.held_roles).count() if request.held_roles else 0


register(Entry(gettext_noop("我的工作"), "/", BUSINESS | ADMINISTRATORS, order=10, count=waiting))
