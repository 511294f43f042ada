"""The service desk: tickets and their verbs, holds, reopenings, changes of severity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.parameters.operations import confirmation_days
from jixiao.rules.operations import Hold as RuleHold
from jixiao.rules.operations import OperationsError
from jixiao.rules.operations import SeverityChange as RuleSeverityChange
from jixiao.rules.operations.records import TicketRecord
from jixiao.systems.operations.checking import engineers_away, in_future, local_date, out_of_service, referred
from jixiao.systems.operations.clocks import Parts, derive_tickets, settle_parts
from jixiao.systems.operations.models import Hold, Reopening, SeverityChange, Ticket
from jixiao.systems.operations.registers.service import SYSTEM

_MOMENTS = (
    "opened_at", "assigned_at", "responded_at", "started_at", "resolved_at", "confirmed_at", "closed_at",
)  # fmt: skip

_STAGES = (
    Stage("open", gettext_noop("受理"), gettext_noop("待派单"), "opened_at", "○"),
    Stage("assign", gettext_noop("派单"), gettext_noop("已派单"), "assigned_at", asks=("engineer",), optional=True),
    Stage("respond", gettext_noop("响应"), gettext_noop("已响应"), "responded_at"),
    Stage("start", gettext_noop("开始处理"), gettext_noop("处理中"), "started_at", optional=True),
    Stage("resolve", gettext_noop("解决"), gettext_noop("已解决"), "resolved_at", "◕"),
    Stage(
        "confirm",
        gettext_noop("用户确认"),
        gettext_noop("已确认"),
        "confirmed_at",
        "◕",
        fills={"confirmation": "用户确认"},
        optional=True,
    ),
    Stage(
        "close",
        gettext_noop("关闭"),
        gettext_noop("已关闭"),
        "closed_at",
        "●",
        fills={"confirmation": "逾期未答复"},
    ),
)


def _check_tickets(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, _MOMENTS)
    yield from out_of_service(register, rows, context, "system", "opened_at")
    yield from engineers_away(register, rows, context, ("responded_at", "assigned_at", "opened_at"))
    for row in rows:
        yield from _unconfirmed(register, row)
    yield from _against_their_parts(register, rows, context)


def _unconfirmed(register: Register, row: Row) -> Iterator[Problem]:
    """Closing needs the user's confirmation, or that the user did not answer in time."""
    by, confirmed, closed = (row.values[key] for key in ("confirmation", "confirmed_at", "closed_at"))
    resolved = row.values["resolved_at"]
    if closed and not by:
        said, fix = "关闭工单须有用户确认，或用户逾期未答复", "请补填用户确认时间和确认方式"
        yield row.problem(register.kind, "confirmation", "operations.closed_unconfirmed", said, fix)
    elif (by == "user") != (confirmed is not None):
        said = "写了“用户确认”的要有用户确认时间，其他情形不能有"
        yield row.problem(register.kind, "confirmation", "operations.confirmation_contradicts", said, "请核对两列")
    elif by == "timeout" and closed and resolved:
        days = confirmation_days(local_date(resolved))
        if closed < resolved + timedelta(days=days):
            said = f"解决后未满 {days} 日，还不能按逾期未答复关闭"
            yield row.problem(register.kind, "closed_at", "operations.timeout_too_early", said, "请等待用户确认")


