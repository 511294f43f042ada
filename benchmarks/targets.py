"""Target values read, on one core without a cache."""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

from jixiao.rules.targets import parse_target

TITLE = "Target values understood"
METHOD = """\
One process, one thread, nothing kept between targets; each target with its name and split cells where it has
them, from text to typed values. "published" is a third of the labelled rows from governments' forms (all of them where
`JIXIAO_CORPUS` is set), "seven forms" the 146 indicators of the sample forms, "authored" the notations written by hand
for the tests, which are rarer and harder than published ones; "all" is one after the other. Processor time;
medians of the runs."""

ROOT = Path(__file__).parent.parent
RUNS = 7

_Row = tuple[str, str | None, list[str] | None]


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """Medians of seven runs of about ``50,000 × scale`` targets each."""
    groups = {"published": _published(), "seven forms": _forms(), "authored": _lines(_AUTHORED)}
    groups["all"] = [row for rows in groups.values() for row in rows]
    return [_measured(name, rows, max(1, int(50_000 * scale) // len(rows))) for name, rows in groups.items()]


def _measured(name: str, rows: list[_Row], rounds: int) -> dict[str, str]:
    seconds = statistics.median(_seconds(rows, rounds) for _ in range(RUNS))
    count = len(rows) * rounds
    return {
        "targets": name,
        "distinct": f"{len(rows):,}",
        "read in a run": f"{count:,}",
        "a second": f"{count / seconds:,.0f}",
        "microseconds a target": f"{seconds / count * 1e6:.1f}",
    }


def _seconds(rows: list[_Row], rounds: int) -> float:
    started = time.process_time()
    for _ in range(rounds):
        for text, name, cells in rows:
            parse_target(text, name=name, cells=cells)
    return time.process_time() - started


_AUTHORED = ROOT / "tests" / "rules" / "targets" / "cases.jsonl"


def _published() -> list[_Row]:
    corpus = os.environ.get("JIXIAO_CORPUS")
    whole = Path(corpus) / "targets_dev.jsonl" if corpus else None
    return _lines(whole if whole and whole.is_file() else ROOT / "tests" / "fixtures" / "targets_third.jsonl")


def _lines(path: Path) -> list[_Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["target"], row.get("level3"), row.get("target_cells")) for row in rows]


def _forms() -> list[_Row]:
    forms = json.loads((ROOT / "samples" / "shanghai-2020" / "forms.json").read_text(encoding="utf-8"))
    return [(row["target_text"], row["level3"], None) for form in forms for row in form["indicators"]]
