"""Where a person may begin a form."""

from __future__ import annotations

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.roles import Role
from jixiao.systems.programmes.policies import Asker


def drafting_units(asker: Asker) -> list[Organisation]:
    """The organisations at which the asker drafts, own role or as a deputy."""
    held = {each.organisation for each in asker.held if each.role is Role.DRAFTER}
    return list(Organisation.objects.filter(pk__in=held, active=True)) if held else []
