"""What IT operations (运维) answer, one module a room of the work."""

from jixiao.measures.catalogue.operations import (  # noqa: F401 (each adds its measures)
    changes,
    cooperation,
    desk,
    discipline,
    emergencies,
    engineering,
    facilities,
    faults,
    inspections,
    people,
    security,
    service,
    sharing,
    stability,
    training,
    usage,
)
