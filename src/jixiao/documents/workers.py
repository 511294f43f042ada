"""Files through worker processes: all cores, in order, each file within bounds of time and memory.

A file that takes too long, asks for too much memory or brings its reader down costs that file alone: its worker is
ended and replaced, and the file gets a finding. Results come in the order of the files, and only a few are held at a
time, so that memory stays flat however many files there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from jixiao.rules.findings import Finding

Result = TypeVar("Result")
#: How a worker comes to be: a copy of this process, at once, or a clean one without its threads and connections.
Start = Literal["fork", "clean"]

_Pipe: TypeAlias = "Connection[Any, Any]"
#: Settings of the installation that no reader has any business with: where the database is, and who may enter it.
_OURS_ALONE = ("JIXIAO_", "DATABASE_", "DJANGO_", "PG")
_WAITING_A_WORKER = 8  # results held back for their turn, per worker
_GRACE_SECONDS = 5  # of processor time beyond the clock's bound, for a worker whose parent is gone


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost: seconds on the clock, and bytes of its worker's address space."""

    seconds: float = 60
    memory_bytes: int = 4 * 1024**3


DEFAULT_BOUNDS = Bounds()


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
    bounds: Bounds = DEFAULT_BOUNDS,
    start: Start = "fork",
) -> Iterator[Done[Result]]:
    """Applies ``work`` (a module-level function) to each path in worker processes; yields in the order of the paths.

    ``jobs`` defaults to the cores this process may use. A process with threads or connections of its own starts its
    workers ``clean``: they share neither, and ``work`` must then be importable without this program's own main module.
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
                    idle = _Worker(work, bounds, start)
                    workers.append(idle)
                idle.give(*task)
            for number, done in _collect(workers, bounds.seconds):
                ready[number] = done
            while following in ready:
                yield ready.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.end()


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
            yield worker.give_up()


class _Worker:
    """One process and the file it has in hand."""

    def __init__(self, work: Callable[[Path], Any], bounds: Bounds, start: Start) -> None:
        self.work = work
        self.bounds = bounds
        self.start = start
        self.task: tuple[int, Path] | None = None
        self.started = 0.0
        self._begin()

    def _begin(self) -> None:
        if self.start == "clean" and os.name == "posix":
            self.pipe, self.process = _clean(self.work, self.bounds)
        else:
            self.pipe, self.process = _forked(self.work, self.bounds)

    def give(self, number: int, path: Path) -> None:
        self.task = (number, path)
        self.started = time.monotonic()
        with suppress(OSError):  # it died in between, which its answer then tells
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

    def give_up(self) -> tuple[int, Done[Any]]:
        number, path = self._finished()
        self._restart()
        return number, Done(path, None, _too_slow(path, self.bounds), self.bounds.seconds)

    def _finished(self) -> tuple[int, Path]:
        task, self.task = self.task, None
        if task is None:
            raise RuntimeError("a worker without a file was asked for its answer")
        return task

    def _restart(self) -> None:
        self.end()
        self._begin()

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Process(Protocol):
    """What a worker's process is asked to do."""

    def terminate(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...
    def is_alive(self) -> bool: ...
    def kill(self) -> None: ...


class _Program(subprocess.Popen[bytes]):
    """A program of its own, asked as a process of :mod:`multiprocessing` is."""

    def join(self, timeout: float | None = None) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(timeout)

    def is_alive(self) -> bool:
        return self.poll() is None


def _forked(work: Callable[[Path], Any], bounds: Bounds) -> tuple[_Pipe, _Process]:
    methods = multiprocessing.get_all_start_methods()
    # A fork shares what is already imported; pipes of earlier workers are no harm, each ends by terminate().
    context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    pipe, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, bounds), daemon=True)
    process.start()
    theirs.close()
    return pipe, process


def _clean(work: Callable[[Path], Any], bounds: Bounds) -> tuple[_Pipe, _Process]:
    """A fresh interpreter that shares one pipe with us: no thread, connection, lock or secret besides."""
    pipe, theirs = multiprocessing.Pipe()
    number = theirs.fileno()
    environment = {name: text for name, text in os.environ.items() if not name.startswith(_OURS_ALONE)}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))  # it finds the modules that we find
    command = [sys.executable, "-P", "-c", f"from {__name__} import serve_pipe; serve_pipe({number})"]
    process = _Program(command, pass_fds=[number], stdin=subprocess.DEVNULL, env=environment)
    theirs.close()
    with suppress(OSError):  # it died at once, which the answer to its first file then tells
        pipe.send((work, bounds))
    return pipe, process


def serve_pipe(number: int) -> None:
    """The clean worker's program: its work comes first through the inherited pipe of that number, then its files."""
    pipe: _Pipe = Connection(number)
    with suppress(EOFError):
        _serve(pipe, *pipe.recv())


def _serve(pipe: _Pipe, work: Callable[[Path], Any], bounds: Bounds) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a break is the parent's to answer: it ends its workers
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        _bound_memory(bounds)
        _bound_processor(bounds)
        try:
            pipe.send((work(path), None))
        except MemoryError:  # while reading, or because the answer did not fit beside what was read
            _unbound_memory()
            pipe.send((None, _too_much_memory(path, bounds)))
        except Exception as error:  # a mistake of ours: it costs this file, is named, and the other files go on
            pipe.send((None, our_mistake(str(path), error, "文件")))


def _bound_memory(bounds: Bounds) -> None:
    """An upper bound on the worker's address space, where the system knows one."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = bounds.memory_bytes if hard == resource.RLIM_INFINITY else min(bounds.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _unbound_memory() -> None:
    """Room to say what happened."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _bound_processor(bounds: Bounds) -> None:
    """An end by itself for a worker whose parent was killed and watches the clock no longer."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    bound = int(spent.ru_utime + spent.ru_stime + bounds.seconds) + _GRACE_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def our_mistake(place: str, error: Exception, what: str) -> Finding:
    """The finding for an error of the program: it names the line of code, and what it cost (该行, 文件)."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name} 第{last.lineno}行"
    return Finding(
        code="program.mistake",
        severity="error",
        place=place,
        message=f"程序处理时出错（{type(error).__name__}，{where}），{what}未读入。",
        fix="这是程序的错误而不是内容的错误：请把这条信息连同文件交给维护人员。",
    )


def _crashed(path: Path) -> Finding:
    return Finding(
        code="file.reader_crashed",
        severity="error",
        place=str(path),
        message="读取该文件的进程意外中止，文件可能已损坏。",
        fix="请用原软件打开并另存后重试；如仍失败，请把文件交给维护人员。",
    )


def _too_slow(path: Path, bounds: Bounds) -> Finding:
    return Finding(
        code="file.took_too_long",
        severity="error",
        place=str(path),
        message=f"读取超过 {bounds.seconds:g} 秒，已停止，文件未读入。",
        fix="请拆分文件，或删去与绩效表无关的页和工作表后重试。",
    )


def _too_much_memory(path: Path, bounds: Bounds) -> Finding:
    size = bounds.memory_bytes
    stated = f"{size // 1024**3} GB" if size >= 1024**3 else f"{size // 1024**2} MB"
    return Finding(
        code="file.too_much_memory",
        severity="error",
        place=str(path),
        message=f"读取所需内存超过 {stated} 的上限，已停止，文件未读入。",
        fix="请拆分文件，或删去与绩效表无关的页和工作表后重试。",
    )
