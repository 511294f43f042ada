"""What is wrong with rows against the database: references, stages, records that are there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.columns import resolved
from jixiao.foundation.registers.models import Record
from jixiao.foundation.registers.register import Register, Stage


def problems(register: Register, rows: Sequence[Row], context: Context, own: Record | None = None) -> Iterator[Problem]:
    """What is wrong with rows against the database: references, records that exist, order of stages, own checks."""
    references = resolved(register.columns, [row.values for row in rows], context.owner_id)
    for row in rows:
        yield from _unknown(register, row, references)
        yield from _out_of_order(register, row)
    yield from _elsewhere(register, rows, references, context)
    if own is None:
        yield from _existing(register, rows, references, context)
    if register.check:
        yield from register.check(register, rows, context)


def _unknown(register: Register, row: Row, references: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    for key, found in references.items():
        name = row.values[key]
        if name and name not in found:
            title = next(column.title for column in register.columns if column.key == key)
            said = f"没有{title}“{name}”，或您无权使用"
            yield row.problem(register.kind, key, "import.reference_unknown", said, "请核对编号，先登记被引用的记录")


def _out_of_order(register: Register, row: Row) -> Iterator[Problem]:
    """Stages in their order: each no earlier than the one before, none skipped."""
    reached: tuple[Stage, Any] | None = None
    is_open = False
    for stage in register.stages if register.in_order else ():
        value = row.values.get(stage.moment)
        if value is None:
            is_open = is_open or not stage.optional
            continue
        if is_open:
            said = f"前面的步骤还没有登记，不能先登记“{stage.word}”"
            yield row.problem(register.kind, stage.moment, "register.stage_skipped", said, "请补登前面的步骤")
            return
        if reached and value < reached[1]:
            said = f"早于“{reached[0].word}”"
            yield row.problem(register.kind, stage.moment, "register.stage_order", said, "请核对时间的先后")
        reached = (stage, value)


def _elsewhere(
    register: Register, rows: Sequence[Row], references: Mapping[str, Mapping[str, int]], context: Context
) -> Iterator[Problem]:
    """Parts of a record of another unit: a part belongs to the unit that its whole belongs to."""
    for key in register.parents:
        field: Any = register.model._meta.get_field(key)
        model = field.related_model
        if not issubclass(model, Record):
            continue
        others = model._default_manager.filter(pk__in=set(references[key].values())).exclude(owner_id=context.owner_id)
        elsewhere = set(others.values_list("pk", flat=True))
        for row in rows:
            if references[key].get(row.values[key]) in elsewhere:
                said = f"“{row.values[key]}”是其他单位的"
                fix = "请由那个单位的业务经办登记"
                yield row.problem(register.kind, key, "register.of_another_unit", said, fix)


def _existing(
    register: Register, rows: Sequence[Row], references: Mapping[str, Mapping[str, int]], context: Context
) -> Iterator[Problem]:
    """Records that are there already under the same identity."""

    def key_of(row: Row) -> tuple[Any, ...]:
        return tuple(references[k].get(row.values[k]) if k in references else row.values[k] for k in register.identity)

    first = register.identity[-1]
    wanted = [key_of(row)[-1] for row in rows]
    found = register.model._default_manager.filter(owner_id=context.owner_id, **{f"{first}__in": wanted})
    names = (f"{k}_id" if k in references else k for k in register.identity)
    there = {tuple(key): void_reason for *key, void_reason in found.values_list(*names, "void_reason")}
    for row in rows:
        void_reason = there.get(key_of(row))
        if void_reason == "":
            said = f"已经有这条{register.title}"
            yield row.problem(register.kind, first, "import.exists", said, "请删去这一行，或在页面上更正原记录")
        elif void_reason:
            said = f"这个编号属于一条已作废的{register.title}（{void_reason}），用过的编号不再用"
            yield row.problem(register.kind, first, "register.number_of_voided", said, "请另编一个编号")
