"""What is refused when records of contracts are entered or imported: row and column, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register
from jixiao.parameters.contracts import acceptance_members_min
from jixiao.rules.contracts import conclusion_faults, may_be_independent
from jixiao.systems.contracts import queries

Check = Callable[[Register, Sequence[Row], Context], Iterator[Problem]]

_CONCLUSION = {
    "day_missing": ("contracts.day_missing", "concluded_on", "有结论而没有结论日", "请填写结论日"),
    "conclusion_missing": (
        "contracts.conclusion_missing",
        "conclusion",
        "有结论日而没有结论",
        "请填写通过、整改后通过或不通过",
    ),
    "minutes_missing": ("contracts.minutes_missing", "minutes_document", "下结论应有验收会纪要", "请填写纪要的文号"),
}


def _in_order(earlier: str, later: str) -> Check:
    """One day of a record not before another, where both are filled in."""

    def check(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
        title = next(column.title for column in register.columns if column.key == earlier)
        for row in rows:
            first, last = row.values[earlier], row.values[later]
            if first and last and last < first:
                said = f"{last} 早于{title} {first}"
                yield row.problem(register.kind, later, "contracts.days_in_order", said, "请核对两个日期的先后")

    return check


contract = _in_order("starts_on", "ends_on")
qualification = _in_order("valid_from", "valid_to")
sanction = _in_order("starts_on", "ends_on")
report = _in_order("period_from", "period_to")


def acceptance(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """A conclusion has its day, its minutes and a panel; a milestone is one of the same contract."""
    panels = queries.members_of([(row.values["contract"], row.values["number"]) for row in rows], context.owner_id)
    for row in rows:
        yield from _conclusion(register, row, panels)
        milestone = row.values["milestone"]
        if milestone and not milestone.startswith(f"{row.values['contract']}/"):
            said = f"履行阶段“{milestone}”不属于合同“{row.values['contract']}”"
            fix = "请选这份合同的履行阶段"
            yield row.problem(register.kind, "milestone", "contracts.milestone_of_another_contract", said, fix)
        if row.values["rectified_on"] and row.values["conclusion"] not in ("conditional", "failed"):
            said, fix = "结论没有要求整改，不应有整改完成日", "请核对结论，或删去整改完成日"
            yield row.problem(register.kind, "rectified_on", "contracts.nothing_to_rectify", said, fix)


def _conclusion(register: Register, row: Row, panels: dict[tuple[str, str], int]) -> Iterator[Problem]:
    values: Any = row.values
    members_min = acceptance_members_min(values["concluded_on"] or values["planned_on"])
    members = panels.get((values["contract"], values["number"]), 0)
    for fault in conclusion_faults(
        values["concluded_on"], values["conclusion"] or "", values["minutes_document"] or "", members, members_min
    ):
        if fault == "members_missing":
            said = f"验收组只登记了 {members} 人，至少要有 {members_min} 人"
            code, key, fix = "contracts.members_missing", "conclusion", "请先登记验收方案和验收组成员，再登记结论"
        else:
            code, key, said, fix = _CONCLUSION[fault]
        yield row.problem(register.kind, key, code, said, fix)


def member(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """Whoever belongs to the supplier is not independent of it."""
    suppliers = queries.suppliers_of({row.values["acceptance"] for row in rows}, context.owner_id)
    for row in rows:
        known = suppliers.get(row.values["acceptance"], frozenset())
        if row.values["is_independent"] and not may_be_independent(row.values["organisation"], known):
            said = f"“{row.values['organisation']}”就是承建方，不能写“不属承建方”"
            fix = "请改为“否”，或核对所在单位"
            yield row.problem(register.kind, "is_independent", "contracts.supplier_not_independent", said, fix)


def assessment(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """Points do not exceed the full ones."""
    for row in rows:
        points, full = row.values["points"], row.values["full_points"]
        if not full:
            yield row.problem(register.kind, "full_points", "contracts.no_full_points", "满分应大于 0", "请核对满分")
        elif points > full:
            said = f"得分 {points} 超过满分 {full}"
            yield row.problem(register.kind, "points", "contracts.points_above_full", said, "请核对得分和满分")
