"""Convening, drawing, stepping back, handing in, opening, ending: each locks, asks the policy, leaves a step."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from jixiao.foundation import subjects
from jixiao.foundation.identity import acting_as
from jixiao.foundation.inbox.actions import close_tasks, open_task
from jixiao.foundation.panels.models import BANDS, Panel, PanelExpert, PanelJudge, PanelOpinion, PanelResult
from jixiao.foundation.panels.policies import Asker, conveners_place, eligible, seat_of
from jixiao.foundation.panels.states import JUDGING, PANEL
from jixiao.foundation.people.events import on_the_word_of
from jixiao.foundation.people.models import Person
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.parameters.panels import bands, judges_min, trim
from jixiao.rules.panels import counted, in_drawn_order, pool_digest, sealed, within_one_panel
from jixiao.rules.scoring.bands import band_of

_JUDGE = gettext_noop("独立评判")


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to judges: about which programme, in which year, under which indicator."""

    programme_id: int
    year: int
    indicator: str
    question: str
    seats: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a judge hands in: a band, a point in it (of a hundred), why, and on what evidence."""

    band: str
    points: int
    reason: str
    evidence: str


def add_expert(asker: Asker, person_id: int, speciality: str) -> PanelExpert:
    """Takes a person into the pool."""
    owner_id = conveners_place(asker)
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Refused("panel.person_unknown", "没有这个人员，或账号已停用。", status=422)
    if not speciality.strip():
        raise Refused("panel.speciality_missing", "请写明专业。", status=422)
    if PanelExpert.objects.filter(owner_id=owner_id, person=person, left_at__isnull=True).exists():
        raise Refused("panel.in_pool_already", f"{person.name}已经在专家库中。")
    return PanelExpert.objects.create(
        owner_id=owner_id, person=person, speciality=speciality.strip(), happened_at=timezone.now()
    )


def remove_expert(asker: Asker, expert_id: int) -> PanelExpert:
    """Takes somebody out of the pool: nobody is removed from a panel that was drawn."""
    expert = PanelExpert.objects.select_for_update(of=("self",)).filter(pk=expert_id, left_at__isnull=True).first()
    if expert is None:
        raise Refused("panel.not_in_pool", "专家库中没有这个人。", status=404)
    conveners_place(asker, expert.owner_id)
    expert.left_at = timezone.now()
    expert.save(update_fields=["left_at"])
    return expert


def convene(asker: Asker, asked: Question) -> Panel:
    """Puts a question to a panel that is drawn next."""
    owner_id = conveners_place(asker)
    subject = subjects.find(asked.programme_id)
    if subject is None:
        raise Refused("panel.programme_unknown", "没有这个项目，或不在您的查阅范围内。", status=422)
    least = judges_min(asker.today)
    if asked.seats < least:
        raise Refused("panel.too_few_seats", f"评判人至少 {least} 人。请增加评判人数。", status=422)
    if not asked.indicator.strip() or not asked.question.strip():
        raise Refused("panel.question_missing", "请写明指标和评判的问题。", status=422)
    try:
        with transaction.atomic():
            panel = Panel.objects.create(
                owner_id=owner_id,
                programme_id=subject.programme_id,
                programme=subject.name,
                measured_id=subject.unit_id,
                year=asked.year,
                indicator=asked.indicator.strip(),
                question=asked.question.strip(),
                seats=asked.seats,
                convened_by=asker.person,
                happened_at=timezone.now(),
            )
    except IntegrityError as twice:
        if "panel_once_for_a_question" not in str(twice):
            raise
        raise Refused("panel.convened_already", "这个项目本年度的这项指标已经组织了评判。") from twice
    _step(panel, asker, "convene", "")
    return panel


def draw(asker: Asker, panel_id: int) -> Panel:
    """Fixes who may be drawn, makes the seed after that, and seats the first of the drawn order."""
    panel = _locked(panel_id)
    conveners_place(asker, panel.owner_id)
    PANEL.after(panel.state, "draw")
    experts = PanelExpert.objects.filter(owner_id=panel.owner_id, left_at__isnull=True).select_related("person__owner")
    people = eligible([each.person for each in experts], panel, asker.today)
    if len(people) < panel.seats:
        said = f"除被评判单位的人员外，专家库中只有 {len(people)} 人，不足 {panel.seats} 人。请先补充专家库。"
        raise Refused("panel.pool_too_small", said)
    panel.pool = sorted(person.pk for person in people)
    panel.pool_digest = pool_digest(panel.pool)
    panel.seed = secrets.token_hex(16)
    panel.drawn_at = timezone.now()
    _moved(panel, asker, "draw")
    for place, person_id in enumerate(in_drawn_order(panel.pool, panel.seed)[: panel.seats], 1):
        _seat(panel, person_id, place)
    return panel


def declare(asker: Asker, panel_id: int) -> PanelJudge:
    """A judge declares that there is no conflict of interest."""
    panel, seat = _judging(asker, panel_id)
    if seat.declared_at is not None:
        raise Refused("panel.declared_already", "您已经声明过没有利害关系。")
    seat.declared_at = timezone.now()
    with acting_as(on_the_word_of(asker.person, "panels")):
        seat.save(update_fields=["declared_at"])
        _step(panel, asker, "declare", panel.state)
    return seat


def recuse(asker: Asker, panel_id: int, reason: str) -> PanelJudge:
    """A judge steps back for a conflict of interest; the next of the drawn order takes a seat, if there is one."""
    panel, seat = _judging(asker, panel_id)
    if not reason.strip():
        raise Refused("panel.recusal_without_reason", "请写明回避的理由。", status=422)
    seat.recused_at, seat.recusal_reason = timezone.now(), reason.strip()
    with acting_as(on_the_word_of(asker.person, "panels")):
        seat.save(update_fields=["recused_at", "recusal_reason"])
        close_tasks(PANEL.subject, panel.pk, _what(asker.person.pk), outcome="recuse")
        _step(panel, asker, "recuse", panel.state, reason)
        drawn = in_drawn_order(panel.pool, panel.seed)
        place = panel.judges.count() + 1
        if place <= len(drawn):
            _seat(panel, drawn[place - 1], place)
    return seat


def hand_in(asker: Asker, panel_id: int, said: Said) -> PanelOpinion:
    """A judge's opinion: sealed, hidden from everybody else until the opening, never changed."""
    panel, seat = _judging(asker, panel_id)
    if seat.declared_at is None:
        raise Refused("panel.not_declared", "请先声明与被评判单位没有利害关系，或者回避。")
    _must_be_whole(said, asker)
    salt = secrets.token_hex(16)
    opinion = PanelOpinion.objects.create(
        owner_id=panel.owner_id,
        panel=panel,
        person=asker.person,
        name=seat.name,
        organisation=seat.organisation,
        band=said.band,
        points=said.points,
        reason=said.reason.strip(),
        evidence=said.evidence.strip(),
        salt=salt,
        seal=sealed(salt, said.band, said.points, said.reason.strip(), said.evidence.strip()),
        happened_at=timezone.now(),
    )
    with acting_as(on_the_word_of(asker.person, "panels")):
        seat.handed_in_at = timezone.now()
        seat.save(update_fields=["handed_in_at"])
        close_tasks(PANEL.subject, panel.pk, _what(asker.person.pk), outcome="hand_in")
        _step(panel, asker, "hand_in", panel.state)
    return opinion


