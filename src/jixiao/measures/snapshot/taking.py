"""Taking a snapshot: what changed since the last one is read and hashed, the rest is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jixiao.measures.snapshot import manifest as manifests
from jixiao.measures.snapshot.content import content_hash
from jixiao.measures.snapshot.manifest import Manifest, Part


@dataclass(frozen=True, slots=True)
class Moment:
    """When the source is read: its clock, the last sealed batch, and from where on transactions may still come."""

    taken_at: str
    sealed: int
    era: int
    since: str
    simulated: str = ""


class Source(Protocol):
    """The published records at one consistent moment."""

    def moment(self) -> Moment:
        """The moment that is read."""

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The published tables with their columns and types."""

    def changed_since(self, era: int, since: str) -> frozenset[str]:
        """The tables whose records, or those that they are joined with, may have changed."""

    def read(self, table: str) -> pa.Table:
        """A published table, ordered by record and version."""


def take(source: Source, store: Path) -> Manifest:
    """Takes a snapshot into a store of parts; equal content is written once. Gives its manifest."""
    moment, tables = source.moment(), source.tables()
    former = manifests.read(store)
    kept = _unchanged(source, former, tables)
    parts = [part for part in (former.parts if former else ()) if part.table in kept]
    (store / "parts").mkdir(parents=True, exist_ok=True)
    for table in sorted(tables.keys() - kept):
        parts += _written(store, table, source.read(table))
    made = Manifest(
        tuple(manifests.sorted_parts(parts)),
        {table: dict(tables[table]) for table in sorted(tables)},
        moment.taken_at,
        moment.sealed,
        moment.era,
        moment.since,
        moment.simulated,
    )
    manifests.write(store, made)
    return made


def _unchanged(source: Source, former: Manifest | None, tables: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    if former is None:
        return frozenset()
    changed = source.changed_since(former.era, former.since)
    same = {table for table in tables if dict(former.columns.get(table, {})) == dict(tables[table])}
    return frozenset(same - changed)


def _written(store: Path, table: str, rows: pa.Table) -> Iterator[Part]:
    for year, part in _by_year(rows):
        content = content_hash(part)
        file = store / "parts" / f"{content}.parquet"
        if not file.exists():
            new = file.with_suffix(".new")
            pq.write_table(part, new, compression="zstd")
            new.replace(file)
        yield Part(table, year, part.num_rows, content)


def _by_year(rows: pa.Table) -> Iterator[tuple[int | None, pa.Table]]:
    """A table's years; a table without years, or without rows, is one part."""
    if "record_year" not in rows.column_names or not rows.num_rows:
        yield None, rows
        return
    for year in sorted(pc.unique(rows.column("record_year")).to_pylist()):
        yield year, rows.filter(pc.equal(rows.column("record_year"), year))
