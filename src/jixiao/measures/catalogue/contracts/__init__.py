"""What contracts (合同) answer, one module a room of the work."""

from jixiao.measures.catalogue.contracts import management  # noqa: F401 (it adds its measures)
