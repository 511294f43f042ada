"""Tickets (工单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, mean, share
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TICKET = "operations_ticket"


def tickets(records: Records) -> ir.Table:
    """The tickets of the year; tests are none."""
    opened = records.in_year(_TICKET, "opened_day")
    return opened.filter(~opened.is_test)


@measure(
    "operations.ticket_handling_rate",
    "运维工单处理率",
    formula="已处理的工单 ÷ 当年提出的工单",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.desk,
)
def ticket_handling_rate(records: Records) -> Population:
    """运维工单处理率: tickets resolved and not open again ÷ tickets raised in the year; higher is better.

    A ticket of late December that is resolved in January counts as handled as soon as its resolution is recorded.
    """
    raised = tickets(records)
    return share(raised, _TICKET, raised.is_handled)


@measure(
    "operations.mean_response_time",
    "运维平均响应时间",
    formula="首次响应用时之和（服务时间内，扣除挂起）÷ 已响应的工单",
    unit="小时",
    direction="lower",
    source=kept.SOURCE,
    kept=kept.desk,
    divisor=3600,
)
def mean_response_time(records: Records) -> Population:
    """运维平均响应时间: first-response seconds on the contract's service calendar ÷ tickets responded to, in hours.

    A ticket that nobody answered has no response time; it fails the handling rate instead.
    """
    answered = tickets(records).filter(lambda ticket: ticket.response_business_seconds.notnull())
    return mean(answered, _TICKET, answered.response_business_seconds)


@measure(
    "operations.mean_response_time_absolute",
    "运维平均响应时间（自然时间）",
    formula="首次响应用时之和（自然时间）÷ 已响应的工单",
    unit="小时",
    direction="lower",
    source=kept.SOURCE,
    kept=kept.desk,
    divisor=3600,
)
def mean_response_time_absolute(records: Records) -> Population:
    """The other clock of 运维平均响应时间: wall time from opening to the first response, nights and holidays too."""
    answered = tickets(records).filter(lambda ticket: ticket.response_absolute_seconds.notnull())
    return mean(answered, _TICKET, answered.response_absolute_seconds)
