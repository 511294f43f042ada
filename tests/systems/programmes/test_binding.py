"""Binding indicators to measures: suggested by name, said by a person, locked with the approved version."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.measuring import suggested
from jixiao.systems.programmes.models import FormVersion, IndicatorBinding
from jixiao.systems.programmes.queries import opened
from tests.support.measured_desk import FORM, approved_version
from tests.support.office import Office
from tests.support.samples import sample_forms
from tests.systems.programmes.cast import Life, asks, drafted

#: The four maintenance forms among the seven.
MAINTENANCE = ("财政网络基础平台(运维)", "非税收入管理系统运维", "预算管理系统(运维)", "政府采购管理系统运维")


def codes(office: Office, version: FormVersion) -> dict[str, int]:
    with asks(office, "李编制") as asker:
        found = [each.code for each in opened(version.pk, asker).findings if each.code.startswith("binding.")]
    return {code: found.count(code) for code in sorted(set(found))}


def bindings_of(version: FormVersion) -> dict[str, str]:
    with acting_as(system_actor("test")):
        return dict(IndicatorBinding.objects.filter(version=version).values_list("indicator", "measure"))


def test_62_of_the_86_indicators_of_the_maintenance_forms_are_answered_by_name() -> None:
    rows = [row for form in sample_forms() if form.project_name in MAINTENANCE for row in form.indicators]
    answered = [row for row in rows if (found := suggested(row.level3)) is not None and found.is_exact]
    assert (len(rows), len(answered)) == (86, 62)


@pytest.mark.parametrize(
    ("name", "measure", "is_exact"),
    [
        ("故障重复发生率", "operations.fault_repeat_rate", True),
        ("系统故障排除率", "operations.fault_resolution_rate", True),
        (" 故障 重复发生率（‰）", "operations.fault_repeat_rate", True),
        ("运维平均响应时间", "operations.mean_response_time", True),
        ("运维工单办理率", "operations.ticket_handling_rate", False),
    ],
)
def test_names_are_matched_whole_and_what_is_only_near_is_said_to_be(name: str, measure: str, is_exact: bool) -> None:
    found = suggested(name)
    assert found is not None
    assert (found.measure.id, found.is_exact) == (measure, is_exact)


def test_a_name_like_nothing_has_no_suggestion() -> None:
    assert suggested("林地草地面积") is None


def test_while_it_is_written_each_indicator_is_flagged_until_somebody_decides(office: Office) -> None:
    version = drafted(office, number=FORM)
    assert codes(office, version) == {"binding.not_confirmed": 9, "binding.nothing_answers": 4}
    with asks(office, "李编制") as asker:
        assert actions.bind_suggested(asker, version.pk) == 9
        actions.bind(asker, version.pk, "政府采购规范性", "")
    assert codes(office, version) == {"binding.nothing_answers": 3}


def test_only_the_drafter_confirms(office: Office) -> None:
    version = drafted(office, number=FORM)
    for who, status in (("王审核", 403), ("赵外单位", 404)):
        with pytest.raises(Refused) as refused, asks(office, who) as asker:
            actions.bind(asker, version.pk, "运维工单处理率", "operations.ticket_handling_rate")
        assert refused.value.status == status


@pytest.mark.parametrize(
    ("indicator", "measure", "code"),
    [
        ("没有这条指标", "operations.ticket_handling_rate", "binding.no_indicator"),
        ("运维工单处理率", "operations.no_such", "binding.no_measure"),
    ],
)
def test_what_is_not_there_cannot_be_bound(office: Office, indicator: str, measure: str, code: str) -> None:
    version = drafted(office, number=FORM)
    with pytest.raises(Refused) as refused, asks(office, "李编制") as asker:
        actions.bind(asker, version.pk, indicator, measure)
    assert refused.value.code == code


def test_declared_it_is_locked_for_the_action_and_for_the_database(office: Office) -> None:
    version = drafted(office, number=FORM)
    with asks(office, "李编制") as asker:
        actions.bind_suggested(asker, version.pk)
    Life(office).declared(version)
    with pytest.raises(Refused) as refused, asks(office, "李编制") as asker:
        actions.bind(asker, version.pk, "运维工单处理率", "")
    assert refused.value.code == "state.not_now"
    with pytest.raises(DatabaseError, match="不在编制中"), acting_as(system_actor("test")):
        IndicatorBinding.objects.filter(version=version).update(measure="operations.users_served")


def test_a_change_of_the_approved_version_keeps_what_was_confirmed(office: Office) -> None:
    version = approved_version(office)
    with asks(office, "李编制") as asker:
        changed = actions.start_change(asker, version.pk, "目标值调整")
    assert bindings_of(changed) == bindings_of(version) != {}


def test_next_years_copy_keeps_what_was_confirmed(office: Office) -> None:
    version = approved_version(office)
    with asks(office, "李编制") as asker:
        copy = actions.copy_to_year(asker, version.pk, 2021)
    assert bindings_of(copy) == bindings_of(version) != {}
