"""Pages of an office with 6,000 programmes: how long fifty people wait, and how many pages a second there are."""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote

TITLE = "Pages with 6,000 programmes and 120,000 indicators"
METHOD = """\
`jixiao demo --scale 1 --once` builds the simulated office; `jixiao serve` answers with two workers on the two cores
that make the load too. Fifty users signed in as a finance reviewer ask for the list (sorted, some page), search, a
programme's version or its review page, and pause two to eight seconds between requests, for two minutes. "At
saturation": eight users without pause for twenty seconds, all kinds of pages mixed."""

PORT = 18931
WORDS = ("运维", "培训", "满意度", "采购", "学校", "经费", "系统")


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """A row for each kind of page, and one at saturation. ``scale`` shrinks the office and shortens the load."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"JIXIAO_HOME": folder, "DJANGO_SETTINGS_MODULE": "jixiao.config.settings"}
        started = time.monotonic()
        _jixiao(environment, "demo", "--scale", str(scale), "--once")
        built = time.monotonic() - started
        command = [sys.executable, "-m", "jixiao.interfaces.cli", "serve", "--port", str(PORT), "--workers", "2"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
            try:
                known = _known(environment)
                rows = _measured(known, max(10.0, 120 * scale), max(5.0, 20 * scale))
            finally:
                server.terminate()
                server.wait(timeout=60)
    office = f"{known['forms']:,} programmes, {known['indicators']:,} indicators, built in {built:.0f} s"
    return [{"page": kind, **figures, "office": office} for kind, figures in rows]


def _jixiao(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "jixiao.interfaces.cli", *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _known(environment: dict[str, str]) -> dict[str, object]:
    """Sessions and addresses, made by a process that knows the database."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.page_users"], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    known: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return known


def _measured(known: dict[str, object], seconds: float, full: float) -> list[tuple[str, dict[str, str]]]:
    pages = _pages(known)
    waited = _load(known, pages, users=50, seconds=seconds, pause=lambda chance: chance.uniform(2, 8))
    rows = []
    for kind in pages:
        times = sorted(waited[kind])
        figures = {
            "requests": f"{len(times):,}",
            "median": f"{statistics.median(times) * 1000:.0f} ms",
            "p95": f"{times[int(len(times) * 0.95)] * 1000:.0f} ms",
            "slowest": f"{times[-1] * 1000:.0f} ms",
        }
        rows.append((kind, figures))
    at_full = _load(known, pages, users=8, seconds=full, pause=lambda _: 0.0)
    count = sum(len(times) for times in at_full.values())
    every = sorted(time_ for times in at_full.values() for time_ in times)
    figures = {
        "requests": f"{count:,} ({count / full:.0f} a second)",
        "median": f"{statistics.median(every) * 1000:.0f} ms",
        "p95": f"{every[int(len(every) * 0.95)] * 1000:.0f} ms",
        "slowest": f"{every[-1] * 1000:.0f} ms",
    }
    return [*rows, ("at saturation", figures)]


def _pages(known: dict[str, object]) -> dict[str, Callable[[random.Random], str]]:
    versions, reviews = list(known["versions"]), list(known["reviews"])  # type: ignore[call-overload]  # lists, see page_users
    pages: dict[str, Callable[[random.Random], str]] = {
        "list": lambda chance: f"/programmes/?page={chance.randrange(1, 20)}&sort={chance.choice(['name', '-budget'])}",
        "search": lambda chance: f"/search/?q={quote(chance.choice(WORDS))}",
        "programme": lambda chance: f"/programmes/versions/{chance.choice(versions)}/",
    }
    if reviews:
        pages["review"] = lambda chance: str(chance.choice(reviews))
    return pages


def _load(
    known: dict[str, object],
    pages: dict[str, Callable[[random.Random], str]],
    *,
    users: int,
    seconds: float,
    pause: Callable[[random.Random], float],
) -> dict[str, list[float]]:
    waited: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []
    sessions = list(known["sessions"])  # type: ignore[call-overload]
    until = time.monotonic() + seconds

    def user(number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        cookie = {"Cookie": f"sessionid={sessions[number % len(sessions)]}"}
        time.sleep(pause(chance) * chance.random())
        while time.monotonic() < until:
            kind = chance.choice(list(pages))
            path = pages[kind](chance)
            began = time.monotonic()
            try:
                connection.request("GET", path, headers=cookie)
                answer = connection.getresponse()
            except (http.client.HTTPException, OSError):  # the server closed an idle connection: ask again on a new one
                connection.close()
                connection.request("GET", path, headers=cookie)
                answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failed.append(f"{answer.status} {path}")
                return
            waited[kind].append(time.monotonic() - began)
            time.sleep(min(pause(chance), max(0.0, until - time.monotonic())))

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{len(failed)} requests failed, the first: {failed[0]}")
    return waited
