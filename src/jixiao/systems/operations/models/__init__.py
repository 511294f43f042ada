"""The tables of operations, one module a room of the work."""

from jixiao.systems.operations.models.assets import Asset, LongTermPaper, PaperKind
from jixiao.systems.operations.models.changes import Change, ChangeState, Release, Risk
from jixiao.systems.operations.models.cooperation import ActionItem, CooperationRequest, Meeting
from jixiao.systems.operations.models.desk import Hold, Reopening, SeverityChange, Ticket, TicketState
from jixiao.systems.operations.models.emergencies import Drill, DrillFinding, Emergency, Plan, PlanContact
from jixiao.systems.operations.models.engineering import Feature, Tuning
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
from jixiao.systems.operations.models.security import Incident, IntegrityCheck
from jixiao.systems.operations.models.service import Agreement, Cause, Item, Limit, Severity, System, Window
from jixiao.systems.operations.models.sharing import CatalogueEntry, InterfaceCheck, SharingAnswer, SharingRequest
from jixiao.systems.operations.models.training import Training, TrainingPlan
from jixiao.systems.operations.models.usage import DepartmentUse, SignIn, User

__all__ = [
    "ActionItem",
    "Agreement",
    "Answer",
    "Asset",
    "Attendance",
    "CatalogueEntry",
    "Cause",
    "Change",
    "ChangeState",
    "CooperationRequest",
    "DepartmentUse",
    "Drill",
    "DrillFinding",
    "Duty",
    "Emergency",
    "Engineer",
    "Fault",
    "Feature",
    "Hold",
    "Incident",
    "Inspection",
    "InspectionItem",
    "IntegrityCheck",
    "InterfaceCheck",
    "Item",
    "Limit",
    "LongTermPaper",
    "Meeting",
    "Outage",
    "PaperKind",
    "Plan",
    "PlanContact",
    "Qualification",
    "Release",
    "Reopening",
    "Risk",
    "ServiceDay",
    "Severity",
    "SeverityChange",
    "SharingAnswer",
    "SharingRequest",
    "SignIn",
    "System",
    "Ticket",
    "TicketState",
    "Training",
    "TrainingPlan",
    "Tuning",
    "Undertaking",
    "User",
    "Window",
]
