"""docs/parameters.md: every parameter with its law, its evidence mark and the days it holds, made from the tree."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jixiao.parameters.loader import load_tree
from jixiao.rules.regulations import DatedParameter, DatedValue

#: How well a citation is known; the legend of the table.
EVIDENCE_LEGEND: Mapping[str, str] = {
    "T": "text of the cited passage read, in an unofficial compilation (not checked against the ministry's site)",
    "L": "text of one province's or city's rule read; the national original was not",
    "F": "a real filled form or an official notice seen",
    "S": "a snippet or a secondary page only",
    "V": "a vendor's published database schema; weak",
    "B": "background knowledge, not found in any text read",
    "I": "our inference",
    "seed": "the seven published forms of Shanghai for 2020",
}
ORIGIN_LEGEND: Mapping[str, str] = {
    "national": "stands in a national document",
    "local": "one place's rule, which is named; elsewhere it does not hold",
    "ours": "a choice of this project, because no text read gives one; never stated as law",
}
_TEXT_MAX = 400

_HEAD = """# Parameters (参数)

Made by `python -m jixiao.parameters`; do not edit. Each value stands in a file of `src/jixiao/parameters/tree`, whose
path is the parameter's id. A rule takes the value in force on a day; where none is in force there is an error, never a
default.
"""


def catalogue() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, _legend("Evidence", "mark", EVIDENCE_LEGEND), _legend("Origin", "origin", ORIGIN_LEGEND)]
    folder = ""
    for parameter_id, parameter in sorted(load_tree().items()):
        if parameter_id.split(".")[0] != folder:
            folder = parameter_id.split(".")[0]
            parts.append(f"## {folder}\n")
        parts.append(_entry(parameter))
    return "\n".join(parts)


def _legend(title: str, column: str, legend: Mapping[str, str]) -> str:
    rows = "\n".join(f"| {mark} | {meaning} |" for mark, meaning in legend.items())
    return f"## {title}\n\n| {column} | meaning |\n|---|---|\n{rows}\n"


def _entry(parameter: DatedParameter) -> str:
    rows = "\n".join(_row(value) for value in parameter.values)
    head = "| from | until | value | citation | evidence | origin | checked on |\n|---|---|---|---|---|---|---|"
    return f"### `{parameter.id}` {parameter.title}\n\nUnit: {parameter.unit}\n\n{head}\n{rows}\n"


def _row(value: DatedValue) -> str:
    origin = f"{value.origin} ({value.where})" if value.where else value.origin
    until = value.expires.isoformat() if value.expires else ""
    cells = [
        value.effective.isoformat(),
        until,
        _short(_plain(value.value)),
        str(value.citation),
        value.citation.evidence,
        origin,
        value.checked_on.isoformat(),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _short(text: str) -> str:
    return text if len(text) <= _TEXT_MAX else text[:_TEXT_MAX] + " … (the rest is in the file)"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(f"({_plain(item)})" if isinstance(item, Mapping | list) else _plain(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
