"""What waits for me, what is late, and whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.deadlines import office_calendar
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Deputy, Person, RoleGrant
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.parameters import ParameterError
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.workdays import WorkingCalendar, working_days_between


@dataclass(frozen=True, slots=True)
class Waiting:
    """One task as a page shows it."""

    task: Task
    #: working days until the deadline, negative when late; None without a deadline or without that year's calendar.
    days_left: int | None
    waits_for: str  # 王审核, or 财政审核人（上海市财政局）
    is_late: bool


def my_tasks(person_id: int, held: Iterable[HeldRole]) -> QuerySet[Task]:
    """Open tasks that wait for the person, by name, by role or as a deputy, the most urgent first. Two queries."""
    roles = list(held)
    paths = dict(Organisation.objects.filter(id__in={each.organisation for each in roles}).values_list("id", "path"))
    waiting = Q(person_id=person_id)
    for each in roles:
        mine = Q(role=each.role.value) & _within(each.role, each.organisation, paths.get(each.organisation, ""))
        if each.for_person is None:
            waiting |= mine & Q(person_id__isnull=True)
        else:  # what the absent colleague may not do, the deputy may not do for that colleague
            for_absent = Q(person_id__isnull=True) | Q(person_id=each.for_person)
            waiting |= mine & for_absent & ~Q(not_by__contains=[each.for_person])
    return (
        Task.objects.filter(waiting, done_at__isnull=True)
        .exclude(not_by__contains=[person_id])
        .order_by("due_on", "id")
    )


def late_tasks(today: date) -> QuerySet[Task]:
    """Open tasks in scope whose day has passed, the latest first."""
    return Task.objects.filter(done_at__isnull=True, due_on__lt=today).order_by("due_on", "id")


def tasks_of(subject: str, subject_id: int) -> QuerySet[Task]:
    """All tasks of a subject, open ones first."""
    found = Task.objects.filter(subject=subject, subject_id=subject_id)
    return found.order_by(F("done_at").asc(nulls_first=True), "id")


def described(tasks: Iterable[Task], today: date) -> list[Waiting]:
    """Tasks with their working days and the words for whom they wait. Two queries, whatever their number."""
    listed = list(tasks)
    words = _words({(task.person_id, task.role, task.at_id) for task in listed})
    calendar = _calendar(today)
    return [
        Waiting(
            task=task,
            days_left=_days_left(task.due_on, today, calendar),
            waits_for=words[task.person_id, task.role, task.at_id],
            is_late=task.done_at is None and task.due_on is not None and task.due_on < today,
        )
        for task in listed
    ]


@dataclass(frozen=True, slots=True)
class Lateness:
    """Who is late, with how much, and for how long at most."""

    waits_for: str
    count: int
    days_late_max: int


def who_is_late(today: date) -> list[Lateness]:
    """Late tasks in scope by whom they wait for, the longest delay first. Three queries, whatever their number."""
    groups = list(
        Task.objects.filter(done_at__isnull=True, due_on__lt=today)
        .order_by()
        .values("person_id", "role", "at_id")
        .annotate(count=Count("id"), since=Min("due_on"))
    )
    words = _words({(each["person_id"], each["role"], each["at_id"]) for each in groups})
    calendar = _calendar(today)
    late: dict[str, list[tuple[int, int]]] = {}
    for each in groups:
        days = -(_days_left(each["since"], today, calendar) or 0)
        name = words[each["person_id"], each["role"], each["at_id"]]
        late.setdefault(name, []).append((each["count"], days))
    found = [
        Lateness(name, sum(count for count, _ in parts), max(days for _, days in parts)) for name, parts in late.items()
    ]
    return sorted(found, key=lambda each: (-each.days_late_max, -each.count, each.waits_for))


def doers(task: Task, today: date) -> list[Person]:
    """Everybody who may do the task today: the person or the holders of the role, and their deputies."""
    with acting_as(system_actor("inbox")):
        grants = RoleGrant.objects.none()
        if task.role and task.at is not None:
            grants = RoleGrant.objects.filter(
                _holders(Role(task.role), task.at), role=task.role, year=today.year, ended_at__isnull=True
            )
            if task.person_id is not None:
                grants = grants.filter(person_id=task.person_id)
        deputies = Deputy.objects.filter(
            grant__in=grants.exclude(person_id__in=task.not_by),
            ended_at__isnull=True,
            first_day__lte=today,
            last_day__gte=today,
        ).values("person_id")
        whoever = Q(id__in=grants.values("person_id")) | Q(id__in=deputies) | Q(id=task.person_id)
        return list(Person.objects.filter(whoever, is_active=True).exclude(id__in=task.not_by))


def days_late(task: Task, today: date) -> int:
    """Working days since the task's day; 0 when it has not passed or that year's calendar is not known."""
    return max(0, -(_days_left(task.due_on, today, _calendar(today)) or 0))


def _within(role: Role, organisation: int, path: str) -> Q:
    """The places whose tasks a role at an organisation covers: as far as the role writes."""
    reach = RULES[role].writes
    if reach == "bureau":
        return Q(at__path__startswith=f".{path.split('.')[1]}.") if path else Q(at_id=organisation)
    if reach == "subtree" and path:
        return Q(at__path__startswith=path)
    return Q(at_id=organisation)


def _holders(role: Role, at: Organisation) -> Q:
    """Where the role must be held to cover a place."""
    above = [int(number) for number in at.path.strip(".").split(".") if number]
    reach = RULES[role].writes
    if reach == "bureau" and above:
        return Q(owner__path__startswith=f".{above[0]}.")
    if reach == "subtree" and above:
        return Q(owner_id__in=above)
    return Q(owner_id=at.pk)


def _words(waiting: set[tuple[int | None, str, int | None]]) -> dict[tuple[int | None, str, int | None], str]:
    """For whom something waits, in words: names only, which whoever sees the task may know."""
    with acting_as(system_actor("inbox")):
        people = dict(Person.objects.filter(id__in={person for person, _, _ in waiting}).values_list("id", "name"))
        places = dict(Organisation.objects.filter(id__in={place for _, _, place in waiting}).values_list("id", "name"))
    return {
        (person, role, place): people[person]
        if person is not None
        else gettext("%(role)s（%(place)s）")
        % {"role": gettext(RULES[Role(role)].name), "place": places.get(place, "")}
        for person, role, place in waiting
    }


def _calendar(today: date) -> WorkingCalendar | None:
    """None where a file of the installation is wrong: pages still show, doctor and every new deadline say so."""
    try:
        return office_calendar(today)
    except ParameterError:
        return None


def _days_left(due_on: date | None, today: date, calendar: WorkingCalendar | None) -> int | None:
    if due_on is None or calendar is None:
        return None
    try:
        return working_days_between(today, due_on, calendar)
    except NoRuleInForce:
        return None
