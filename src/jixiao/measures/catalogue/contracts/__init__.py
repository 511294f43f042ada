"""What contracts (合同) answer, one module a room of the work."""

from jixiao.measures.catalogue.contracts import (  # noqa: F401 (each adds its measures)
    acceptance,
    archives,
    management,
    supervision,
    suppliers,
)