def open_opinions(asker: Asker, panel_id: int) -> PanelResult:
    """Opens all opinions at once, when every judge has handed in, and works out what they make together."""
    panel = _locked(panel_id)
    conveners_place(asker, panel.owner_id)
    PANEL.after(panel.state, "open")
    seats = list(panel.judges.filter(recused_at__isnull=True))
    waiting = [seat for seat in seats if seat.handed_in_at is None]
    if waiting:
        said = f"还有 {len(waiting)} 位评判人没有交意见，全部交齐才能开启。"
        raise Refused("panel.opinions_outstanding", said)
    if len(seats) < panel.seats:
        said = f"回避后只剩 {len(seats)} 位评判人，不足 {panel.seats} 人。请终止后补充专家库，重新组织。"
        raise Refused("panel.too_few_judges", said)
    panel.opened_at = timezone.now()
    _moved(panel, asker, "open")
    return _result(panel, asker)


def cancel(asker: Asker, panel_id: int, reason: str) -> Panel:
    """Ends a panel without a result. It stays to be seen, with its seed: nobody draws until the judges please."""
    panel = _locked(panel_id)
    conveners_place(asker, panel.owner_id)
    _moved(panel, asker, "cancel", reason)
    with acting_as(on_the_word_of(asker.person, "panels")):
        close_tasks(PANEL.subject, panel.pk, outcome="cancel")
    return panel


