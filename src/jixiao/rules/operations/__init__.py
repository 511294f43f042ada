"""IT operations (信息系统运维): service windows, the SLA clock of a ticket, repeated faults.

Imports: the standard library, ``regulations`` and ``workdays``. Calendars, contracts and the moment asked for come in.
"""

from jixiao.rules.operations.agreements import Agreement, Commitment, SpanName
from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.notation import parse_window
from jixiao.rules.operations.repeats import Exclusion, Fault, FaultRecurrence, Recurrence, fault_recurrences
from jixiao.rules.operations.sla import Outcome, SpanTime, TicketTimes, carried_limit, ticket_times
from jixiao.rules.operations.tickets import Hold, SeverityChange, Ticket
from jixiao.rules.operations.windows import NO_HOURS, WHOLE_DAY, Hours, ServiceWindow, day_hours, seconds_of
from jixiao.rules.operations.worktime import LOCAL, WorkTime, business_seconds, deadline, work_time

__all__ = [
    "LOCAL",
    "NO_HOURS",
    "WHOLE_DAY",
    "Agreement",
    "Commitment",
    "Exclusion",
    "Fault",
    "FaultRecurrence",
    "Hold",
    "Hours",
    "OperationsError",
    "Outcome",
    "Recurrence",
    "ServiceWindow",
    "SeverityChange",
    "SpanName",
    "SpanTime",
    "Ticket",
    "TicketTimes",
    "WorkTime",
    "business_seconds",
    "carried_limit",
    "day_hours",
    "deadline",
    "fault_recurrences",
    "parse_window",
    "seconds_of",
    "ticket_times",
    "work_time",
]
