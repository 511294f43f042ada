"""Ten thousand mixed files through ``jixiao check`` on all cores: time a file, and whether memory stays flat."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jixiao.documents.forms.json import form_from_json, loads
from jixiao.documents.writers import write_forms
from jixiao.rules.forms import Form
from tools.page_text import page_text

TITLE = "Ten thousand mixed files checked"
METHOD = """\
The seven sample forms, each with its project name and sums changed by a seeded generator, are written as page text,
PDF, DOCX, XLSX and HTML (280 distinct files); five in a hundred files are wrong input (empty, truncated, a picture, a
wrong extension, a broken ZIP). They are copied to 10,000 names in one folder, and `jixiao check --recursive` goes
through them with its default of all cores. Memory is the sum of the resident sets of the command and its workers, read
every half second from /proc (pages they share are counted for each); "first quarter" and "last quarter" compare its
median early and late in the run."""

FORMATS = ("txt", "pdf", "docx", "xlsx", "html")
SAMPLES = Path(__file__).parent.parent / "samples" / "shanghai-2020" / "forms.json"


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """One run over ``10,000 × scale`` files."""
    count = max(100, int(10_000 * scale))
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), count)
        seconds, memory = _check(Path(folder))
    quarter = max(1, len(memory) // 4)
    return [
        {
            "files": f"{count:,}",
            "seconds": f"{seconds:.1f}",
            "ms a file": f"{seconds * 1000 / count:.1f}",
            "files a second": f"{count / seconds:.0f}",
            "memory, first quarter": f"{_median(memory[:quarter]):.0f} MB",
            "memory, last quarter": f"{_median(memory[-quarter:]):.0f} MB",
            "memory, peak": f"{max(memory):.0f} MB",
        }
    ]


def fill(folder: Path, count: int, seed: int = 20200101) -> None:
    """Writes ``count`` files into the folder: official forms in five formats, five in a hundred of them wrong input."""
    chance = random.Random(seed)
    good = list(_distinct_forms(chance))
    for number in range(count):
        if number % 20 == 7:
            kind, data = chance.choice(_wrong_input(good))
        else:
            kind, data = chance.choice(good)
        (folder / f"{number:05d}.{kind}").write_bytes(data)


def _distinct_forms(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    forms = [form_from_json(table) for table in loads(SAMPLES.read_text(encoding="utf-8"))]
    for variant in range(8):
        for form in forms:
            changed = _changed(form, variant, chance)
            for kind in FORMATS:
                data = page_text(changed).encode() if kind == "txt" else write_forms([changed], kind)  # type: ignore[arg-type]  # kind is one of FORMATS
                yield kind, data


def _changed(form: Form, variant: int, chance: random.Random) -> Form:
    amount = (form.budget.total_budget_yuan or 0) + chance.randrange(1, 1000) * 1000
    money = replace(form.budget, total_budget_yuan=amount, current_year_budget_yuan=amount)
    return replace(form, project_name=f"{form.project_name}{variant + 1}", budget=money, unit=f"第{variant + 1}财政局")


def _wrong_input(good: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    pdf = next(data for kind, data in good if kind == "pdf")
    docx = next(data for kind, data in good if kind == "docx")
    picture = b"\x89PNG\r\n\x1a\n" + bytes(200)
    return [("pdf", b""), ("pdf", pdf[: len(pdf) // 3]), ("docx", docx[:-300]), ("xlsx", picture), ("pdf", docx)]


def _check(folder: Path) -> tuple[float, list[float]]:
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "check", "--recursive", str(folder)]
    started = time.monotonic()
    memory: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            memory.append(_resident_megabytes(process.pid))
            time.sleep(0.5)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"jixiao check ended with {process.returncode}")
    return time.monotonic() - started, [value for value in memory if value] or [0.0]


def _resident_megabytes(root: int) -> float:
    """The resident sets of a process and its children; what several share is counted for each."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(entry.name) == root or int(fields[1]) == root:
                total += int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    return total / 1024**2


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
