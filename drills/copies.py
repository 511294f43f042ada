"""Copies are made while clients write, and restored into empty installations."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from drills.office import Broken, Line, clients, jixiao, judge, office, prove, read_journals, wait_for_more, written
from jixiao.foundation.database.embedded import EmbeddedServer

TITLE = "Copies: backups made while clients write, and restored"
METHOD = """\
Clients write as in the drill of crashes while `jixiao backup` copies the installation again and again. Each copy is
restored by `jixiao restore` into an empty folder, which compares every table and every file with the manifest; there
the audit chain, every row and every attachment's hash are proven. What was committed before a backup began must be in
it and whole, what began after it ended must not. A copy with one changed byte must be refused."""

_CLIENTS, _COPIES = 8, 10


def run(scale: float, seed: int) -> dict[str, str]:
    """The figures of a drill that held. Raises :class:`Broken`."""
    chance = random.Random(seed)
    count, copies = max(3, round(_CLIENTS * scale)), max(2, round(_COPIES * scale))
    spans, kept, restores = [], [], []
    with tempfile.TemporaryDirectory() as name, office(Path(name)) as server:
        folder = Path(name)
        with clients(server, folder, count) as journals:
            for number in range(copies):
                time.sleep(chance.uniform(0.1, 2.0))
                began = time.time()
                jixiao(server.home, "backup", str(folder / f"copy-{number}"))
                spans.append((began, time.time()))
                wait_for_more(journals)
        lines = read_journals(journals)
        for number, span in enumerate(spans):
            began = time.monotonic()
            kept.append(_restored(folder / f"copy-{number}", folder / f"restored-{number}", lines, span))
            restores.append(time.monotonic() - began)
        _refused(folder / f"copy-{copies - 1}", folder / "never", chance)
    longest = max(ended - began for began, ended in spans)
    return {
        "clients": str(count),
        "copies": f"{copies}, made in at most {longest:.1f} s, restored and proven in at most {max(restores):.1f} s",
        "transactions in them": f"{kept[0]:,} in the first, {kept[-1]:,} in the last; none missing, none in part",
        "a changed byte": "refused",
    }


def _restored(copy: Path, home: Path, lines: list[Line], span: tuple[float, float]) -> int:
    """How many transactions the restored copy holds, all of them the right ones. Raises :class:`Broken`."""
    began, ended = span
    jixiao(home, "restore", str(copy))
    prove(home)
    before = [line for line in lines if line.promised_at is not None and line.promised_at < began]
    during = [line for line in lines if line.tried_at <= ended and line not in before]
    server = EmbeddedServer(home)
    server.enter()
    try:
        found = written(server)
    finally:
        server.leave()
    judge(before, during, found)
    return len(found)


def _refused(copy: Path, home: Path, chance: random.Random) -> None:
    """One byte of one attachment of the copy changes: nothing may be restored from it."""
    victim = chance.choice(sorted(path for path in (copy / "attachments").rglob("*") if path.is_file()))
    content = bytearray(victim.read_bytes())
    content[chance.randrange(len(content))] ^= 1
    victim.write_bytes(content)
    done = jixiao(home, "restore", str(copy), must=False)
    if done.returncode != 1 or "[restore.file_differs]" not in done.stderr:
        raise Broken(f"a copy with a changed byte was restored: {done.stdout}{done.stderr}")
