"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jixiao.foundation.people.roles import RULES
from jixiao.foundation.web.amounts import UNIT_WORDS, unit_of
from jixiao.foundation.web.navigation import groups_for, leads_somewhere
from jixiao.foundation.web.simulation import simulated


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The person, the roles, the navigation, the unit of money and the words of the frame."""
    person = getattr(request, "person", None)
    roles = getattr(request, "roles", frozenset())
    return {
        "person": person,
        "roles": roles,
        "role_words": [RULES[role].name for role in RULES if role in roles],
        "stands_in": any(each.for_person for each in getattr(request, "held_roles", ())),
        "navigation": SimpleLazyObject(lambda: groups_for(request)) if person else [],
        "simulated": simulated(),
        "money_unit": unit_of(request),
        "money_unit_word": UNIT_WORDS[unit_of(request)],
        "may_sign_out": person is not None and leads_somewhere("/sign-out/"),
        "may_see_oneself": person is not None and leads_somewhere("/me/"),
        "may_sign_in": person is None and leads_somewhere("/sign-in/"),
    }
