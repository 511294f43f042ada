"""After an agreement was corrected: the clocks of what it governs, counted anew, one year at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.people.roles import Role
from jixiao.foundation.registers.columns import LOCAL
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.operations.clocks import recompute_faults, recompute_outages, recompute_tickets
from jixiao.systems.operations.models import Agreement, Fault, Outage, Ticket


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many records of an agreement's system were looked at and how many changed."""

    tickets: int
    tickets_changed: int
    faults: int
    faults_changed: int
    outages: int
    outages_changed: int


def recompute(agreement_id: int, year: int, reason: str, recorder: Importer) -> Recomputed:
    """Counts the clocks of one year's tickets, faults and outages of an agreement's system anew (按约定重算).

    Correcting an agreement changes no clock by itself: a year that was already evaluated is touched only by whoever
    names it and says why. Former versions are kept, so what was scored as of an earlier day stays provable.
    Raises :class:`Refused`: not found or not yours (404), no such role (403), no reason or another year (422).
    """
    if not reason.strip():
        raise Refused("operations.reason_missing", "按约定重算必须写明理由。", status=422)
    agreement = Agreement.objects.select_for_update().filter(pk=agreement_id, void_reason="").first()
    if agreement is None:
        raise Refused("operations.agreement_not_found", "没有这份服务约定，或它不由您办理。", status=404)
    if not any(each.role is Role.RECORDER and each.organisation == agreement.owner_id for each in recorder.held):
        raise Refused("operations.not_yours", "只有本单位的业务经办可以按约定重算。", status=403)
    if not agreement.starts_on.year <= year <= agreement.ends_on.year:
        said = f"{year} 年不在这份约定的期限内（{agreement.starts_on} 至 {agreement.ends_on}）。"
        raise Refused("operations.year_outside_agreement", said, status=422)
    of_year = {"system_id": agreement.system_id, "void_reason": "", **_in_year(year)}
    tickets = list(Ticket.objects.filter(**of_year).values_list("pk", flat=True))
    faults = list(Fault.objects.filter(**of_year).values_list("pk", flat=True))
    outages = list(Outage.objects.filter(**of_year).values_list("pk", flat=True))
    faults_changed = recompute_faults(faults)  # before the tickets, which bring their faults along uncounted
    made = Recomputed(
        tickets=len(tickets),
        tickets_changed=recompute_tickets(tickets),
        faults=len(faults),
        faults_changed=faults_changed,
        outages=len(outages),
        outages_changed=recompute_outages(outages),
    )
    Step.objects.create(
        owner_id=agreement.owner_id,
        subject=Agreement._meta.db_table,
        subject_id=agreement.pk,
        verb="recompute",
        source="",
        target="",
        person_id=recorder.person_id,
        reason=f"{year}：{reason.strip()}",
        happened_at=timezone.now(),
    )
    return made


def _in_year(year: int) -> dict[str, Any]:
    return {
        "happened_at__gte": datetime.combine(datetime(year, 1, 1).date(), time.min, LOCAL),
        "happened_at__lt": datetime.combine(datetime(year + 1, 1, 1).date(), time.min, LOCAL),
    }
