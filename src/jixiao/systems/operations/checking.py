"""What checks of operations' records share: the records referred to, moments that have not come, days of service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.columns import LOCAL, Reference
from jixiao.foundation.registers.register import Register

#: Clocks of two offices differ: a moment so much ahead is no mistake.
_AHEAD = timedelta(minutes=5)


def referred(register: Register, rows: Sequence[Row], context: Context, key: str) -> dict[str, Any]:
    """The records that a column names, by the name; two queries for all rows."""
    column = next(column for column in register.columns if column.key == key)
    if not isinstance(column.reads, Reference):
        raise TypeError(f"{register.name}.{key} refers to nothing")
    found = column.reads.found((row.values[key] for row in rows), context.owner_id)
    records = column.reads.model._default_manager.in_bulk(set(found.values()))
    return {name: records[number] for name, number in found.items() if number in records}


def local_date(moment: datetime) -> date:
    """The local day of a moment."""
    return moment.astimezone(LOCAL).date()


def in_future(register: Register, rows: Sequence[Row], context: Context, keys: Sequence[str]) -> Iterator[Problem]:
    """What is said to have happened after now."""
    latest = context.now + _AHEAD
    today = local_date(context.now)
    for row in rows:
        for key in keys:
            value = row.values[key]
            if value is None:
                continue
            if (value > latest) if isinstance(value, datetime) else (value > today):
                yield row.problem(
                    register.kind, key, "operations.in_future", "这个时间还没有到", "请核对，已发生的才登记"
                )


def out_of_service(
    register: Register, rows: Sequence[Row], context: Context, key: str, happened: str
) -> Iterator[Problem]:
    """What happened to a system or item before it was in service or after it was retired."""
    known = referred(register, rows, context, key)
    for row in rows:
        record, value = known.get(row.values[key]), row.values[happened]
        if record is None or value is None:
            continue
        day = local_date(value) if isinstance(value, datetime) else value
        if day < record.in_service_on or (record.retired_on and day > record.retired_on):
            said = f"这一天“{record.number}”还没有启用或已经停用"
            fix = "请核对时间，或更正启用、停用日"
            yield row.problem(register.kind, happened, "operations.not_in_service", said, fix)


def of_another_system(
    register: Register, rows: Sequence[Row], context: Context, keys: Sequence[str]
) -> Iterator[Problem]:
    """Items, tickets, faults or changes that belong to another system than the row says."""
    systems = referred(register, rows, context, "system")
    for key in keys:
        known = referred(register, rows, context, key)
        title = next(column.title for column in register.columns if column.key == key)
        for row in rows:
            named, system = known.get(row.values[key]), systems.get(row.values["system"])
            if named is not None and system is not None and named.system_id != system.pk:
                said = f"这个{title}不属于系统“{system.number}”"
                yield row.problem(register.kind, key, "operations.of_another_system", said, "请核对系统和编号")


def backwards(register: Register, rows: Sequence[Row], first: str, last: str) -> Iterator[Problem]:
    """Rows whose ``last`` lies before their ``first``."""
    title = next(column.title for column in register.columns if column.key == first)
    for row in rows:
        begins, ends = row.values[first], row.values[last]
        if begins is not None and ends is not None and ends < begins:
            said, fix = f"早于“{title}”", "请核对两个时间"
            yield row.problem(register.kind, last, "operations.backwards", said, fix)


def before_whole(
    register: Register, rows: Sequence[Row], context: Context, whole: str, began: str, keys: Sequence[str]
) -> Iterator[Problem]:
    """Days of a part before its whole began: what was agreed before the meeting, found before the drill was held."""
    known = referred(register, rows, context, whole)
    for row in rows:
        record = known.get(row.values[whole])
        if record is None:
            continue
        since = getattr(record, began)
        title = record._meta.get_field(began).verbose_name
        for key in keys:
            value = row.values[key]
            day = local_date(value) if isinstance(value, datetime) else value
            if day is not None and (since is None or day < since):
                said = f"早于{title} {since}" if since else f"还没有{title}，不会有这一日期"
                yield row.problem(
                    register.kind, key, "operations.before_its_whole", said, f"请核对日期，或更正所属记录的{title}"
                )


def incomplete(register: Register, rows: Sequence[Row], day: str, result: str, code: str) -> Iterator[Problem]:
    """A day without its result, or a result without its day."""
    titles = {column.key: column.title for column in register.columns}
    for row in rows:
        has_day, has_result = row.values[day] is not None, row.values[result] not in (None, "")
        if has_day != has_result:
            missing, there = (result, day) if has_day else (day, result)
            said = f"填了“{titles[there]}”，没有填“{titles[missing]}”"
            yield row.problem(register.kind, missing, code, said, "两列要一起填写")


def engineers_away(
    register: Register, rows: Sequence[Row], context: Context, happened: Sequence[str]
) -> Iterator[Problem]:
    """Work said to be done by an engineer who had not come yet or had left."""
    known = referred(register, rows, context, "engineer")
    for row in rows:
        engineer = known.get(row.values["engineer"])
        value = next((row.values[key] for key in happened if row.values[key] is not None), None)
        if engineer is None or value is None:
            continue
        day = local_date(value) if isinstance(value, datetime) else value
        if day < engineer.joined_on or (engineer.left_on and day > engineer.left_on):
            said = f"{day} 时“{engineer.number}”不在岗"
            fix = "请核对人员编号，或更正到岗、离岗日"
            yield row.problem(register.kind, "engineer", "operations.engineer_away", said, fix)
