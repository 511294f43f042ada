"""The table of ``docs/results/targets_dev.md``: how many labelled values are read exactly as labelled, and every miss.

``python -m tests.support.targets_table`` writes it; it needs ``JIXIAO_CORPUS`` and ``JIXIAO_SEEDS``.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue

REPORT = Path(__file__).parent.parent.parent / "docs" / "results" / "targets_dev.md"
HEAD = """\
# Target values: read as labelled

Made by `python -m tests.support.targets_table`. Exact means every key of every value equal to the label, with the
indicator's name and the split columns given where the row has them. The grammar was written with these rows at hand:
the figures say that it covers them, not how it does on others.

"""


def read(row: dict[str, Any]) -> list[dict[str, Any]]:
    parsed = parse_target(row["target"], name=row.get("level3"), cells=row.get("target_cells"))
    return [value.to_label() for value in parsed.values]


def is_exact(row: dict[str, Any]) -> bool:
    return read(row) == [TargetValue.from_label(label).to_label() for label in row["parsed"]]


def table(corpus: Path, seeds: Path) -> str:
    published = _rows(corpus / "targets_dev.jsonl")
    gold = json.loads((seeds / "shanghai-2020-gold.json").read_text(encoding="utf-8"))["tables"]
    forms = [{**row, "target": row["target_text"]} for form in gold for row in form["indicators"]]
    groups = {
        "published by governments (targets_dev)": published,
        "the seven forms of Shanghai (146 indicators)": forms,
        "authored notations (not published)": _rows(corpus / "notations_authored.jsonl"),
    }
    lines = ["| rows | exact | of | share |", "|---|---|---|---|"]
    for name, rows in groups.items():
        exact = sum(map(is_exact, rows))
        lines.append(f"| {name} | {exact} | {len(rows)} | {100 * exact / len(rows):.1f}% |")
    return HEAD + "\n".join([*lines, "", *_kinds(published), "", *_misses(groups)]) + "\n"


def _kinds(rows: list[dict[str, Any]]) -> list[str]:
    count, exact = Counter[str](), Counter[str]()
    for row in rows:
        kind = row["parsed"][0]["op"] + (" (date)" if row["parsed"][0]["unit"] == "date" else "")
        count[kind] += 1
        exact[kind] += is_exact(row)
    lines = ["## Published values by kind", "", "| kind of the first value | exact | of |", "|---|---|---|"]
    return lines + [f"| {kind} | {exact[kind]} | {number} |" for kind, number in count.most_common()]


def _misses(groups: dict[str, list[dict[str, Any]]]) -> list[str]:
    lines = ["## Misses", ""]
    missed = [(name, row) for name, rows in groups.items() for row in rows if not is_exact(row)]
    if not missed:
        return [*lines, "None."]
    lines += ["| rows | indicator | target | label | read |", "|---|---|---|---|---|"]
    for name, row in missed:
        label, got = json.dumps(row["parsed"], ensure_ascii=False), json.dumps(read(row), ensure_ascii=False)
        lines.append(f"| {name} | {row.get('level3') or ''} | {row['target']} | `{label}` | `{got}` |")
    return lines


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    text = table(Path(os.environ["JIXIAO_CORPUS"]), Path(os.environ["JIXIAO_SEEDS"]))
    REPORT.write_text(text, encoding="utf-8")
