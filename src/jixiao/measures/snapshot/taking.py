"""Taking a snapshot: what changed since the last one is read and hashed, the rest is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jixiao.measures.snapshot import manifest as manifests
from jixiao.measures.snapshot.content import content_hash
from jixiao.measures.snapshot.manifest import Manifest, Part

_YEAR = "record_year"


@dataclass(frozen=True, slots=True)
class Moment:
    """When the source is read: its clock, the last sealed batch, and from where on transactions may still come."""

    taken_at: str
    sealed: int
    era: int
    since: str
    simulated: str = ""
    code: str = ""  # the version of the program


class Source(Protocol):
    """The published records at one consistent moment."""

    def moment(self) -> Moment:
        """The moment that is read."""

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The published tables with their columns and types."""

    def definitions(self) -> Mapping[str, str]:
        """A hash of how each published table is defined."""

    def changed_since(self, era: int, since: str) -> frozenset[str]:
        """The tables whose records, or those that they are joined with, may have changed."""

    def read(self, table: str) -> pa.RecordBatchReader:
        """A published table, ordered by year, record and version."""


def take(source: Source, store: Path) -> Manifest:
    """Takes a snapshot into a store of parts; equal content is written once. Gives its manifest."""
    moment, tables, definitions = source.moment(), source.tables(), source.definitions()
    former = manifests.read(store)
    kept = _unchanged(source, former, tables, definitions)
    parts = [part for part in (former.parts if former else ()) if part.table in kept]
    (store / "parts").mkdir(parents=True, exist_ok=True)
    for table in sorted(tables.keys() - kept):
        parts += _written(store, table, source.read(table))
    made = Manifest(
        parts=tuple(manifests.sorted_parts(parts)),
        columns={table: dict(tables[table]) for table in sorted(tables)},
        definitions=dict(sorted(definitions.items())),
        taken_at=moment.taken_at,
        sealed=moment.sealed,
        era=moment.era,
        since=moment.since,
        simulated=moment.simulated,
        code=moment.code,
    )
    manifests.write(store, made)
    return made


def _unchanged(
    source: Source,
    former: Manifest | None,
    tables: Mapping[str, Mapping[str, str]],
    definitions: Mapping[str, str],
) -> frozenset[str]:
    if former is None:
        return frozenset()
    changed = source.changed_since(former.era, former.since)
    same = {
        table
        for table in tables
        if dict(former.columns.get(table, {})) == dict(tables[table])
        and former.definitions.get(table) == definitions.get(table)
    }
    return frozenset(same - changed)


def _written(store: Path, table: str, rows: pa.RecordBatchReader) -> Iterator[Part]:
    for year, part in _by_year(rows):
        content = content_hash(part)
        file = store / "parts" / f"{content}.parquet"
        if not file.exists():
            new = file.with_suffix(f".{uuid4().hex}.new")
            pq.write_table(part, new, compression="zstd")
            new.replace(file)
        yield Part(table, year, part.num_rows, content)


def _by_year(rows: pa.RecordBatchReader) -> Iterator[tuple[int | None, pa.Table]]:
    """A table's years, one at a time in memory; a table without years, or without rows, is one part."""
    year: int | None = None
    gathered: list[pa.RecordBatch] = []
    for batch in rows:
        for its_year, part in _years_of(batch):
            if gathered and its_year != year:
                yield year, pa.Table.from_batches(gathered, rows.schema)
                gathered = []
            year = its_year
            gathered.append(part)
    yield year, pa.Table.from_batches(gathered, rows.schema)


def _years_of(batch: pa.RecordBatch) -> Iterator[tuple[int | None, pa.RecordBatch]]:
    """A batch cut where the year changes; it is ordered by it."""
    if not batch.num_rows:
        return
    if _YEAR not in batch.schema.names:
        yield None, batch
        return
    runs = pc.run_end_encode(batch.column(_YEAR))
    first = 0
    for year, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield year, batch.slice(first, end - first)
        first = end
