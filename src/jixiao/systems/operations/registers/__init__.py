"""The nouns of operations, as registers; one module a room of the work."""

from jixiao.systems.operations.registers import desk, faults, inspections, people, service

__all__ = ["desk", "faults", "inspections", "people", "service"]
