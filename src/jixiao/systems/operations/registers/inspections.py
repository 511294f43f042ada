"""Inspections and self-checks with their checklists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import engineers_away, in_future, out_of_service
from jixiao.systems.operations.clocks import derive_inspections, settle_items
from jixiao.systems.operations.models import Inspection, InspectionItem
from jixiao.systems.operations.registers.service import SYSTEM


def _check_inspections(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("done_on", "signed_on"))
    yield from out_of_service(register, rows, context, "system", "done_on")
    yield from engineers_away(register, rows, context, ("done_on", "planned_on"))
    for row in rows:
        values = row.values
        if values["done_on"] and not values["result"]:
            said, fix = "做完的检查要有结论", "请填写通过或不通过"
            yield row.problem(register.kind, "result", "operations.result_missing", said, fix)
        if values["signed_on"] and not values["report"]:
            said, fix = "签字的检查要有报告", "请填写报告的文号或文件名"
            yield row.problem(register.kind, "report", "operations.report_missing", said, fix)


def _check_items(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    for row in rows:
        if row.values["answer"] == "abnormal" and not row.values["note"]:
            said, fix = "异常的检查项要有说明", "请写明异常和处理"
            yield row.problem(register.kind, "note", "operations.abnormal_unexplained", said, fix)


INSPECTIONS = Register(
    name="inspections",
    title=gettext_noop("巡检与自检"),
    model=Inspection,
    system=SYSTEM,
    about=gettext_noop("计划的巡检和自检，何时做、结果、签字和报告。"),
    fields=("number", "system", "kind", "planned_on", "done_on", "engineer", "result", "report", "signed_on"),
    identity=("number",),
    happened=("done_on", "planned_on"),
    stages=(
        Stage("do", gettext_noop("完成"), gettext_noop("已检查"), "done_on", asks=("engineer", "result")),
        Stage("sign", gettext_noop("签字"), gettext_noop("已签字"), "signed_on", "●", asks=("report",)),
    ),
    check=_check_inspections,
    derive=derive_inspections,
    derived=("is_completed",),
)

INSPECTION_ITEMS = Register(
    name="inspection-items",
    title=gettext_noop("检查项"),
    model=InspectionItem,
    system=SYSTEM,
    about=gettext_noop("巡检清单上的每一项和它的结果。"),
    fields=("inspection", "number", "item", "answer", "note"),
    identity=("inspection", "number"),
    happened=("inspection__done_on", "inspection__planned_on"),
    check=_check_items,
    settle=settle_items,
    searched=("number", "item"),
)

register(INSPECTIONS, INSPECTION_ITEMS)
