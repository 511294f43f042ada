"""Review: by the department, then by finance, on a sheet of sixteen checks with the program's findings.

The grade follows from the answers by the rule in force, and the grade says what may follow: 优 passes, 良 passes after
agreed edits, 中 goes back with a deadline, 差 is blocked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.documents.forms.json import form_to_json
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.parameters import parameter
from jixiao.parameters.review import review_parameters
from jixiao.rules.review.grading import GRADES, Graded, grade_of_form, grade_of_key_form
from jixiao.rules.review.parameters import ReviewPoint
from jixiao.systems.programmes.actions.reading import plain_json
from jixiao.systems.programmes.actions.taking import locked, moved, same_revision
from jixiao.systems.programmes.actions.tasks import resubmit_by, usual_deadline
from jixiao.systems.programmes.models import FormVersion, Review
from jixiao.systems.programmes.policies import Asker, facts_of, may
from jixiao.systems.programmes.states import DECLARED, VERSION
from jixiao.systems.programmes.versions import sheet_of, typed

DEPARTMENT, FINANCE = "department", "finance"
_PASS = {DEPARTMENT: "pass_by_department", FINANCE: "pass_by_finance"}
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer answers to one check: a grade, points on the sheet of a key project, and why."""

    grade: str = ""
    points: str = ""
    reason: str = ""


def stage_of(version: FormVersion) -> str:
    """Which review the version waits for."""
    return DEPARTMENT if version.state == DECLARED else FINANCE


def save_review(
    asker: Asker,
    version_id: int,
    answers: Mapping[str, Answer],
    *,
    opinion_on_targets: str = "",
    opinion_on_budget: str = "",
    take_over: bool = False,
) -> Review:
    """Keeps the sheet as far as it is filled in; decides nothing. A colleague's sheet is taken over on demand."""
    version = locked(version_id)
    may(asker, "review", version)
    review = _open_review(asker, version, take_over=take_over)
    known = {point.id for point in points_of(version)}
    kept = {name: _kept(answer) for name, answer in answers.items() if name in known}
    review.answers = {**review.answers, **kept}
    review.opinion_on_targets = opinion_on_targets.strip()[:_LONGEST]
    review.opinion_on_budget = opinion_on_budget.strip()[:_LONGEST]
    review.save()
    return review


def decide(asker: Asker, version_id: int, revision: int | None = None, reason: str = "") -> FormVersion:
    """Ends the review of this stage: grades the saved sheet and does what the grade leads to, with the reason."""
    version = locked(version_id)
    facts = facts_of(version)
    may(asker, "review", version, facts)
    same_revision(version, revision)
    review = _open_review(asker, version, take_over=False)
    graded = grade(version, review)
    verb = verb_after(version, graded.grade)
    held = may(asker, verb, version, facts)
    _opinions(review)
    if not reason.strip():
        raise Refused("review.reason_missing", _("审核结论必须写明理由。"), status=422)
    review.grade, review.points = graded.grade, graded.points
    review.form_seen = plain_json(form_to_json(typed(version)))
    review.decided_at = timezone.now()
    review.save()
    due = None
    if verb == "return":
        due = resubmit_by(asker.today)
    elif verb == "amend":
        due = usual_deadline("amend", asker.today)
    return moved(version, verb, asker=asker, held=held, facts=facts, reason=reason, due_on=due)


def grade(version: FormVersion, review: Review) -> Graded:
    """The grade that the saved answers make. Raises :class:`Refused` naming the first check that lacks something."""
    points = points_of(version)
    first_day = date(version.form.year, 1, 1)
    answers = {point.id: review.answers.get(point.id) or {} for point in points}
    _complete(version, points, answers)
    if version.form.is_key:
        given = {point.id: _points(point, answers[point.id].get("points", "")) for point in points}
        return grade_of_key_form(points, given, form=parameter("review.grade_by_points").on(first_day))
    checks = {point.id: answers[point.id]["grade"] for point in points}
    return grade_of_form(
        points,
        checks,
        item=parameter("review.item_of_checks").on(first_day),
        form=parameter("review.grade_by_items").on(first_day),
    )


def verb_after(version: FormVersion, grade: str) -> str:
    """What a grade leads to. 良 goes on once its agreed edits were made: after an ``amend`` at the same stage."""
    stage = stage_of(version)
    if grade == "良":
        steps = Step.objects.filter(subject=VERSION.subject, subject_id=version.pk, verb="amend", source=version.state)
        return _PASS[stage] if steps.exists() else "amend"
    return {"优": _PASS[stage], "中": "return", "差": "block"}[grade]


def points_of(version: FormVersion) -> tuple[ReviewPoint, ...]:
    """The checks in force for the form's year."""
    points = review_parameters(date(version.form.year, 1, 1)).points
    if not points:
        message = _("%s年度没有有效的审核要点，不能按十六要点审核。") % version.form.year
        raise Refused("review.no_rule_in_force", message)
    return points


def _open_review(asker: Asker, version: FormVersion, *, take_over: bool) -> Review:
    stage = stage_of(version)
    open_reviews = Review.objects.select_for_update(of=("self",)).select_related("reviewer")
    review = open_reviews.filter(version=version, stage=stage, decided_at__isnull=True).first()
    if review is None:
        return Review(
            version=version, owner_id=version.owner_id, stage=stage, reviewer=asker.person, happened_at=timezone.now()
        )
    if review.reviewer_id != asker.person.pk:
        if not take_over:
            message = _("%s正在审核这张表，审核意见没有保存。如需接手，请选择“接手审核”。") % review.reviewer.name
            raise Refused("review.held_by_colleague", message)
        review.reviewer = asker.person
    return review


def _kept(answer: Answer) -> dict[str, str]:
    return {
        "grade": answer.grade if answer.grade in GRADES else "",
        "points": answer.points.strip()[:10],
        "reason": answer.reason.strip()[:_LONGEST],
    }


def _complete(version: FormVersion, points: tuple[ReviewPoint, ...], answers: Mapping[str, Mapping[str, str]]) -> None:
    """Every check answered; a reason wherever the answer is not the best, or is better than the program's."""
    found = {answer.point.id: answer.answer for answer in sheet_of(version)}
    for point in points:
        answer = answers[point.id]
        if version.form.is_key:
            best = _points(point, answer.get("points", "")) == point.points
        elif answer.get("grade") in GRADES:
            best = answer["grade"] == GRADES[0]
        else:
            raise Refused("review.answer_missing", _("“%s”还没有评等级。") % point.check, status=422)
        if answer.get("reason"):
            continue
        if not best:
            raise Refused("review.why_missing", _("“%s”没有评为优（满分），请写明理由。") % point.check, status=422)
        if found.get(point.id) == "not_met":
            message = _("程序判定“%s”不符合，您评为优（满分），请写明理由。") % point.check
            raise Refused("review.why_missing", message, status=422)


def _points(point: ReviewPoint, text: str) -> Decimal:
    try:
        number = Decimal(text or "NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= point.points or number % Decimal("0.1"):
        message = _("“%(check)s”应给 0 到 %(most)s 分，最多一位小数。") % {"check": point.check, "most": point.points}
        raise Refused("review.points_wrong", message, status=422)
    return number


def _opinions(review: Review) -> None:
    if not review.opinion_on_targets:
        raise Refused("review.opinion_missing", _("请写明对绩效目标的修改意见；没有意见的写“无修改意见”。"), status=422)
    if not review.opinion_on_budget:
        raise Refused("review.opinion_missing", _("请写明对预算安排的意见，如“同意按申报数安排”。"), status=422)
