"""Spark over the Parquet files of a snapshot: for many bureaus at once, on a cluster or on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.measures.engines.query import Query, answered, made_ready
from jixiao.measures.engines.standalone import Cluster, is_here
from jixiao.measures.snapshot.manifest import Manifest
from jixiao.measures.tables import columns_of, published

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import SparkSession

#: The address of a cluster's master (``spark://host:7077``); without it a small cluster of this machine is started.
MASTER_VARIABLE = "JIXIAO_SPARK_MASTER"

_TYPES = {"bigint": "bigint", "boolean": "boolean", "text": "string", "date": "date"}
_MOMENT = "timestamp without time zone"

_SETTINGS = {
    # An overflow is an error, never another number; local moments stay what they say.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class Spark:
    """A Spark session that reads a snapshot's files; workers must see the store under the same path."""

    name = "spark"
    is_unchanging = True

    def __init__(self, store: Path, snapshot: Manifest, *, master: str = "", cores: int = 0) -> None:
        """``master`` by default as the environment says; ``cores`` 0 is as many as the cluster gives."""
        self._store = store.absolute()
        self._snapshot = snapshot
        master = master or os.environ.get(MASTER_VARIABLE, "")
        self._cluster = None if master else Cluster.start()
        self._session = _session(self._cluster.master if self._cluster else master, cores)
        self._shown: set[str] = set()

    def published(self, table: str) -> ir.Table:
        """A published table of the snapshot, all years together."""
        return published(table)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return self.run(made_ready(expression, self.name))

    def query(self, expression: ir.Table) -> str:
        """The query in Spark's SQL."""
        return made_ready(expression, self.name).sql

    def run(self, query: Query) -> list[dict[str, Any]]:
        """The rows of a query made ready."""
        for table in query.tables:
            if table not in self._shown:
                self._show(table)
        return answered(query, self._session.sql(query.sql).collect())

    def close(self) -> None:
        """Stops the session, and the cluster if it was started for it."""
        self._session.stop()
        if self._cluster is not None:
            self._cluster.stop()

    def _show(self, table: str) -> None:
        columns = ", ".join(f"`{name}` {_type(kind)}" for name, kind in columns_of(table).items())
        files = [str(file) for file in self._snapshot.files(self._store, table)]
        if files:
            shown = self._session.read.schema(columns).parquet(*files)
        else:
            shown = self._session.createDataFrame([], columns)
        shown.createOrReplaceTempView(table)
        self._shown.add(table)


def _session(master: str, cores: int) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("jixiao measure")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    if is_here(master):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
    if cores:
        builder = builder.config("spark.cores.max", str(cores))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _type(kind: str) -> str:
    if kind.startswith("numeric("):
        return kind.replace("numeric", "decimal")
    return "timestamp_ntz" if kind == _MOMENT else _TYPES[kind]
