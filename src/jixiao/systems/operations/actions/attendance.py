"""Rota and attendance, settled into service days (出勤结算)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.people.roles import Role
from jixiao.foundation.registers.bulk import rewrite
from jixiao.foundation.registers.columns import LOCAL
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.parameters.operations import service_window
from jixiao.rules.operations.service_days import Presence, Turn, covered_seconds, required_seconds
from jixiao.rules.regulations import NoRuleInForce
from jixiao.systems.operations.checking import local_date
from jixiao.systems.operations.clocks import calendars
from jixiao.systems.operations.models import Attendance, Duty, Qualification, ServiceDay, System, Window

_COLUMNS = (
    "workday_ordinal", "calendar_version", "required_seconds", "covered_seconds", "is_covered", "qualified_engineers",
)  # fmt: skip
_MONTHS = 12


def settle_attendance(system_id: int, year: int, recorder: Importer) -> int:
    """Makes or renews a system's service days of a year, on the calendar known at its end; gives how many there are.

    One for each working day with rota or attendance, its cover measured against 5*8. Settling again replaces the
    figures, keeps the former ones, and voids days that no longer have rota or attendance.
    Raises :class:`Refused`: no such system or not yours (404), no such role (403), a year that has not begun or has no
    calendar (422).
    """
    system = System.objects.select_for_update().filter(pk=system_id, void_reason="").first()
    if system is None:
        raise Refused("operations.system_not_found", "没有这个系统，或它不由您办理。", status=404)
    if not any(each.role is Role.RECORDER and each.organisation == system.owner_id for each in recorder.held):
        raise Refused("operations.not_yours", "只有本单位的业务经办可以结算出勤。", status=403)
    if year > timezone.localdate().year:
        raise Refused("operations.year_not_begun", f"{year} 年还没有到，不能结算出勤。", status=422)
    try:
        days = service_days(system, year)
    except NoRuleInForce as unknown:
        raise Refused(
            "operations.year_without_calendar", f"没有 {year} 年的工作日历，不能结算出勤。", status=422
        ) from unknown
    _keep(system, year, days, recorder)
    Step.objects.create(
        owner_id=system.owner_id,
        subject=System._meta.db_table,
        subject_id=system.pk,
        verb="settle",
        source="",
        target="",
        person_id=recorder.person_id,
        reason=str(year),
        happened_at=timezone.now(),
    )
    return len(days)


def service_days(system: System, year: int) -> list[ServiceDay]:
    """The service days that rota and attendance of a year make, in three queries; nothing is written."""
    first, last = date(year, 1, 1), date(year, _MONTHS, 31)
    calendar = calendars().known_on(last)
    calendar.must_know(first)
    turns, on_rota = _rota(system, first, last)
    presences = _presences(system, first, last)
    qualified = _qualified({engineer for own in on_rota.values() for engineer in own})
    window = service_window(Window.WORKING_HOURS, first)
    made = []
    for ordinal, day in enumerate(calendar.working_days, start=1):
        if not first <= day <= last or not (on_rota[day] or presences[day]):
            continue
        hours = window.on_working_day[day.weekday()]
        covered, required = covered_seconds(day, hours, turns[day], presences[day]), required_seconds(hours)
        made.append(
            ServiceDay(
                owner_id=system.owner_id,
                happened_at=datetime.combine(day, time.min, LOCAL),
                system=system,
                number=day.isoformat(),
                day_on=day,
                workday_ordinal=ordinal,
                calendar_version=calendar.version,
                required_seconds=required,
                covered_seconds=covered,
                is_covered=covered >= required,
                qualified_engineers=sum(
                    any(begins <= day and (ends is None or day <= ends) for begins, ends in qualified[engineer])
                    for engineer in on_rota[day]
                ),
            )
        )
    return made


def _rota(system: System, first: date, last: date) -> tuple[dict[date, list[Turn]], dict[date, set[int]]]:
    """Turns on site by day, and everybody on the rota by day."""
    turns: dict[date, list[Turn]] = defaultdict(list)
    people: dict[date, set[int]] = defaultdict(set)
    for duty in Duty.objects.filter(system=system, void_reason="", day_on__range=(first, last)):
        people[duty.day_on].add(duty.engineer_id)
        if duty.is_on_site:
            turns[duty.day_on].append(Turn(duty.engineer_id, duty.day_on, duty.from_minute, duty.to_minute))
    return turns, people


def _presences(system: System, first: date, last: date) -> dict[date, list[Presence]]:
    """Who was there, by every day that the presence touches."""
    found: dict[date, list[Presence]] = defaultdict(list)
    begins = datetime.combine(first, time.min, LOCAL)
    ends = datetime.combine(last + timedelta(days=1), time.min, LOCAL)
    there = Attendance.objects.filter(system=system, void_reason="", arrived_at__lt=ends, left_at__gt=begins)
    for each in there:
        presence = Presence(each.engineer_id, each.arrived_at, each.left_at)
        for day in {local_date(each.arrived_at), local_date(each.left_at)}:
            found[day].append(presence)
    return found


def _qualified(engineers: set[int]) -> dict[int, list[tuple[date, date | None]]]:
    """From when to when engineers hold any qualification."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Qualification.objects.filter(engineer_id__in=engineers, void_reason="")
    for engineer, begins, ends in rows.values_list("engineer_id", "valid_from", "valid_to"):
        found[engineer].append((begins, ends))
    return found


def _keep(system: System, year: int, days: list[ServiceDay], recorder: Importer) -> None:
    """Writes new days, changes those whose figures changed, voids those that are no longer."""
    there = {each.day_on: each for each in ServiceDay.objects.filter(system=system, day_on__year=year)}
    changed: list[Any] = []
    for day in days:
        day.recorded_by_id = recorder.person_id
        own = there.pop(day.day_on, None)
        if own is None:
            continue
        day.pk = own.pk
        if own.void_reason or any(getattr(own, name) != getattr(day, name) for name in _COLUMNS):
            changed.append(day)
    ServiceDay.objects.bulk_create([day for day in days if day.pk is None], batch_size=2_000)
    for gone in there.values():
        if not gone.void_reason:
            gone.void_reason = "当日已无排班和出勤"
            changed.append(gone)
    rewrite(ServiceDay, changed, (*_COLUMNS, "void_reason"))
