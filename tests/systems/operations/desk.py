"""A served system at 国库处 with its agreement, an engineer, configuration items and causes; how rows are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports import actions as imports
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.recording import Wrongly
from jixiao.foundation.registers.register import register_named
from jixiao.systems.programmes.models import Programme
from tests.support.office import Office
from tests.support.recorders import add_recorders, recorder

WHO = "邹经办"

TICKET = {
    "number": "T1",
    "system": "S1",
    "channel": "电话",
    "user_name": "某某",
    "department": "某局",
    "severity": "重大",
    "category": "故障",
    "summary": "不能登录",
    "engineer": "E1",
    "opened_at": "2020-04-30 16:30",
    "assigned_at": "2020-04-30 16:35",
    "responded_at": "2020-04-30 16:50",
    "started_at": "2020-04-30 16:50",
}
FAULT = {
    "number": "F1",
    "system": "S1",
    "item": "CI1",
    "severity": "重大",
    "symptom": "查询超时",
    "cause": "C1",
    "occurred_at": "2020-03-02 09:00",
    "resolved_at": "2020-03-02 10:00",
}


@dataclass
class Desk:
    """The office's operations, written by 邹经办."""

    office: Office

    def enter(self, noun: str, **filled: str) -> Any:
        """Enters a record as on its page."""
        with acting_as(self.office.identity(WHO)):
            return recording.enter(register_named(noun), filled, recorder(self.office, WHO))

    def refused(self, noun: str, **filled: str) -> list[tuple[str, str]]:
        """The column and code of everything that is wrong with a record."""
        with pytest.raises(Wrongly) as refused:
            self.enter(noun, **filled)
        return [(problem.column, problem.code) for problem in refused.value.problems]

    def correct(self, noun: str, record: Any, **changed: str) -> Any:
        """Corrects a record."""
        register = register_named(noun)
        with acting_as(self.office.identity(WHO)):
            found = queries.one(register, record.pk)
            filled = dict(zip(register.fields, queries.cells(register, found), strict=True)) | changed
            seen = recording.version_of(found)
            return recording.correct(register, record.pk, filled, "更正", seen, recorder(self.office, WHO))

    def advance(self, noun: str, record: Any, verb: str, **filled: str) -> Any:
        """Takes the next step of a record."""
        with acting_as(self.office.identity(WHO)):
            return recording.advance(register_named(noun), record.pk, verb, recorder(self.office, WHO), filled)

    def void(self, noun: str, record: Any) -> None:
        """Voids a record."""
        with acting_as(self.office.identity(WHO)):
            recording.void(register_named(noun), record.pk, "登记有误", recorder(self.office, WHO))

    def load(self, noun: str, content: bytes, *, keep_good: bool = False) -> Any:
        """Imports a file; gives the import and what was found wrong."""
        importer = recorder(self.office, WHO)
        with acting_as(self.office.identity(WHO)):
            made, preview = imports.preview(noun, f"{noun}.csv", content, importer)
            outcome = imports.confirm(made, importer, keep_good=keep_good)
        return made, preview, outcome

    def undo(self, made: Any) -> int:
        """Takes an import back."""
        with acting_as(self.office.identity(WHO)):
            return imports.undo(made, recorder(self.office, WHO), "试导入")

    def published(self, table: str, columns: str = "count(*)", where: str = "superseded_at IS NULL") -> list[Any]:
        """Rows of a published view, by its number."""
        order = "" if "count" in columns else " ORDER BY number"
        with acting_as(self.office.identity(WHO)), connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM published.{table} WHERE {where}{order}")
            return cursor.fetchall()

    def fresh(self, record: Any) -> Any:
        """A record as it is now."""
        with acting_as(self.office.identity(WHO)):
            return type(record)._default_manager.get(pk=record.pk)


def make_desk(office: Office) -> Desk:
    """The desk with its standing records."""
    add_recorders(office)
    with acting_as(system_actor("test")):
        Programme.objects.create(
            owner=office.organisations["国库处"],
            name="非税系统运维",
            sort_key="feishui",
            happened_at=datetime(2019, 10, 1, tzinfo=UTC),
        )
    desk = Desk(office)
    desk.enter("systems", number="S1", name="非税系统", programme="非税系统运维", in_service_on="2018-01-01")
    desk.enter("agreements", number="A1", system="S1", window="5*8", starts_on="2020-01-01", ends_on="2020-12-31")
    limit = {"agreement": "A1", "severity": "重大", "response_minutes": "30", "resolution_minutes": "120"}
    desk.enter("limits", number="1", **limit)
    desk.enter("limits", number="2", **(limit | {"severity": "一般及咨询", "resolution_minutes": "480"}))
    engineer = {"number": "E1", "name": "工程师", "programme": "非税系统运维", "supplier_name": "某公司"}
    desk.enter("engineers", joined_on="2019-12-01", **engineer)
    desk.enter("items", number="CI1", name="数据库", system="S1", kind="软件", in_service_on="2018-01-01")
    desk.enter("items", number="CI2", name="交换机", system="S1", kind="网络", in_service_on="2018-01-01")
    desk.enter("causes", number="C1", name="连接池耗尽", found_on="2020-01-10")
    desk.enter("causes", number="C2", name="光模块损坏", found_on="2020-01-10")
    return desk


def day(text: str) -> date:
    """A day from its words."""
    return date.fromisoformat(text)
