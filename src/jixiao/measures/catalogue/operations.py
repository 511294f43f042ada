"""What IT operations answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.measure import measure
from jixiao.measures.population import Population, mean, share
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SOURCE = "measures.md：信息系统运维"


def desk_kept(records: Records) -> ir.Table:
    """Programmes whose desk records tickets: at least one was opened in the year."""
    return records.in_year("operations_ticket", "opened_day").select("programme_id").distinct()


def _tickets(records: Records) -> ir.Table:
    """The tickets of the year; tests are none."""
    tickets = records.in_year("operations_ticket", "opened_day")
    return tickets.filter(~tickets.is_test)


@measure(
    "operations.ticket_handling_rate",
    "运维工单处理率",
    formula="已处理的工单 ÷ 当年提出的工单",
    unit="ratio",
    direction="higher",
    source=_SOURCE,
    kept=desk_kept,
)
def ticket_handling_rate(records: Records) -> Population:
    """Tickets resolved and not open again, by tickets raised in the year."""
    tickets = _tickets(records)
    return share(tickets, "operations_ticket", tickets.is_handled)


@measure(
    "operations.mean_response_time",
    "运维平均响应时间",
    formula="首次响应用时之和（服务时间内） ÷ 已响应的工单",
    unit="小时",
    direction="lower",
    source=_SOURCE,
    kept=desk_kept,
    divisor=3600,
)
def mean_response_time(records: Records) -> Population:
    """First-response times on the service calendar of the contract, by tickets responded to."""
    tickets = _tickets(records)
    answered = tickets.filter(tickets.response_business_seconds.notnull())
    return mean(answered, "operations_ticket", answered.response_business_seconds)
