"""Who enters a grade and who confirms it: three different people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jixiao.foundation.grades.models import RecordedGrade
from jixiao.foundation.identity import current
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused

ENTERING = frozenset({Role.RECORDER, Role.DRAFTER})
CONFIRMING = frozenset({Role.RECORDER, Role.DRAFTER, Role.DEPARTMENT_REVIEWER, Role.FINANCE_REVIEWER})


@dataclass(frozen=True, slots=True)
class Asker:
    """A person with the roles in force today."""

    person: Person
    held: frozenset[HeldRole]
    today: date


def may_enter(asker: Asker, unit_id: int | None = None) -> bool:
    """Whether the asker enters grades of the unit, or of any."""
    return any(each.role in ENTERING and unit_id in (None, each.organisation) for each in asker.held)


def must_enter(asker: Asker, unit_id: int | None = None) -> None:
    """Raises :class:`Refused` (403) for whoever may not."""
    if not may_enter(asker, unit_id):
        raise Refused("grade.not_yours_to_enter", "考核等次由被考核单位的编制人或业务经办登记。", status=403)


def must_confirm(asker: Asker, grade: RecordedGrade) -> None:
    """Raises :class:`Refused` (403): no role over the unit, or the one who entered it or confirmed it before."""
    if grade.owner_id not in current().writes or not any(each.role in CONFIRMING for each in asker.held):
        said = "考核等次由被考核单位的编制人、业务经办，或部门、财政审核人确认。"
        raise Refused("grade.not_yours_to_confirm", said, status=403)
    if asker.person.pk in (grade.entered_by_id, grade.first_by_id):
        said = "登记人不能自己确认，两次确认也要由不同的人办理。请由另一人确认。"
        raise Refused("grade.confirmed_by_oneself", said, status=403)
