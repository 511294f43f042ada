"""Opening an engine by its name."""

from __future__ import annotations

from pathlib import Path

from jixiao.measures.engines.engine import Engine
from jixiao.measures.snapshot.manifest import Manifest


def over_snapshot(name: str, store: Path, snapshot: Manifest) -> Engine:
    """``duckdb`` or ``spark`` over a snapshot; only the one asked for is imported."""
    if name == "spark":
        from jixiao.measures.engines.spark import Spark

        return Spark(store, snapshot)
    from jixiao.measures.engines.duckdb import DuckDB

    return DuckDB(store, snapshot)
