"""The tables of operations, one module a room of the work."""

from jixiao.systems.operations.models.desk import Hold, Reopening, SeverityChange, Ticket, TicketState
from jixiao.systems.operations.models.faults import Fault, Outage
from jixiao.systems.operations.models.inspections import Answer, Inspection, InspectionItem
from jixiao.systems.operations.models.people import (
    Attendance,
    Duty,
    Engineer,
    Qualification,
    ServiceDay,
    Undertaking,
)
from jixiao.systems.operations.models.service import Agreement, Cause, Item, Limit, Severity, System, Window

__all__ = [
    "Agreement",
    "Answer",
    "Attendance",
    "Cause",
    "Duty",
    "Engineer",
    "Fault",
    "Hold",
    "Inspection",
    "InspectionItem",
    "Item",
    "Limit",
    "Outage",
    "Qualification",
    "Reopening",
    "ServiceDay",
    "Severity",
    "SeverityChange",
    "System",
    "Ticket",
    "TicketState",
    "Undertaking",
    "Window",
]
