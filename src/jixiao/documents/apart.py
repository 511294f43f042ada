"""A file that somebody dropped on a page, read apart: by a process of its own, within bounds of time and memory.

The server of the pages has threads, connections and secrets; the process that reads has none of them. Whatever the file
does there, the answer is a document, with a finding where the bounds were met, and the server lives on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from jixiao.documents.forms import FormsRead, read_forms
from jixiao.documents.readers import DEFAULT_LIMITS, Limits, read_document
from jixiao.documents.sheets import Document
from jixiao.documents.workers import Bounds, through_workers
from jixiao.rules.findings import Finding

Result = TypeVar("Result")

#: Ours: less than a command may take, since somebody waits for the page.
PAGE_BOUNDS = Bounds(seconds=30, memory_bytes=2 * 1024**3)
_AT_ONCE = 2  # of a server process, which has more threads than that: reading never takes them all
_PATIENCE_SECONDS = 5
_turns = threading.BoundedSemaphore(_AT_ONCE)


def document_apart(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """:func:`read_document`, apart. Never raises for a file; beyond the bounds the document has the finding alone."""
    read = _apart(partial(_document, content=content, limits=limits), name)
    return _nothing(name, read) if isinstance(read, Finding) else read


def forms_apart(name: str, content: bytes) -> tuple[Document, FormsRead]:
    """The document and the forms in it, both read apart."""
    read = _apart(partial(_document_and_forms, content=content), name)
    return (_nothing(name, read), FormsRead([], [read])) if isinstance(read, Finding) else read


def _document(path: Path, content: bytes, limits: Limits) -> Document:
    return read_document(path, limits=limits, data=content)


def _document_and_forms(path: Path, content: bytes) -> tuple[Document, FormsRead]:
    document = read_document(path, data=content)
    return document, read_forms(document)


def _apart(work: Callable[[Path], Result], name: str) -> Result | Finding:
    with _turn() as mine:
        if not mine:
            return _busy(name)
        done = next(through_workers(work, [Path(name)], jobs=1, bounds=PAGE_BOUNDS, start="clean"))
    if done.result is None:
        return done.finding or _busy(name)
    return done.result


@contextmanager
def _turn() -> Iterator[bool]:
    mine = _turns.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield mine
    finally:
        if mine:
            _turns.release()


def _nothing(name: str, finding: Finding) -> Document:
    return Document(name, "", findings=[finding])


def _busy(name: str) -> Finding:
    return Finding(
        code="file.readers_busy",
        severity="error",
        place=name,
        message="服务器正在读取别的文件，这个文件还没有读入。",
        fix="请稍候一分钟，再上传一次。",
    )
