"""Files through worker processes: all cores, in order, each file within bounds of time and memory.

A file that takes too long, asks for too much memory or brings its reader down costs that file alone: its worker is
ended and replaced, and the file gets a finding. Results come in the order of the files, and only a few are held at a
time, so that memory stays flat however many files there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from jixiao.interfaces.cli.files import NAME_OF_STANDARD_INPUT, STANDARD_INPUT, our_mistake, standard_input
from jixiao.rules.findings import Finding

Result = TypeVar("Result")

SECONDS_A_FILE = 60
BYTES_A_WORKER = 4 * 1024**3
_WAITING_A_WORKER = 8  # results held back for their turn, per worker


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What came of one file: its result, or the finding that says why there is none."""

    path: Path
    result: Result | None
    finding: Finding | None
    seconds: float


def through_workers(
    work: Callable[[Path], Result],
    paths: Iterable[Path],
    *,
    jobs: int | None = None,
    seconds: float = SECONDS_A_FILE,
) -> Iterator[Done[Result]]:
    """Applies ``work`` (a module-level function) to each path in worker processes; yields in the order of the paths.

    ``jobs`` defaults to the cores this process may use.
    """
    most = jobs or _cores()
    waiting = enumerate(paths)
    workers: list[_Worker] = []
    ready: dict[int, Done[Result]] = {}
    following = 0
    exhausted = False
    try:
        while not exhausted or ready or any(worker.task for worker in workers):
            while not exhausted and len(ready) < _WAITING_A_WORKER * most:
                idle = next((worker for worker in workers if worker.task is None), None)
                if idle is None and len(workers) == most:
                    break
                task = next(waiting, None)
                if task is None:
                    exhausted = True
                    break
                if idle is None:
                    idle = _Worker(work)
                    workers.append(idle)
                idle.give(*task)
            for number, done in _collect(workers, seconds):
                ready[number] = done
            while following in ready:
                yield ready.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.end()


def each_file(work: Callable[..., Result], paths: list[Path], *, jobs: int | None = None) -> Iterator[Done[Result]]:
    """:func:`through_workers`; standard input too, whose bytes ``work`` then gets as ``content``."""
    if paths == [STANDARD_INPUT]:
        return through_workers(partial(work, content=standard_input()), [NAME_OF_STANDARD_INPUT], jobs=1)
    return through_workers(work, paths, jobs=jobs)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _collect(workers: list[_Worker], seconds: float) -> Iterator[tuple[int, Done[Any]]]:
    busy = [worker for worker in workers if worker.task is not None]
    if not busy:
        return
    nearest = min(worker.started + seconds for worker in busy)
    answered = wait([worker.pipe for worker in busy], timeout=max(0.0, nearest - time.monotonic()))
    for worker in busy:
        if worker.pipe in answered:
            yield worker.take()
        elif time.monotonic() >= worker.started + seconds:
            yield worker.give_up(seconds)


class _Worker:
    """One process and the file it has in hand."""

    def __init__(self, work: Callable[[Path], Any]) -> None:
        self.work = work
        self.task: tuple[int, Path] | None = None
        self.started = 0.0
        self._start()

    def _start(self) -> None:
        methods = multiprocessing.get_all_start_methods()
        # A fork shares what is already imported; pipes of earlier workers are no harm, each ends by terminate().
        context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, number: int, path: Path) -> None:
        self.task = (number, path)
        self.started = time.monotonic()
        self.pipe.send(path)

    def take(self) -> tuple[int, Done[Any]]:
        """The answer, or a finding when the process died with the file in hand."""
        number, path = self._finished()
        spent = time.monotonic() - self.started
        try:
            result, finding = self.pipe.recv()
        except (EOFError, OSError):
            self._restart()
            return number, Done(path, None, _crashed(path), spent)
        return number, Done(path, result, finding, spent)

    def give_up(self, seconds: float) -> tuple[int, Done[Any]]:
        number, path = self._finished()
        self._restart()
        return number, Done(path, None, _too_slow(path, seconds), seconds)

    def _finished(self) -> tuple[int, Path]:
        task, self.task = self.task, None
        if task is None:
            raise RuntimeError("a worker without a file was asked for its answer")
        return task

    def _restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(pipe: Connection, work: Callable[[Path], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a break is the parent's to answer: it ends its workers
    _bound_memory()
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[Any, Finding | None] = (work(path), None)
        except MemoryError:
            answer = (None, _too_much_memory(path))
        except Exception as error:  # a mistake of ours: it costs this file, is named, and the other files go on
            answer = (None, our_mistake(str(path), error, "文件"))
        pipe.send(answer)


def _bound_memory() -> None:
    """An upper bound on the worker's address space, where the system knows one."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = BYTES_A_WORKER if hard == resource.RLIM_INFINITY else min(BYTES_A_WORKER, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _crashed(path: Path) -> Finding:
    return Finding(
        code="file.reader_crashed",
        severity="error",
        place=str(path),
        message="读取该文件的进程意外中止，文件可能已损坏。",
        fix="请用原软件打开并另存后重试；如仍失败，请把文件交给维护人员。",
    )


def _too_slow(path: Path, seconds: float) -> Finding:
    return Finding(
        code="file.took_too_long",
        severity="error",
        place=str(path),
        message=f"读取超过 {seconds:g} 秒，已停止，文件未读入。",
        fix="请拆分文件，或删去与绩效表无关的页和工作表后重试。",
    )


def _too_much_memory(path: Path) -> Finding:
    return Finding(
        code="file.too_much_memory",
        severity="error",
        place=str(path),
        message=f"读取所需内存超过 {BYTES_A_WORKER // 1024**3} GB 的上限，已停止，文件未读入。",
        fix="请拆分文件，或删去与绩效表无关的页和工作表后重试。",
    )
