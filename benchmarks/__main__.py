"""``make bench``: runs every benchmark and prints its table; ``--write`` puts method, machine and figures in the docs.

Both sides of a comparison run in one process run on the same data; figures are medians of several runs.
"""

from __future__ import annotations

import argparse
import importlib
import platform
from datetime import date
from pathlib import Path
from types import ModuleType

NAMES = ("targets", "pdf", "writing", "files", "history", "pages", "measures")
REPORT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    """Runs the named benchmarks (all by default) at a scale."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--scale", type=float, default=1.0, help="a fraction of the full size, e.g. 0.01")
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name}")
    options = parser.parse_args()
    sections = []
    for name in options.names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        sections.append(section(module, module.run(options.scale)))
        print(sections[-1], flush=True)
    if options.write:
        REPORT.write_text(heading() + "\n\n".join(sections) + "\n", encoding="utf-8")


def section(module: ModuleType, rows: list[dict[str, str]]) -> str:
    """One benchmark as Markdown: title, method, table."""
    columns = list(rows[0])
    table = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    table += ["| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows]
    return f"## {module.TITLE}\n\n{module.METHOD}\n\n" + "\n".join(table)


def heading() -> str:
    """The machine and the day of the figures."""
    return (
        "# Benchmarks\n\nMade by `python -m benchmarks --write` (`make bench` prints the same). "
        f"Measured on {date.today().isoformat()}: {machine()}.\n\n"
    )


def machine() -> str:
    """Processor, cores, memory, system and Python of this machine."""
    processor = platform.processor() or platform.machine()
    cores, memory = "", ""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), processor)
        cores = f", {sum(line.startswith('processor') for line in lines)} cores"
        kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
        memory = f", {kilobytes / 1024**2:.0f} GB of memory"
    except OSError:
        pass
    return f"{processor}{cores}{memory}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
