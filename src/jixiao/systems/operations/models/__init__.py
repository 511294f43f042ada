"""The tables of operations, one module a room of the work."""

from jixiao.systems.operations.models.people import Engineer
from jixiao.systems.operations.models.service import Agreement, Cause, Item, Limit, Severity, System, Window

__all__ = ["Agreement", "Cause", "Engineer", "Item", "Limit", "Severity", "System", "Window"]