def _result(panel: Panel, asker: Asker) -> PanelResult:
    points = dict(PanelOpinion.objects.filter(panel=panel).values_list("person_id", "points"))
    kept = counted(points, trim(asker.today))
    agreement = within_one_panel(sorted(points.values()))
    if agreement is None:  # the database refuses such an opening before this
        raise Refused("panel.too_few_judges", "评判人不足，不能开启。")
    return PanelResult.objects.create(
        owner_id=panel.owner_id,
        panel=panel,
        counted=sorted(kept),
        points_sum=sum(points[judge] for judge in kept),
        points_count=len(kept),
        agreement_numerator=agreement.numerator,
        agreement_denominator=agreement.denominator,
        happened_at=panel.opened_at,
    )


def _must_be_whole(said: Said, asker: Asker) -> None:
    """Raises :class:`Refused` (422) for an opinion without its parts, or points outside its band."""
    if not said.reason.strip() or not said.evidence.strip():
        raise Refused("panel.opinion_without_reason", "请写明理由和依据的材料。", status=422)
    names = [name for name, _word in BANDS]
    if said.band not in names or not 0 <= said.points <= 100:
        raise Refused("panel.points_wrong", "请选择档次，并填写 0 到 100 的整数分值。", status=422)
    ladder = bands(asker.today)
    found = names[ladder.index(band_of(Fraction(said.points, 100), ladder))]
    if found != said.band:
        words = dict(BANDS)
        text = f"{said.points} 分属于“{words[found]}”，不属于“{words[said.band]}”。请改分值或改档次。"
        raise Refused("panel.points_outside_band", text, status=422)


def _judging(asker: Asker, panel_id: int) -> tuple[Panel, PanelJudge]:
    """The panel and the asker's locked seat, where one is still to hand in. Raises :class:`Refused`."""
    panel = _found(panel_id)
    seat = seat_of(asker, panel)
    with acting_as(on_the_word_of(asker.person, "panels")):
        panel = _locked(panel_id)
        seat = PanelJudge.objects.select_for_update().get(pk=seat.pk)
    if panel.state != JUDGING:
        raise Refused("panel.not_judging", f"现在是“{PANEL.word(panel.state)}”，不能再办理。")
    if seat.recused_at is not None:
        raise Refused("panel.not_a_judge", "您不是这次评判的评判人，或已经回避。", status=403)
    if seat.handed_in_at is not None:
        raise Refused("panel.handed_in_already", "您的意见已经交出并封存，不能再改，也不能再回避。")
    return panel, seat


def _found(panel_id: int) -> Panel:
    panel = Panel.objects.select_related("measured", "owner").filter(pk=panel_id).first()
    if panel is None:
        raise Refused("panel.not_found", "没有这次评判，或不在您的查阅范围内。", status=404)
    return panel


def _locked(panel_id: int) -> Panel:
    """The panel, locked by whoever may write it. Raises :class:`Refused`: not seen (404), not yours (403)."""
    found = _found(panel_id)
    locked = Panel.objects.select_for_update(of=("self",)).select_related("measured").filter(pk=panel_id).first()
    if locked is None:
        raise Refused("panel.not_yours_to_convene", "组织评判由财政审核人办理。", status=403)
    return locked if locked.pk == found.pk else found


def _seat(panel: Panel, person_id: int, place: int) -> None:
    person = Person.objects.select_related("owner").get(pk=person_id)
    PanelJudge.objects.create(
        owner_id=panel.owner_id,
        panel=panel,
        person=person,
        name=person.name,
        organisation=person.owner.name,
        place=place,
        happened_at=timezone.now(),
    )
    open_task(
        subject=PANEL.subject,
        subject_id=panel.pk,
        owner_id=panel.owner_id,
        what=_what(person_id),
        title=f"{_JUDGE}：{panel.indicator}（{panel.year}年度）",
        path=f"/panels/{panel.pk}/",
        person_id=person_id,
    )


def _what(person_id: int) -> str:
    """A judge's task: one for each, closed by that judge."""
    return f"judge-{person_id}"


def _moved(panel: Panel, asker: Asker, verb: str, reason: str = "") -> None:
    source = panel.state
    panel.state = PANEL.after(source, verb, reason)
    panel.save()
    _step(panel, asker, verb, source, reason)


def _step(panel: Panel, asker: Asker, verb: str, source: str, reason: str = "") -> None:
    Step.objects.create(
        owner_id=panel.owner_id,
        subject=PANEL.subject,
        subject_id=panel.pk,
        verb=verb,
        source=source,
        target=panel.state,
        person=asker.person,
        reason=reason.strip(),
        happened_at=timezone.now(),
    )
