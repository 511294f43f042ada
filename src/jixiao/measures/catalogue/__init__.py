"""One file a system: the measures that its records can answer."""

from __future__ import annotations

from importlib import import_module

_SYSTEMS = ("contracts", "operations", "panels")


def load() -> None:
    """Brings every system's measures into the catalogue."""
    for system in _SYSTEMS:
        import_module(f"jixiao.measures.catalogue.{system}")
