"""The folder of contents: each stored once under its sha256, readable by the installation's user only."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jixiao.foundation.database.connection import home

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK = 1 << 20


def folder() -> Path:
    """``JIXIAO_HOME/attachments``."""
    return home() / "attachments"


def path_of(sha256: str) -> Path:
    """Where a content lies: ``ab/cdef…``."""
    if not _DIGEST.match(sha256):
        raise ValueError(f"not a sha256 in small hexadecimal: {sha256!r}")
    return folder() / sha256[:2] / sha256[2:]


def keep(content: bytes) -> str:
    """Stores a content unless it is there already, whole; gives its sha256. Two callers at once do no harm."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists() and digest_of(path) == sha256:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:  # mkstemp gives 0600
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _remember_name(path.parent)
    return sha256


def read(sha256: str) -> bytes:
    """A content. Raises :class:`FileNotFoundError` where it is missing, :class:`ValueError` where it is not itself."""
    content = path_of(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"attachment {sha256} is damaged")
    return content


def digest_of(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def stored() -> Iterator[tuple[str, Path]]:
    """Every stored content with the sha256 that its place promises."""
    if not folder().is_dir():
        return
    for part in sorted(folder().iterdir()):
        for path in sorted(part.iterdir()) if part.is_dir() else ():
            if _DIGEST.match(part.name + path.name):
                yield part.name + path.name, path


def _remember_name(directory: Path) -> None:
    """A file's name is only safe once its folder is written too."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
