"""Builds the demonstration once, in one transaction; afterwards only its roles are renewed with the year."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.scope import held_roles, identity_of
from jixiao.foundation.web.simulation import mark_simulated, simulated
from jixiao.rules.forms import Form
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.demo.cast import grant_roles, make_organisations, make_people
from jixiao.systems.programmes.demo.generator import make_programmes
from jixiao.systems.programmes.models import FormVersion, Framework
from jixiao.systems.programmes.policies import Asker
from jixiao.systems.programmes.queries import opened

SEED = 20200101
#: 项目 city-wide (docs: some 6,000 programmes of 160 departments).
PROGRAMMES_AT_FULL_SCALE = 6_000
SENTENCE = (
    "七张目标表来自已公开的2020年绩效目标表，由哪个处室和何人办理是模拟的；"
    f"其余单位、人员、项目和办理经过，以及全部合同和运维记录，由种子 {SEED} 生成，仅供演示。"
)
#: Which division of the bureau holds which published form: ours, the forms name only the bureau.
_DIVISION_OF = {
    "财政国库业务经费": ("国库处", "李编制"),
    "财政网络基础平台(运维)": ("信息中心", "何编制"),
    "非税收入管理系统运维": ("信息中心", "何编制"),
    "全市会计管理工作经费": ("会计处", "吕编制"),
    "预算管理系统(运维)": ("信息中心", "何编制"),
    "预算绩效管理改革专项经费": ("绩效管理处", "施编制"),
    "政府采购管理系统运维": ("政府采购处", "张编制"),
}
#: Approved from the start: those whose year the simulated records tell. The others are drafts to be declared.
_APPROVED = (
    "财政网络基础平台(运维)",
    "非税收入管理系统运维",
    "预算管理系统(运维)",
    "政府采购管理系统运维",
)


class NotADemo(RuntimeError):
    """The installation holds real records; a demonstration is not mixed into it."""


@dataclass(frozen=True, slots=True)
class Built:
    """What stands in the installation."""

    organisations: int
    forms: int
    simulated: int


def build(forms: Sequence[Form], scale: float, password: str, secret: str) -> Built:
    """The whole demonstration. Raises :class:`NotADemo` where there are records that no demonstration made."""
    chance, today = random.Random(SEED), timezone.localdate()  # noqa: S311 (a seed, not a secret)
    with acting_as(system_actor("demo")):
        if simulated() or Organisation.objects.exists():
            raise NotADemo
        organisations = make_organisations(chance)
        people = make_people(organisations, password, secret)
        for form in forms:
            _load(form, organisations, people, today)
        owners = [each for each in organisations.values() if each.kind in (Kind.DEPARTMENT, Kind.UNIT)]
        count = make_programmes(owners, round(PROGRAMMES_AT_FULL_SCALE * scale), chance, today)
    mark_simulated(SENTENCE)
    return Built(len(organisations), len(forms), count)


def renew() -> None:
    """The cast's roles for a year that began since."""
    with acting_as(system_actor("demo")):
        grant_roles(timezone.localdate())


def _load(form: Form, organisations: dict[str, Organisation], people: dict[str, Person], today: date) -> None:
    """One published form as a draft of its division, by its drafter; the maintenance forms go on to approval."""
    name = (form.project_name or "").replace("（", "(").replace("）", ")")
    division, drafter = _DIVISION_OF.get(name, ("国库处", "李编制"))
    asker = _asker(people[drafter], today)
    with acting_as(identity_of(asker.person, asker.held)):
        version = actions.create_programme(
            asker,
            organisations[division].pk,
            form.project_name or "",
            form.year or today.year,
            str(Framework.SHANGHAI_2020),
            form=form,
        )
        actions.bind_suggested(asker, version.pk)
        if name in _APPROVED:
            actions.declare(asker, version.pk)
    if name in _APPROVED:
        for reviewer in ("钱部门", "王审核"):
            _review(version, _asker(people[reviewer], today))
        approver = _asker(people["陈批复"], today)
        with acting_as(identity_of(approver.person, approver.held)):
            actions.approve(approver, version.pk)


def _review(version: FormVersion, asker: Asker) -> None:
    with acting_as(identity_of(asker.person, asker.held)):
        sheet = opened(version.pk, asker).sheet
        answers = {each.point.id: actions.Answer("优", "", "已核对，理由从略（模拟）") for each in sheet}
        actions.save_review(
            asker,
            version.pk,
            answers,
            opinion_on_targets="无修改意见（模拟）",
            opinion_on_budget="同意按申报数安排（模拟）",
        )
        actions.decide(asker, version.pk, reason="目标与职责和资金相称（模拟）")


def _asker(person: Person, today: date) -> Asker:
    return Asker(person, held_roles(person, today), today)
