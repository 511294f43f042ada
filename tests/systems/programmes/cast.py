"""Askers and forms for the tests of programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.scope import held_roles
from jixiao.rules.review.grading import Grade
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions import Answer
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.policies import Asker
from tests.support.office import Office
from tests.support.samples import sample_forms

YEAR = 2020


@contextmanager
def asks(office: Office, name: str, today: date | None = None) -> Iterator[Asker]:
    """The named person asks: identity in the transaction, roles in force."""
    person = office.people[name]
    with acting_as(system_actor("test")):
        held = held_roles(person, timezone.localdate())
    with acting_as(office.identity(name)):
        yield Asker(person, held, today or timezone.localdate())


def drafted(
    office: Office, *, by: str = "李编制", at: str = "国库处", number: int = 0, is_key: bool = False
) -> FormVersion:
    """A draft out of one of the seven forms, by its drafter."""
    form = sample_forms()[number]
    with asks(office, by) as asker:
        owner = office.organisations[at].pk
        name = form.project_name or ""
        return actions.create_programme(asker, owner, name, YEAR, "shanghai-2020", form=form, is_key=is_key)


def answered(version: FormVersion, grade: Grade = "优", **others: Grade) -> dict[str, Answer]:
    """A whole sheet: every check with the grade, those named with another, each with a reason."""
    from jixiao.systems.programmes.actions.reviewing import points_of

    return {point.id: Answer(others.get(point.id, grade), "", "已核对材料") for point in points_of(version)}


def reviewed(office: Office, version: FormVersion, by: str, grade: Grade = "优", **others: Grade) -> FormVersion:
    """The version after the review by the named person, whose sheet says so."""
    with asks(office, by) as asker:
        actions.save_review(
            asker,
            version.pk,
            answered(version, grade, **others),
            opinion_on_targets="响应时间改为2小时",
            opinion_on_budget="同意按申报数安排",
        )
        return actions.decide(asker, version.pk, reason="审核意见见表")


@dataclass(frozen=True, slots=True)
class Life:
    """One version's way, step by step, by the right people."""

    office: Office

    def declared(self, version: FormVersion, by: str = "李编制") -> FormVersion:
        with asks(self.office, by) as asker:
            return actions.declare(asker, version.pk)

    def passed(self, version: FormVersion) -> FormVersion:
        self.declared(version)
        reviewed(self.office, version, "钱部门")
        return reviewed(self.office, version, "王审核")

    def approved(self, version: FormVersion) -> FormVersion:
        self.passed(version)
        with asks(self.office, "陈批复") as asker:
            return actions.approve(asker, version.pk)


def fields(**texts: str) -> Mapping[str, str]:
    """What a person typed."""
    return texts
