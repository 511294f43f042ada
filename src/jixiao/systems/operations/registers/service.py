"""Served systems, their agreements and limits, configuration items, root causes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, register
from jixiao.systems.operations.checking import backwards, referred
from jixiao.systems.operations.models import Agreement, Cause, Item, Limit, System
from jixiao.systems.operations.registers.doings import RECOMPUTE, SETTLE

SYSTEM = gettext_noop("运维")


def _check_service(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from backwards(register, rows, "in_service_on", "retired_on")


def _check_agreements(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from backwards(register, rows, "starts_on", "ends_on")
    yield from _overlaps(register, rows, context)


def _overlaps(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """Two agreements for one system on one day: nobody could say which limit holds."""
    systems = referred(register, rows, context, "system")
    own = {row.values["number"] for row in rows}
    taken: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
    there = Agreement.objects.filter(system__in=systems.values(), void_reason="").exclude(
        owner_id=context.owner_id, number__in=own
    )
    for each in there.select_related("system"):
        taken[each.system.number].append((each.number, each.starts_on, each.ends_on))
    for row in rows:
        system, first, last = (row.values[key] for key in ("system", "starts_on", "ends_on"))
        other = next((number for number, a, b in taken[system] if a <= last and first <= b), None)
        if other is not None:
            said = f"与“{other}”的日期重叠，同一系统同一天只能有一份有效的服务约定"
            yield row.problem(
                register.kind, "starts_on", "operations.agreements_overlap", said, "请先更正前一份的结束日"
            )
        taken[system].append((row.values["number"], first, last))


def _check_limits(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    agreements = referred(register, rows, context, "agreement")
    there = Limit.objects.filter(agreement__in=agreements.values(), void_reason="")
    listed = {
        (agreement, severity): number
        for agreement, severity, number in there.values_list("agreement__number", "severity", "number")
    }
    for row in rows:
        key = (row.values["agreement"], row.values["severity"])
        other = listed.setdefault(key, row.values["number"])
        if other != row.values["number"]:
            said = f"这一级别的时限已在“{other}”登记"
            yield row.problem(register.kind, "severity", "operations.severity_twice", said, "请更正那一条")
        for limit in ("response_minutes", "resolution_minutes"):
            minutes = row.values[limit]
            if minutes is not None and minutes <= 0:
                said, fix = "时限应大于零", "没有约定的请留空"
                yield row.problem(register.kind, limit, "operations.limit_not_positive", said, fix)


SYSTEMS = Register(
    name="systems",
    title=gettext_noop("系统"),
    model=System,
    system=SYSTEM,
    fields=("number", "name", "programme", "in_service_on", "retired_on"),
    identity=("number",),
    happened="in_service_on",
    about=gettext_noop("被运维的信息系统：从何时启用，属于哪个项目。"),
    doings=(SETTLE,),
    check=_check_service,
    searched=("number", "name"),
)

AGREEMENTS = Register(
    name="agreements",
    title=gettext_noop("服务约定"),
    model=Agreement,
    system=SYSTEM,
    fields=("number", "system", "contract", "window", "starts_on", "ends_on"),
    identity=("number",),
    happened="starts_on",
    doings=(RECOMPUTE,),
    check=_check_agreements,
    about=gettext_noop("更正约定或时限不会改动已登记工单的计时，需另行“按约定重算”。"),
)

LIMITS = Register(
    name="limits",
    title=gettext_noop("服务时限"),
    model=Limit,
    system=SYSTEM,
    about=gettext_noop("各级别的响应时限和解决时限，单位为分钟。"),
    fields=("agreement", "number", "severity", "window", "response_minutes", "resolution_minutes"),
    identity=("agreement", "number"),
    happened="agreement__starts_on",
    check=_check_limits,
)

ITEMS = Register(
    name="items",
    title=gettext_noop("配置项"),
    model=Item,
    system=SYSTEM,
    about=gettext_noop("系统的硬件、软件、网络和数据，故障归到这里。"),
    fields=("number", "name", "system", "kind", "in_service_on", "retired_on"),
    identity=("number",),
    happened="in_service_on",
    check=_check_service,
    searched=("number", "name"),
)

CAUSES = Register(
    name="causes",
    title=gettext_noop("根因"),
    model=Cause,
    system=SYSTEM,
    about=gettext_noop("故障的根因；同一配置项同一根因再次发生为重复。"),
    fields=("number", "name", "found_on"),
    identity=("number",),
    happened="found_on",
    searched=("number", "name"),
)

register(SYSTEMS, AGREEMENTS, LIMITS, ITEMS, CAUSES)
