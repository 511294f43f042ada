"""An office under load: an installation of its own, clients that write down what they were promised, and the judgement.

A client's journal is a file outside the installation. Before a transaction it says what it is about to write, after the
commit that it was promised; each line is on the disk before the client goes on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from jixiao.foundation.database.embedded import ADMINISTRATOR, EmbeddedServer

_INIT = ("init", "--bureau=演练财政局", "--system-administrator=sun:孙系统", "--security-administrator=zhou:周安全")
_START_SECONDS = 60

_WRITTEN = """
SELECT p.name, coalesce(string_agg(a.sha256, ' '), '') FROM programme p
LEFT JOIN attachment a ON a.subject = 'drill' AND a.subject_id = p.id GROUP BY p.name
"""


class Broken(AssertionError):
    """A promise that did not hold; says which."""


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction in a client's journal: a programme with one attachment."""

    name: str
    sha256: str
    tried_at: float  # seconds since the epoch, before the transaction began
    promised_at: float | None  # after its commit returned; None where the client never heard of it


def jixiao(home: Path, *arguments: str, must: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs one of our commands on the installation. Raises :class:`Broken` when it fails and must not."""
    command = [sys.executable, "-m", "jixiao.interfaces.cli", *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if must and done.returncode:
        raise Broken(f"jixiao {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done


def environment(home: Path) -> dict[str, str]:
    """This process's environment, about that installation and no other database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "DATABASE_", "PG"))}
    return kept | {"JIXIAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jixiao.config.settings"}


@contextmanager
def office(folder: Path) -> Iterator[EmbeddedServer]:
    """A real bureau in ``folder/home`` whose server stays up until the end, unless somebody kills it."""
    server = EmbeddedServer(folder / "home")
    jixiao(server.home, *_INIT, "--audit-administrator=wu:吴审计")
    server.enter()
    try:
        yield server
    finally:
        server.leave()


@contextmanager
def clients(server: EmbeddedServer, folder: Path, count: int) -> Iterator[list[Path]]:
    """That many clients writing as fast as they can; gives their journals once each has something promised."""
    stop = folder / "stop"
    journals = [folder / f"journal-{number}" for number in range(count)]
    command = [sys.executable, "-m", "drills.writer"]
    running = [
        subprocess.Popen([*command, str(journal), str(stop)], env=environment(server.home)) for journal in journals
    ]
    try:
        wait_for_more(journals)
        yield journals
    finally:
        stop.touch()
        codes = [process.wait(timeout=600) for process in running]
        stop.unlink()
    if any(codes):
        raise Broken(f"clients ended with {codes}: see what they printed")


def wait_for_more(journals: Sequence[Path]) -> None:
    """Returns when every client has been promised something more than now. Raises :class:`Broken` when one is stuck."""
    before = [_promises(journal) for journal in journals]
    until = time.monotonic() + _START_SECONDS
    while any(_promises(journal) <= count for journal, count in zip(journals, before, strict=True)):
        if time.monotonic() > until:
            raise Broken(f"a client was promised nothing for {_START_SECONDS} seconds")
        time.sleep(0.05)


def _promises(journal: Path) -> int:
    return sum(line.promised_at is not None for line in read_journals([journal])) if journal.exists() else 0


def read_journals(journals: Sequence[Path]) -> list[Line]:
    """Every transaction of the clients; a line that its client had no time to finish says nothing."""
    tried: dict[str, tuple[str, float]] = {}
    promised: dict[str, float] = {}
    for journal in journals:
        for text in journal.read_text(encoding="utf-8").splitlines(keepends=True):
            if not text.endswith("\n"):
                continue
            word, name, sha256, at = json.loads(text)
            if word == "tried":
                tried[name] = (sha256, at)
            else:
                promised[name] = at
    return [Line(name, sha256, at, promised.get(name)) for name, (sha256, at) in tried.items()]


def written(server: EmbeddedServer) -> dict[str, str]:
    """What is in the database: the name of each programme with its attachments' hashes."""
    with psycopg.connect(server.address(ADMINISTRATOR)) as connection:
        return dict(connection.execute(_WRITTEN).fetchall())


def judge(promised: Sequence[Line], allowed: Sequence[Line], found: dict[str, str]) -> None:
    """Raises :class:`Broken` unless all that was promised is there, whole, and nothing that nobody wrote.

    ``allowed`` are the transactions of which it is not known whether they committed: whole or not at all.
    """
    lost = sorted(line.name for line in promised if line.name not in found)
    if lost:
        raise Broken(f"{len(lost)} committed transactions are lost, the first: {lost[0]}")
    known = {line.name: line.sha256 for line in (*allowed, *promised)}
    unknown = sorted(found.keys() - known.keys())
    if unknown:
        raise Broken(f"{len(unknown)} programmes that nobody wrote by then, the first: {unknown[0]}")
    torn = sorted(name for name, sha256 in found.items() if known[name] != sha256)
    if torn:
        raise Broken(f"{len(torn)} transactions are there in part, the first: {torn[0]}")


def prove(home: Path) -> str:
    """The audit chain and every attachment, proven by ``jixiao doctor --audit``. Raises :class:`Broken`."""
    said = jixiao(home, "doctor", "--audit").stdout
    if "审计链完整" not in said:
        raise Broken(f"doctor did not prove the chain: {said}")
    return next(line for line in said.splitlines() if "审计链完整" in line)
