"""What pages of panels show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from jixiao.foundation.panels.models import BANDS, Panel, PanelExpert, PanelJudge, PanelOpinion, PanelResult
from jixiao.foundation.panels.policies import Asker, conveners_place, may_convene
from jixiao.foundation.panels.states import JUDGING, OPENED, PANEL
from jixiao.foundation.people.models import Person
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.parameters.panels import bands
from jixiao.rules.panels import alpha, sealed
from jixiao.rules.scoring.bands import band_of
from jixiao.rules.scoring.rounding import plain

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """One opinion after the opening. ``is_counted``: it is not left out as the highest or lowest."""

    opinion: PanelOpinion
    is_counted: bool
    seal_holds: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the opinions make together, in figures for people; the exact parts stand in the result."""

    result: PanelResult
    mean: str
    band: str
    agreement: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One panel with what the asker may see of it, and may do."""

    panel: Panel
    judges: list[PanelJudge]
    seat: PanelJudge | None
    own: PanelOpinion | None
    opened: list[Opened]
    outcome: Outcome | None
    steps: list[Step]
    convenes: bool

    @property
    def may_judge(self) -> bool:
        """Whether the asker still has to declare, step back or hand in."""
        seat = self.seat
        return bool(self.panel.state == JUDGING and seat and not seat.handed_in_at and not seat.recused_at)


def panels() -> QuerySet[Panel]:
    """The panels that the asker sees."""
    return Panel.objects.select_related("measured", "owner")


def agreement_across(year: int) -> str:
    """Krippendorff's alpha over the opened panels of a year that the asker sees; empty where it says nothing."""
    points: dict[int, list[int]] = {}
    rows = PanelOpinion.objects.filter(panel__year=year, panel__state=OPENED).values_list("panel_id", "points")
    for panel_id, each in rows:
        points.setdefault(panel_id, []).append(each)
    found = alpha(points.values())
    return "" if found is None else plain(found, _PLACES)


def shown(asker: Asker, panel_id: int) -> Shown:
    """One panel. Raises :class:`Refused` (404)."""
    panel = panels().filter(pk=panel_id).first()
    if panel is None:
        raise Refused("panel.not_found", "没有这次评判，或不在您的查阅范围内。", status=404)
    judges = list(panel.judges.all())
    opinions = list(panel.opinions.all())
    own = next((each for each in opinions if each.person_id == asker.person.pk), None)
    result = PanelResult.objects.filter(panel=panel).first()
    steps = Step.objects.filter(subject=PANEL.subject, subject_id=panel.pk).select_related("person")
    return Shown(
        panel=panel,
        judges=judges,
        seat=next((each for each in judges if each.person_id == asker.person.pk), None),
        own=own,
        opened=[_opened(each, result) for each in opinions] if result else [],
        outcome=_outcome(result, timezone.localdate(panel.opened_at)) if result and panel.opened_at else None,
        steps=list(steps),
        convenes=may_convene(asker, panel.owner_id),
    )


def pool(asker: Asker) -> QuerySet[PanelExpert]:
    """Those who may be drawn, for whoever convenes. Raises :class:`Refused` (403)."""
    place = conveners_place(asker)
    return PanelExpert.objects.filter(owner_id=place, left_at__isnull=True).select_related("person__owner")


def possible_experts(asker: Asker) -> QuerySet[Person]:
    """People with an account in use who are not in the pool."""
    there = pool(asker).values("person_id")
    return Person.objects.filter(is_active=True).exclude(pk__in=there).select_related("owner")


def _opened(opinion: PanelOpinion, result: PanelResult) -> Opened:
    seal = sealed(opinion.salt, opinion.band, opinion.points, opinion.reason, opinion.evidence)
    return Opened(opinion, opinion.person_id in result.counted, seal == opinion.seal)


def _outcome(result: PanelResult, on: date) -> Outcome:
    mean = Fraction(result.points_sum, result.points_count)
    agreement = Fraction(result.agreement_numerator, result.agreement_denominator)
    ladder = bands(on)
    band = BANDS[ladder.index(band_of(mean / 100, ladder))][1]
    left_out = result.panel.opinions.count() - result.points_count
    return Outcome(result, plain(mean, _PLACES), band, plain(agreement, _PLACES), left_out)
