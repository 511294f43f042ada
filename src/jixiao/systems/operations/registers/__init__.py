"""The nouns of operations, as registers; one module a room of the work, in the order in which they are listed."""

from jixiao.systems.operations.registers import (  # isort: skip
    service,
    desk,
    faults,
    inspections,
    people,
    training,
    changes,
    engineering,
    emergencies,
    security,
    cooperation,
    assets,
    sharing,
    usage,
)

__all__ = [
    "assets",
    "changes",
    "cooperation",
    "desk",
    "emergencies",
    "engineering",
    "faults",
    "inspections",
    "people",
    "security",
    "service",
    "sharing",
    "training",
    "usage",
]
