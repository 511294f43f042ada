"""Adds to a served office: the seven forms of 2020 at 国库处, at different points of their way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.scope import held_roles
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FileReading, FormVersion
from jixiao.systems.programmes.policies import Asker
from tests.support.office import Office

SAMPLE = Path(__file__).parents[2] / "samples" / "shanghai-2020" / "forms.pdf"
UNIT = "国库处"
EXCELLENT = actions.Answer("优", "", "已核对相关材料")


def asker(office: Office, name: str) -> Asker:
    """The person with the roles held today."""
    person, today = office.people[name], timezone.localdate()
    with acting_as(system_actor("test")):
        return Asker(person, held_roles(person, today), today)


def read_the_sample(office: Office) -> FileReading:
    """李编制 drops the published file."""
    with acting_as(office.identity("李编制")):
        owner = office.organisations[UNIT].pk
        return actions.read_file(asker(office, "李编制"), owner, SAMPLE.name, SAMPLE.read_bytes(), 2020)


def confirmed(office: Office, reading: FileReading, number: int) -> FormVersion:
    """The form ``number`` of the file as a draft of 李编制."""
    with acting_as(office.identity("李编制")):
        return actions.confirm(asker(office, "李编制"), reading.pk, number)


def declared(office: Office, version: FormVersion) -> FormVersion:
    """李编制 hands it in."""
    with acting_as(office.identity("李编制")):
        return actions.declare(asker(office, "李编制"), version.pk)


def reviewed(office: Office, version: FormVersion, who: str, grade: str = "优") -> FormVersion:
    """The stage's reviewer answers all sixteen checks alike and decides."""
    from jixiao.systems.programmes.actions.reviewing import points_of

    with acting_as(office.identity(who)):
        answers = {point.id: actions.Answer(grade, "", "已核对相关材料") for point in points_of(version)}
        opinions = {"opinion_on_targets": "定性指标请改为可衡量的数值。", "opinion_on_budget": "同意按申报数安排。"}
        actions.save_review(asker(office, who), version.pk, answers, **opinions)
        return actions.decide(asker(office, who), version.pk, reason="目标与资金相称，同意。")


def approved(office: Office, version: FormVersion) -> FormVersion:
    """The whole way of a good form."""
    declared(office, version)
    reviewed(office, version, "钱部门")
    reviewed(office, version, "王审核")
    with acting_as(office.identity("陈批复")):
        return actions.approve(asker(office, "陈批复"), version.pk)


def add_to(office: Office) -> dict[str, Any]:
    """Forms approved, passed, with finance, with the department, returned, draft; the seventh still in the file."""
    reading = read_the_sample(office)
    versions = [confirmed(office, reading, number) for number in range(1, 7)]
    approved(office, versions[2])
    declared(office, versions[0])
    reviewed(office, versions[0], "钱部门")
    declared(office, versions[1])
    declared(office, versions[3])
    reviewed(office, versions[3], "钱部门", "中")
    declared(office, versions[4])
    reviewed(office, versions[4], "钱部门")
    reviewed(office, versions[4], "王审核")
    return {"reading": reading, "versions": versions}
