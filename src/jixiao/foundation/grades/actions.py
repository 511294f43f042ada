"""Entering a grade, confirming it twice, rejecting it: each locks, asks the policy, leaves a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao.foundation import subjects
from jixiao.foundation.grades.models import RecordedGrade
from jixiao.foundation.grades.policies import Asker, must_confirm, must_enter
from jixiao.foundation.grades.states import CONFIRMED, ENTERED, GRADE
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.parameters.panels import outside_scales
from jixiao.rules.panels import reaches


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the outside body's document, and what was wanted."""

    programme_id: int
    year: int
    indicator: str
    assessment: str
    issuer: str
    document: str
    issued_on: date
    grade: str
    wanted: str


def enter(asker: Asker, entered: Entered) -> RecordedGrade:
    """Records a grade; it counts when two other people have confirmed it."""
    must_enter(asker)
    subject = subjects.find(entered.programme_id)
    if subject is None:
        raise Refused("grade.programme_unknown", "没有这个项目，或不在您的查阅范围内。", status=422)
    must_enter(asker, subject.unit_id)
    scale = _checked(entered, asker.today)
    try:
        with transaction.atomic():
            grade = RecordedGrade.objects.create(
                owner_id=subject.unit_id,
                programme_id=subject.programme_id,
                programme=subject.name,
                year=entered.year,
                indicator=entered.indicator.strip(),
                assessment=entered.assessment.strip(),
                issuer=entered.issuer.strip(),
                document=entered.document.strip(),
                issued_on=entered.issued_on,
                scale=list(scale),
                grade=entered.grade,
                wanted=entered.wanted,
                is_reached=reaches(entered.grade, entered.wanted, scale),
                entered_by=asker.person,
                happened_at=timezone.now(),
            )
    except IntegrityError as twice:
        if "recorded_grade_once" not in str(twice):
            raise
        raise Refused("grade.recorded_already", "这个项目本年度的这项指标已经登记了考核等次。") from twice
    _step(grade, asker, "enter", "")
    return grade


def confirm(asker: Asker, grade_id: int) -> RecordedGrade:
    """Confirms that the document says so: the first person, then a second one."""
    grade = _locked(asker, grade_id)
    source = grade.state
    grade.state = GRADE.after(source, verb := "confirm" if source == ENTERED else "confirm_again")
    if grade.state == CONFIRMED:
        grade.second_by, grade.confirmed_at = asker.person, timezone.now()
    else:
        grade.first_by = asker.person
    grade.save(update_fields=["state", "first_by", "second_by", "confirmed_at"])
    _step(grade, asker, verb, source)
    return grade


def reject(asker: Asker, grade_id: int, reason: str) -> RecordedGrade:
    """Says that the document says otherwise; the grade is entered anew."""
    grade = _locked(asker, grade_id)
    source = grade.state
    grade.state = GRADE.after(source, "reject", reason)
    grade.save(update_fields=["state"])
    _step(grade, asker, "reject", source, reason)
    return grade


def _checked(entered: Entered, today: date) -> tuple[str, ...]:
    """The scale that has both grades. Raises :class:`Refused` (422)."""
    texts = (entered.indicator, entered.assessment, entered.issuer, entered.document)
    if not all(text.strip() for text in texts):
        raise Refused("grade.document_missing", "请写明指标、考核名称、发文机关和文号。", status=422)
    if entered.issued_on > today:
        raise Refused("grade.issued_in_future", "发文日期晚于今天，请核对。", status=422)
    if entered.issued_on.year < entered.year:
        raise Refused("grade.issued_before_year", "发文日期早于考核年度，请核对年度和日期。", status=422)
    for scale in outside_scales(today):
        if entered.grade in scale and entered.wanted in scale:
            return scale
    said = f"“{entered.grade}”和“{entered.wanted}”不在同一套等次中，无法比较。请按考核文件的等次填写。"
    raise Refused("grade.scale_unknown", said, status=422)


def _locked(asker: Asker, grade_id: int) -> RecordedGrade:
    """The grade, locked. Raises :class:`Refused`: not seen (404), not yours (403)."""
    found = RecordedGrade.objects.filter(pk=grade_id).first()
    if found is None:
        raise Refused("grade.not_found", "没有这条考核等次，或不在您的查阅范围内。", status=404)
    must_confirm(asker, found)
    locked = RecordedGrade.objects.select_for_update(of=("self",)).get(pk=grade_id)
    must_confirm(asker, locked)
    return locked


def _step(grade: RecordedGrade, asker: Asker, verb: str, source: str, reason: str = "") -> None:
    Step.objects.create(
        owner_id=grade.owner_id,
        subject=GRADE.subject,
        subject_id=grade.pk,
        verb=verb,
        source=source,
        target=grade.state,
        person=asker.person,
        reason=reason.strip(),
        happened_at=timezone.now(),
    )
