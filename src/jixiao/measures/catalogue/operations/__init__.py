"""What IT operations (运维) answer, one module a room of the work."""

from jixiao.measures.catalogue.operations import (  # noqa: F401 (each adds its measures)
    desk,
    engineering,
    faults,
    inspections,
    people,
    security,
    service,
    usage,
)
