"""One approved programme with its records: 非税收入管理系统运维 of 国库处, measured on what 邹经办 registered.

Worked by hand for 2020: three tickets of which two are handled (运维工单处理率 2/3), two faults with the same item and
cause of which the second repeats the first (故障重复发生率 1/2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.register import register_named
from jixiao.measures.engines.postgres import Postgres
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.actions.measuring import Run, measure
from jixiao.systems.programmes.models import FormVersion, MeasuredValue
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder
from tests.systems.programmes.cast import Life, asks, drafted

WHO = "邹经办"
#: of the seven forms.
FORM = 2
TODAY = date(2021, 1, 10)
_TICKET = {
    "system": "S1", "channel": "电话", "user_name": "某某", "department": "某局", "severity": "重大",
    "category": "故障", "summary": "不能登录", "engineer": "E1", "opened_at": "2020-04-30 16:30",
    "assigned_at": "2020-04-30 16:35",
}  # fmt: skip
_HANDLED = {
    "responded_at": "2020-04-30 16:50", "started_at": "2020-04-30 16:50", "resolved_at": "2020-04-30 17:10",
}  # fmt: skip
_FAULT = {"system": "S1", "item": "CI1", "severity": "重大", "symptom": "缴款通知书打印失败", "cause": "C1"}


@dataclass
class MeasuredDesk:
    """The office with the programme's version and its records."""

    office: Office
    version: FormVersion

    def enter(self, noun: str, **filled: str) -> Any:
        """Registers a record as on its page."""
        with acting_as(self.office.identity(WHO)):
            return recording.enter(register_named(noun), filled, recorder(self.office, WHO))

    def correct(self, noun: str, record: Any, **changed: str) -> Any:
        """Corrects a record."""
        register = register_named(noun)
        with acting_as(self.office.identity(WHO)):
            found = queries.one(register, record.pk)
            filled = dict(zip(register.fields, queries.cells(register, found), strict=True)) | changed
            seen = recording.version_of(found)
            return recording.correct(register, record.pk, filled, "更正", seen, recorder(self.office, WHO))

    def measured(self, today: date = TODAY) -> dict[str, MeasuredValue]:
        """Measures the year on the live records; the values by the indicator's name, without those beside."""
        with acting_as(system_actor("measure")):
            run = Run(2020, Postgres(connection), datetime.now(UTC), today)
            made = measure(run)
            return {each.indicator.level3: each for each in reversed(made)}


def approved_version(office: Office, *, form: int = FORM) -> FormVersion:
    """A form drafted, its suggestions confirmed, declared, reviewed and approved by the right people."""
    version = drafted(office, number=form)
    with asks(office, "李编制") as asker:
        actions.bind_suggested(asker, version.pk)
    Life(office).approved(version)
    with acting_as(system_actor("test")):
        return FormVersion.objects.select_related("form__programme").get(pk=version.pk)


def measured_desk(office: Office) -> MeasuredDesk:
    """The approved programme with its system, agreement, tickets and faults."""
    version = approved_version(office)
    add_recorders(office)
    desk = MeasuredDesk(office, version)
    programme = version.form.programme.name
    desk.enter("systems", number="S1", name="非税系统", programme=programme, in_service_on="2018-01-01")
    desk.enter("agreements", number="A1", system="S1", window="5*8", starts_on="2020-01-01", ends_on="2020-12-31")
    limit = {"agreement": "A1", "severity": "重大", "response_minutes": "30", "resolution_minutes": "120"}
    desk.enter("limits", number="1", **limit)
    engineer = {"number": "E1", "name": "工程师", "programme": programme, "supplier_name": "某公司"}
    desk.enter("engineers", joined_on="2019-12-01", **engineer)
    desk.enter("items", number="CI1", name="数据库", system="S1", kind="软件", in_service_on="2018-01-01")
    desk.enter("causes", number="C1", name="连接池耗尽", found_on="2020-01-10")
    for number in ("T1", "T2"):
        desk.enter("tickets", number=number, **_TICKET, **_HANDLED)
    desk.enter("tickets", number="T3", **_TICKET)
    desk.enter("faults", number="F1", occurred_at="2020-03-02 09:00", resolved_at="2020-03-02 10:00", **_FAULT)
    desk.enter("faults", number="F2", occurred_at="2020-03-20 09:00", resolved_at="2020-03-20 10:00", **_FAULT)
    return desk
