"""What a snapshot consists of: its tables by year, each with the hash of its content, and one root over all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

FORMAT = 1


class NoSnapshot(LookupError):
    """A folder without a snapshot, or without the one asked for, or with one of another format."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table in one year (by the day on which its records happened); None for a table without years."""

    table: str
    year: int | None
    rows: int
    content: str  # SHA-256 of the content; also the name of its file

    @property
    def file(self) -> str:
        """Its file below the store's folder: equal content is stored once, whatever snapshot it belongs to."""
        return f"parts/{self.content}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One consistent moment of the published records.

    ``columns`` are the published tables with their columns and types, ``definitions`` a hash of how each is made;
    ``taken_at`` is the moment in UTC (the last at which the records said this), ``sealed`` the last sealed batch of the
    history then, ``since`` the oldest transaction still open then: what may come later. ``simulated`` is the sentence
    of an installation without real records, ``code`` the program's version.
    """

    parts: tuple[Part, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    taken_at: str = ""
    sealed: int = 0
    era: int = 0
    since: str = ""
    simulated: str = ""
    code: str = ""

    @property
    def root(self) -> str:
        """SHA-256 over the content of all tables: two snapshots that say the same have the same root."""
        said = {
            "format": FORMAT,
            "columns": {table: dict(columns) for table, columns in sorted(self.columns.items())},
            "parts": [[part.table, part.year, part.rows, part.content] for part in sorted_parts(self.parts)],
        }
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def files(self, store: Path, table: str) -> list[Path]:
        """The files of a table, oldest year first."""
        return [store / part.file for part in sorted_parts(self.parts) if part.table == table]


def sorted_parts(parts: Sequence[Part]) -> list[Part]:
    """By table and year."""
    return sorted(parts, key=lambda part: (part.table, part.year or 0))


def write(store: Path, manifest: Manifest) -> Path:
    """Writes the manifest beside its parts and points ``latest`` to it; gives its file."""
    folder = store / "manifests"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{manifest.root}.json"
    _replace(file, json.dumps(_said(manifest), ensure_ascii=False, indent=1) + "\n")
    _replace(store / "latest", manifest.root + "\n")
    return file


def _replace(file: Path, text: str) -> None:
    """Writes a file so that whoever reads it meanwhile finds the former one or the new one, whole."""
    new = file.with_name(f"{file.name}.{uuid4().hex}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def read(store: Path, root: str = "") -> Manifest | None:
    """A snapshot of the store by its root, by default the latest; None where there is none."""
    if not root:
        pointer = store / "latest"
        if not pointer.exists():
            return None
        root = pointer.read_text(encoding="ascii").strip()
    file = store / "manifests" / f"{root}.json"
    if not file.exists():
        return None
    said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    parts = tuple(Part(**part) for part in said.pop("parts"))
    if said.pop("format") != FORMAT:
        return None  # of another version of the program: the next one is taken anew
    del said["root"]
    return Manifest(parts=parts, **said)


def found(store: Path, root: str = "") -> Manifest:
    """A snapshot of the store, its files all there. Raises :class:`NoSnapshot`."""
    manifest = read(store, root)
    if manifest is None:
        raise NoSnapshot(root or str(store))
    missing = [part.file for part in manifest.parts if not (store / part.file).exists()]
    if missing:
        raise NoSnapshot(missing[0])
    return manifest


def _said(manifest: Manifest) -> dict[str, Any]:
    said = asdict(manifest)
    said["parts"] = [asdict(part) for part in sorted_parts(manifest.parts)]
    return {"format": FORMAT, "root": manifest.root, **said}
