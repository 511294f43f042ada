"""Actual values: computed from records, judged against the approved target, kept, and typed by nobody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.systems.programmes.models import MeasuredValue
from tests.support.measured_desk import MeasuredDesk, measured_desk
from tests.support.office import Office


@pytest.fixture
def desk(office: Office) -> MeasuredDesk:
    return measured_desk(office)


def test_every_bound_indicator_gets_its_value_with_its_exact_parts_and_its_verdict(desk: MeasuredDesk) -> None:
    found = desk.measured()
    handled = found["运维工单处理率"]
    assert (handled.numerator, handled.denominator, handled.records) == (2, 3, 3)
    assert handled.value == Decimal("0.666666666667")
    assert handled.verdict == "not_met"
    assert "3中2" in handled.why
    repeated = found["故障重复发生率"]
    assert (repeated.numerator, repeated.denominator, repeated.verdict) == (1, 2, "not_met")
    assert found["系统维护数量"].query.startswith(("SELECT", "WITH"))
    assert {each.programme_id for each in found.values()} == {desk.version.form.programme_id}


def test_before_the_years_end_what_is_not_yet_met_is_not_due(desk: MeasuredDesk) -> None:
    assert desk.measured(date(2020, 6, 30))["运维工单处理率"].verdict == "not_due"


def test_without_records_nothing_is_reported(desk: MeasuredDesk) -> None:
    contracts = desk.measured()["合同管理完备性"]
    assert (contracts.verdict, contracts.value, contracts.records) == ("not_reported", None, 0)


def test_the_mean_response_time_is_kept_by_both_clocks(desk: MeasuredDesk) -> None:
    desk.measured()
    with acting_as(system_actor("test")):
        clocks = MeasuredValue.objects.filter(indicator__level3="运维平均响应时间").values_list("measure", "value")
        assert dict(clocks).keys() == {"operations.mean_response_time", "operations.mean_response_time_absolute"}


def test_measuring_again_adds_rows_and_changes_none(desk: MeasuredDesk) -> None:
    first = desk.measured()["运维工单处理率"]
    second = desk.measured()["运维工单处理率"]
    assert second.pk > first.pk
    with acting_as(system_actor("test")):
        assert MeasuredValue.objects.filter(indicator=first.indicator).count() == 2


@pytest.mark.parametrize("who", ["李编制", "system:import"])
def test_nobody_types_an_actual(desk: MeasuredDesk, who: str) -> None:
    value = desk.measured()["运维工单处理率"]
    identity = system_actor("import") if who.startswith("system") else desk.office.identity(who)
    with pytest.raises(DatabaseError), acting_as(identity):
        MeasuredValue.objects.filter(pk=value.pk).update(value=1)
    value.pk = None
    value.value, value.verdict = Decimal(1), "met"
    with pytest.raises(DatabaseError), acting_as(identity):
        value.save(force_insert=True)


def test_the_program_itself_cannot_change_what_it_measured(desk: MeasuredDesk) -> None:
    value = desk.measured()["运维工单处理率"]
    with pytest.raises((DatabaseError, IntegrityError)), acting_as(system_actor("measure")), transaction.atomic():
        MeasuredValue.objects.filter(pk=value.pk).update(verdict="met")


def test_a_value_belongs_to_the_scope_of_its_programme(desk: MeasuredDesk) -> None:
    desk.measured()
    with acting_as(desk.office.identity("赵外单位")):
        assert not MeasuredValue.objects.exists()
    with acting_as(desk.office.identity("冯审计")):
        assert MeasuredValue.objects.exists()
