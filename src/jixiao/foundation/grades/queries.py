"""What pages of recorded grades show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from jixiao.foundation.grades.models import RecordedGrade
from jixiao.foundation.grades.policies import Asker, must_confirm
from jixiao.foundation.grades.states import ENTERED, GRADE, ONCE
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step


@dataclass(frozen=True, slots=True)
class Shown:
    """One grade with its steps; ``may_confirm``: by this asker, now."""

    grade: RecordedGrade
    steps: list[Step]
    may_confirm: bool


def grades() -> QuerySet[RecordedGrade]:
    """The grades that the asker sees."""
    return RecordedGrade.objects.select_related("owner")


def shown(asker: Asker, grade_id: int) -> Shown:
    """One grade. Raises :class:`Refused` (404)."""
    grade = grades().filter(pk=grade_id).first()
    if grade is None:
        raise Refused("grade.not_found", "没有这条考核等次，或不在您的查阅范围内。", status=404)
    steps = Step.objects.filter(subject=GRADE.subject, subject_id=grade.pk).select_related("person")
    return Shown(grade, list(steps), grade.state in (ENTERED, ONCE) and _may_confirm(asker, grade))


def _may_confirm(asker: Asker, grade: RecordedGrade) -> bool:
    try:
        must_confirm(asker, grade)
    except Refused:
        return False
    return True
