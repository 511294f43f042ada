"""Between the tables of operations and the pure functions of ``rules.operations.records``, many records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from jixiao.foundation.database.connection import home
from jixiao.foundation.registers.bulk import rewrite
from jixiao.parameters.operations import repeat_days, service_window
from jixiao.parameters.workdays import calendar_versions
from jixiao.rules.operations import Fault as RuleFault
from jixiao.rules.operations import Hold as RuleHold
from jixiao.rules.operations import SeverityChange as RuleSeverityChange
from jixiao.rules.operations import fault_recurrences
from jixiao.rules.operations.records import (
    FaultColumns,
    ServiceTerms,
    TicketColumns,
    TicketRecord,
    fault_columns,
    outage_columns,
    ticket_columns,
)
from jixiao.rules.operations.worktime import local_day, local_second
from jixiao.rules.workdays import CalendarVersions
from jixiao.systems.operations.models import (
    Agreement,
    Fault,
    Hold,
    Inspection,
    InspectionItem,
    Limit,
    Outage,
    Reopening,
    Severity,
    SeverityChange,
    Ticket,
)

TICKET_COLUMNS = tuple(field.name for field in fields(TicketColumns))
FAULT_COLUMNS = tuple(field.name for field in fields(FaultColumns))
#: What operations calls by another name than the rule of repeats.
_EXCLUSIONS = {"planned": "planned_work"}


def calendars() -> CalendarVersions:
    """Every version of the working calendar that this installation knows."""
    return calendar_versions(home() / "calendar")


def terms_of(systems: Iterable[int]) -> dict[int, list[ServiceTerms]]:
    """The agreements of systems with their limits, in two queries."""
    limits: dict[int, list[Limit]] = defaultdict(list)
    wanted = set(systems)
    for limit in Limit.objects.filter(agreement__system_id__in=wanted, void_reason=""):
        limits[limit.agreement_id].append(limit)
    found: dict[int, list[ServiceTerms]] = defaultdict(list)
    for each in Agreement.objects.filter(system_id__in=wanted, void_reason="").order_by("starts_on"):
        window = service_window(each.window, each.starts_on)
        own = [
            (
                limit.severity,
                service_window(limit.window, each.starts_on) if limit.window else None,
                limit.response_minutes,
                limit.resolution_minutes,
            )
            for limit in limits[each.pk]
        ]
        found[each.system_id].append(ServiceTerms.of(each.starts_on, each.ends_on, window, own, Severity.values))
    return found


class Parts:
    """What stopped, reopened and regraded tickets, in three queries."""

    def __init__(self, tickets: Iterable[int | None]) -> None:
        wanted = [number for number in tickets if number is not None]
        self.holds: dict[int, list[RuleHold]] = defaultdict(list)
        self.reopenings: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
        self.changes: dict[int, list[RuleSeverityChange]] = defaultdict(list)
        if not wanted:
            return
        for hold in _holding(Hold, wanted).order_by("from_at"):
            self.holds[hold.ticket_id].append(RuleHold(hold.from_at, hold.until_at, hold.reason))
        for reopening in _holding(Reopening, wanted).order_by("reopened_at"):
            self.reopenings[reopening.ticket_id].append((reopening.reopened_at, reopening.resolved_at))
        for change in _holding(SeverityChange, wanted).order_by("changed_at"):
            self.changes[change.ticket_id].append(RuleSeverityChange(change.changed_at, change.severity))

    def record_of(self, ticket: Ticket) -> TicketRecord:
        """A ticket as the rules read it."""
        return TicketRecord(
            opened_at=ticket.opened_at,
            severity=ticket.severity,
            assigned_at=ticket.assigned_at,
            responded_at=ticket.responded_at,
            started_at=ticket.started_at,
            resolved_at=ticket.resolved_at,
            confirmed_at=ticket.confirmed_at,
            closed_at=ticket.closed_at,
            is_described=all((ticket.channel, ticket.user_name, ticket.severity, ticket.summary.strip())),
            has_engineer=ticket.engineer_id is not None,
            holds=tuple(self.holds.get(ticket.pk, ())),
            reopenings=tuple(self.reopenings.get(ticket.pk, ())),
            severity_changes=tuple(self.changes.get(ticket.pk, ())),
        )


def derive_tickets(tickets: Sequence[Ticket]) -> None:
    """Fills in the derived columns of tickets, saved or not."""
    terms, known = terms_of(ticket.system_id for ticket in tickets), calendars()
    parts = Parts(ticket.pk for ticket in tickets)
    for ticket in tickets:
        made = ticket_columns(parts.record_of(ticket), terms.get(ticket.system_id, ()), known)
        _take_over(ticket, TICKET_COLUMNS, made)


def derive_faults(faults: Sequence[Fault]) -> None:
    """Fills in state and clock of faults, saved or not; :func:`settle_faults` says which repeat which."""
    terms, known = terms_of(fault.system_id for fault in faults), calendars()
    parts = Parts(fault.ticket_id for fault in faults)
    for fault in faults:
        holds = tuple(parts.holds.get(fault.ticket_id, ()))
        made = fault_columns(
            fault.occurred_at,
            fault.resolved_at,
            fault.closed_at,
            fault.severity,
            terms.get(fault.system_id, ()),
            known,
            holds,
        )
        _take_over(fault, FAULT_COLUMNS, made)


def derive_outages(outages: Sequence[Outage]) -> None:
    """Fills in how much of outages fell into the service window."""
    terms, known = terms_of(outage.system_id for outage in outages), calendars()
    for outage in outages:
        outage.business_seconds, outage.calendar_version = outage_columns(
            outage.began_at, outage.ended_at, terms.get(outage.system_id, ()), known
        )


def derive_inspections(inspections: Sequence[Inspection]) -> None:
    """Says which inspections are completed: done, signed, with a report, every item of the checklist answered."""
    answers: dict[int, list[str]] = defaultdict(list)
    saved = [each.pk for each in inspections if each.pk is not None]
    for number, answer in InspectionItem.objects.filter(inspection_id__in=saved, void_reason="").values_list(
        "inspection_id", "answer"
    ):
        answers[number].append(answer)
    for each in inspections:
        own = answers.get(each.pk, [])
        each.is_completed = bool(each.done_on and each.signed_on and each.report and own and all(own))


def settle_parts(parts: Sequence[Hold | Reopening | SeverityChange]) -> None:
    """Brings the tickets of holds, reopenings or changes of severity up to date, and the faults of these tickets."""
    recompute_tickets({part.ticket_id for part in parts})


def settle_items(items: Sequence[InspectionItem]) -> None:
    """Brings the inspections of checklist items up to date."""
    wanted = {item.inspection_id for item in items}
    _recompute(list(Inspection.objects.filter(pk__in=wanted)), ("is_completed",), derive_inspections)


def recompute_tickets(numbers: Iterable[int]) -> int:
    """Derives tickets and the faults recorded under them anew; writes what changed. Gives how many
    tickets did.
    """
    wanted = set(numbers)
    changed = _recompute(
        list(Ticket.objects.filter(pk__in=wanted).select_for_update().order_by("pk")), TICKET_COLUMNS, derive_tickets
    )
    recompute_faults(Fault.objects.filter(ticket_id__in=wanted).values_list("pk", flat=True))
    return changed


def recompute_faults(numbers: Iterable[int]) -> int:
    """Derives the clocks of faults anew; writes what changed. Gives how many did."""
    faults = Fault.objects.filter(pk__in=set(numbers)).select_for_update().order_by("pk")
    return _recompute(list(faults), FAULT_COLUMNS, derive_faults)


def recompute_outages(numbers: Iterable[int]) -> int:
    """Derives how much of outages fell into the service window anew; writes what changed. Gives how many did."""
    outages = Outage.objects.filter(pk__in=set(numbers)).select_for_update().order_by("pk")
    return _recompute(list(outages), ("business_seconds", "calendar_version"), derive_outages)


def settle_faults(faults: Sequence[Fault]) -> None:
    """Says of every fault of the same configuration items whether it repeats another: a fault recorded late, or a root
    cause found late, may make a repeat of one that was recorded before.
    """
    if not faults:
        return
    items = {fault.item_id for fault in faults}
    items |= set(Fault.objects.filter(repeats__in=[fault.pk for fault in faults]).values_list("item_id", flat=True))
    known = list(Fault.objects.filter(item_id__in=items).select_for_update().order_by("pk"))
    said = recurrences(known)
    changed = []
    for fault in known:
        now = said[fault.pk]
        if now != (fault.recurrence, fault.repeats_id):
            fault.recurrence, fault.repeats_id = now
            changed.append(fault)
    rewrite(Fault, changed, ("recurrence", "repeats"))
    written = {fault.pk: fault for fault in changed}
    for fault in faults:
        if (own := written.get(fault.pk)) is not None:
            fault.recurrence, fault.repeats_id = own.recurrence, own.repeats_id


def recurrences(faults: Sequence[Fault]) -> dict[int, tuple[str, int | None]]:
    """What each of the faults is among them all, and which it repeats; a voided one is not proven to be anything."""
    if not faults:
        return {}
    days = repeat_days(max(local_day(local_second(fault.occurred_at)) for fault in faults))
    asked = [_for_the_rule(fault) for fault in faults if not fault.void_reason]
    said: dict[int, tuple[str, int | None]] = {fault.pk: ("cause_unknown", None) for fault in faults}
    for each in fault_recurrences(asked, days):
        said[int(each.fault)] = (each.recurrence, int(each.repeats) if each.repeats else None)
    return said


def _for_the_rule(fault: Fault) -> RuleFault:
    return RuleFault(
        id=str(fault.pk),
        configuration_item=str(fault.item_id),
        root_cause=None if fault.cause_id is None else str(fault.cause_id),
        occurred=fault.occurred_at,
        resolved=fault.resolved_at,
        exclusion=_EXCLUSIONS.get(fault.exclusion, fault.exclusion) or None,  # type: ignore[arg-type]
    )


def _recompute(records: list[Any], columns: Sequence[str], derive: Callable[[Sequence[Any]], None]) -> int:
    before = [[getattr(record, name) for name in columns] for record in records]
    derive(records)
    changed = [
        record
        for record, was in zip(records, before, strict=True)
        if was != [getattr(record, name) for name in columns]
    ]
    if changed:
        rewrite(type(changed[0]), changed, columns)
    return len(changed)


def _take_over(record: Any, names: Sequence[str], made: Any) -> None:
    for name in names:
        setattr(record, name, getattr(made, name))


def _holding(model: Any, tickets: Sequence[int]) -> Any:
    return model.objects.filter(ticket_id__in=tickets, void_reason="")