def _against_their_parts(register: Register, rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """A ticket that is corrected must still agree with its holds, reopenings and changes of severity."""
    numbers = [row.values["number"] for row in rows]
    there = dict(Ticket.objects.filter(owner_id=context.owner_id, number__in=numbers).values_list("number", "pk"))
    if not there:
        return
    parts = Parts(there.values())
    for row in rows:
        if (number := there.get(row.values["number"])) is None:
            continue
        ticket = Ticket(pk=number, **{key: row.values[key] for key in (*_MOMENTS, "severity")})
        for code, message, fix in contradictions(parts.record_of(ticket)):
            yield row.problem(register.kind, "resolved_at", code, message, fix)


def contradictions(record: TicketRecord) -> Iterator[tuple[str, str, str]]:
    """What a ticket and its holds, reopenings and changes of severity contradict each other in: code, message, fix."""
    try:
        record.on_the_clock()
    except OperationsError as wrong:
        message, _sign, fix = wrong.message.partition("。")
        yield wrong.code, message, fix.rstrip("。")
        return
    done = record.confirmed_at or record.closed_at
    latest = max((moment for pair in record.reopenings for moment in pair if moment), default=None)
    if done is not None and (record.is_open_again or (latest is not None and done < latest)):
        said = "工单确认或关闭之后不能重开；确认、关闭应在最后一次解决之后"
        yield "operations.reopened_after_closing", said, "请另开新工单，或更正确认、关闭时间"
    end = record.settled_at or record.latest
    if any(hold.since < record.opened_at or hold.since > end for hold in record.holds):
        yield "operations.hold_outside_ticket", "挂起不在工单受理与解决之间", "请核对挂起开始时间"


_Add = Callable[[TicketRecord, Row], TicketRecord]


def _check_parts(keys: Sequence[str], model: Any, drop: Callable[[TicketRecord], TicketRecord], add: _Add) -> Any:
    """The check of records that belong to tickets: whether each ticket still holds together with its new ones."""

    def check(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
        yield from in_future(register, rows, context, [key for key in keys if key != "until_at"])
        tickets = referred(register, rows, context, "ticket")
        parts = Parts(ticket.pk for ticket in tickets.values())
        by_ticket: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_ticket[row.values["ticket"]].append(row)
        again = {(name, row.values["number"]) for name, own in by_ticket.items() for row in own}
        corrected = _corrected(model, tickets, again)
        for name, own in by_ticket.items():
            if name not in tickets:
                continue
            record = parts.record_of(tickets[name])
            if name in corrected:  # the version that is being corrected must not stand beside the new one
                others = [each for each in corrected[name] if (name, each.number) not in again]
                record = drop(record)
                for each in others:
                    record = add(
                        record, Row(0, {key: getattr(each, key) for key in register.fields if key != "ticket"})
                    )
            yield from _one_after_the_other(register, record, own, add, keys[0])

    return check


def _one_after_the_other(
    register: Register, record: TicketRecord, rows: Sequence[Row], add: _Add, key: str
) -> Iterator[Problem]:
    for row in sorted(rows, key=lambda each: each.values[key]):
        try:
            with_it = add(record, row)
        except OperationsError as wrong:
            message, _sign, fix = wrong.message.partition("。")
            yield row.problem(register.kind, key, wrong.code, message, fix.rstrip("。"))
            continue
        wrong_now = list(contradictions(with_it))
        for code, message, fix in wrong_now:
            yield row.problem(register.kind, key, code, message, fix)
        record = record if wrong_now else with_it


def _corrected(model: Any, tickets: dict[str, Any], again: set[tuple[str, str]]) -> dict[str, list[Any]]:
    """The records there are of tickets of which a row says one again, by the ticket's number."""
    found: dict[str, list[Any]] = defaultdict(list)
    for each in model.objects.filter(ticket__in=tickets.values(), void_reason="").select_related("ticket"):
        found[each.ticket.number].append(each)
    return {name: own for name, own in found.items() if any((name, each.number) in again for each in own)}


def _with_hold(record: TicketRecord, row: Row) -> TicketRecord:
    values = row.values
    return replace(
        record, holds=(*record.holds, RuleHold(values["from_at"], values["until_at"], values["reason"] or ""))
    )


def _with_reopening(record: TicketRecord, row: Row) -> TicketRecord:
    pair = (row.values["reopened_at"], row.values["resolved_at"])
    return replace(record, reopenings=(*record.reopenings, pair))


def _with_change(record: TicketRecord, row: Row) -> TicketRecord:
    change = RuleSeverityChange(row.values["changed_at"], row.values["severity"])
    return replace(record, severity_changes=(*record.severity_changes, change))


TICKETS = Register(
    name="tickets",
    title=gettext_noop("工单"),
    model=Ticket,
    system=SYSTEM,
    about=gettext_noop("服务台受理的每一件事，从受理到关闭的各个时刻；计时由系统算出。"),
    fields=(
        "number", "system", "channel", "user_name", "department", "severity", "category", "summary", "engineer",
        *_MOMENTS, "confirmation", "is_test",
    ),
    identity=("number",),
    happened="opened_at",
    stages=_STAGES,
    check=_check_tickets,
    derive=derive_tickets,
    listed=("number", "system", "severity", "summary", "engineer", "opened_at"),
    searched=("number", "summary", "department"),
    derived=(
        "state", "response_business_seconds", "response_limit_seconds", "response_is_met", "response_due_at",
        "resolution_absolute_seconds", "resolution_business_seconds", "resolution_limit_seconds", "resolution_is_met",
        "resolution_due_at", "held_seconds", "calendar_version", "is_complete",
    ),
)  # fmt: skip

HOLDS = Register(
    name="holds",
    title=gettext_noop("工单挂起"),
    model=Hold,
    system=SYSTEM,
    about=gettext_noop("工单等待用户或第三方的时段，不计入处理时间。"),
    fields=("ticket", "number", "from_at", "until_at", "reason", "approved_by"),
    identity=("ticket", "number"),
    happened="from_at",
    check=_check_parts(("from_at", "until_at"), Hold, lambda record: replace(record, holds=()), _with_hold),
    settle=settle_parts,
)

REOPENINGS = Register(
    name="reopenings",
    title=gettext_noop("工单重开"),
    model=Reopening,
    system=SYSTEM,
    about=gettext_noop("用户不认可已解决的工单而重开，何时再次解决。"),
    fields=("ticket", "number", "reopened_at", "resolved_at", "reason"),
    identity=("ticket", "number"),
    happened="reopened_at",
    check=_check_parts(
        ("reopened_at", "resolved_at"), Reopening, lambda record: replace(record, reopenings=()), _with_reopening
    ),
    settle=settle_parts,
)

SEVERITY_CHANGES = Register(
    name="severity-changes",
    title=gettext_noop("级别变更"),
    model=SeverityChange,
    system=SYSTEM,
    about=gettext_noop("处理中途改定级别，从何时起，为什么。"),
    fields=("ticket", "number", "changed_at", "severity", "reason"),
    identity=("ticket", "number"),
    happened="changed_at",
    check=_check_parts(
        ("changed_at",), SeverityChange, lambda record: replace(record, severity_changes=()), _with_change
    ),
    settle=settle_parts,
)

register(TICKETS, HOLDS, REOPENINGS, SEVERITY_CHANGES)
