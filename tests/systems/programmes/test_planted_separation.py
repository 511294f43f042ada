"""Attempts that somebody else planted: refused with the code that was planted, and only those."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people.models import Deputy, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion, TargetIndicator
from tests.support.office import Office
from tests.support.planted_separation import ALLOWED, BEFORE, OWN, STAGES, Attempt, planted
from tests.systems.programmes.cast import Life, asks, drafted, reviewed

_STATES = ("department_passed", "passed", "approved")
ATTEMPTS = planted(seed=2020)


def _prepare(office: Office, attempt: Attempt) -> None:
    now, today = timezone.now(), timezone.localdate()
    bureau = office.organisations["上海市财政局"]
    with acting_as(system_actor("test")):
        for name, role in attempt.roles:
            RoleGrant.objects.create(
                owner=bureau, person=office.people[name], role=Role(role), year=today.year, happened_at=now
            )
        for deputy, absent, role in attempt.deputies:
            Deputy.objects.create(
                owner=bureau,
                grant=RoleGrant.objects.get(person=office.people[absent], role=Role(role)),
                person=office.people[deputy],
                first_day=today,
                last_day=today,
                reason="出差",
                happened_at=now,
            )


def _draft(office: Office, attempt: Attempt) -> FormVersion:
    version = drafted(office)
    for number, name in enumerate(attempt.wrote_a_line, 1):
        with acting_as(replace(office.identity("李编制"), person=office.people[name].pk)):
            TargetIndicator.objects.filter(version=version, number=number).update(basis="行业标准")
    return version


def _judge(office: Office, version: FormVersion, stage: int, by: str) -> str:
    if STAGES[stage][0] != "approver":
        return reviewed(office, version, by).state
    with asks(office, by) as asker:
        return actions.approve(asker, version.pk).state


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda each: f"{each.name} {STAGES[each.stage][0]}")
def test_what_was_planted_is_refused_with_its_code_and_what_is_rightful_is_done(
    office: Office, attempt: Attempt
) -> None:
    version = _draft(office, attempt)
    Life(office).declared(version)
    for stage in range(attempt.stage):
        _judge(office, version, stage, STAGES[stage][1])
    _prepare(office, attempt)
    if attempt.code == ALLOWED:
        assert _judge(office, version, attempt.stage, attempt.by) == _STATES[attempt.stage]
        return
    with pytest.raises(Refused) as refused:
        _judge(office, version, attempt.stage, attempt.by)
    assert (refused.value.code, refused.value.status) == (attempt.code, 403)


def test_the_generator_plants_each_refusal_at_each_stage_where_there_is_one() -> None:
    planted_at = {(each.code, each.stage) for each in ATTEMPTS}
    assert planted_at == {(code, stage) for code in (OWN, ALLOWED) for stage in range(3)} | {(BEFORE, 1), (BEFORE, 2)}
