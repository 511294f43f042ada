"""Who may do what with panels, and who may not judge whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.panels.models import Panel, PanelJudge
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole, in_force
from jixiao.foundation.transitions import Refused


@dataclass(frozen=True, slots=True)
class Asker:
    """A person with the roles in force today."""

    person: Person
    held: frozenset[HeldRole]
    today: date


def conveners_place(asker: Asker, owner_id: int | None = None) -> int:
    """The organisation for which the asker convenes; for a panel its own. Raises :class:`Refused` (403)."""
    places = sorted(
        each.organisation
        for each in asker.held
        if each.role is Role.FINANCE_REVIEWER and owner_id in (None, each.organisation)
    )
    if not places:
        raise Refused("panel.not_yours_to_convene", "组织评判由财政审核人办理。", status=403)
    return places[0]


def may_convene(asker: Asker, owner_id: int | None = None) -> bool:
    """Whether the asker convenes panels at all, or this one's."""
    try:
        conveners_place(asker, owner_id)
    except Refused:
        return False
    return True


def seat_of(asker: Asker, panel: Panel) -> PanelJudge:
    """The asker's own seat. Raises :class:`Refused` (403) for whoever was not drawn or has stepped back."""
    seat = panel.judges.filter(person=asker.person, recused_at__isnull=True).first()
    if seat is None:
        raise Refused("panel.not_a_judge", "您不是这次评判的评判人，或已经回避。", status=403)
    return seat


def eligible(people: Iterable[Person], panel: Panel, today: date) -> list[Person]:
    """Those of a pool who may be drawn: none of the measured unit, by employment or by role, and not who convenes.

    The unit includes what stands below it and the bodies above it up to the department. The bureau includes its
    divisions and not the departments; for a division the other divisions are other units.
    """
    mine = _measured_body(panel.measured)
    candidates = [each for each in people if each.is_active and each.pk != panel.convened_by_id]
    grants = RoleGrant.objects.filter(in_force(today), person__in=candidates, owner__in=mine)
    involved = set(grants.values_list("person_id", flat=True))
    return [each for each in candidates if each.pk not in involved and each.owner_id not in mine]


def _measured_body(unit: Organisation) -> frozenset[int]:
    """The numbers of the organisations that are the measured unit."""
    steps = [int(step) for step in unit.path.split(".") if step]
    above = Organisation.objects.filter(pk__in=steps, kind__in=(Kind.DEPARTMENT, Kind.UNIT))
    below = Organisation.objects.filter(path__startswith=unit.path)
    if unit.kind == Kind.BUREAU:
        below = below.filter(kind__in=(Kind.BUREAU, Kind.DIVISION))
    return frozenset({unit.pk, *above.values_list("pk", flat=True), *below.values_list("pk", flat=True)})
