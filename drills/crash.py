"""The embedded server is killed at random moments while clients write."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from pathlib import Path

from drills.office import Broken, clients, judge, office, prove, read_journals, wait_for_more, written
from jixiao.foundation.database.embedded import EmbeddedServer

TITLE = "Crash: the server is killed while clients write"
METHOD = """\
Clients write programmes with attachments as fast as they can; each writes into a journal of its own, outside the
installation, what it is about to do and what was committed. At random moments either all processes of the embedded
server are killed (SIGKILL) and it is started again as a command would start it, or one process that serves a client,
after which the server recovers by itself. Every committed transaction must be there and whole, one in doubt whole or
not at all, nothing else; the audit chain, every row against its history and every attachment's hash are proven at the
end. The machine stays on: what a disk forgets in a power cut is not tested."""

_CLIENTS, _CRASHES = 8, 40
_AWAY_SECONDS = 10


def run(scale: float, seed: int) -> dict[str, str]:
    """The figures of a drill that held. Raises :class:`Broken`."""
    chance = random.Random(seed)
    count, crashes = max(3, round(_CLIENTS * scale)), max(4, round(_CRASHES * scale))
    kinds = [("server", "client's process")[number % 2] for number in range(crashes)]
    chance.shuffle(kinds)
    recoveries = []
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as server:
        with clients(server, Path(folder), count) as journals:
            for kind in kinds:
                time.sleep(chance.uniform(0.1, 2.0))
                killed_at = time.monotonic()
                _kill(_processes(server), chance, whole=kind == "server")
                if kind == "server":
                    server.start()
                wait_for_more(journals)
                recoveries.append(time.monotonic() - killed_at)
        lines = read_journals(journals)
        promised = [line for line in lines if line.promised_at is not None]
        in_doubt = [line for line in lines if line.promised_at is None]
        judge(promised, in_doubt, written(server))
        chain = prove(server.home)
    again = f"{sorted(recoveries)[crashes // 2]:.1f} s median, {max(recoveries):.1f} s at most"
    at_once, one = kinds.count("server"), kinds.count("client's process")
    return {
        "clients": str(count),
        "killed": f"{at_once} times the server, {one} times one of its processes",
        "until every client wrote again": again,
        "committed transactions": f"{len(promised):,}, none lost",
        "in doubt": f"{len(in_doubt)}, each whole or absent",
        "audit": chain,
    }


def _processes(server: EmbeddedServer) -> list[int]:
    """The server of this drill, and the processes that it started."""
    first = int((server.data / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
    return [
        first,
        *(number for number in map(int, filter(str.isdigit, os.listdir("/proc"))) if _parent(number) == first),
    ]


def _parent(process: int) -> int | None:
    try:
        return int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):  # it ended meanwhile
        return None


def _serves_a_client(process: int) -> bool:
    try:
        return "jixiao_application" in Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return False


def _kill(processes: list[int], chance: random.Random, *, whole: bool) -> None:
    """Kills without warning, and waits until the killed are gone."""
    victims = processes if whole else [chance.choice([each for each in processes if _serves_a_client(each)])]
    for process in victims:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until = time.monotonic() + _AWAY_SECONDS
    while any(_is_alive(process) for process in victims):
        if time.monotonic() > until:
            raise Broken("a killed process did not end")
        time.sleep(0.01)


def _is_alive(process: int) -> bool:
    """Whether it runs; a killed process that nobody has asked after yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return False
