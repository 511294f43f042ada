"""docs/measures-catalogue.md: every measure with its meaning, and every checklist with its rules."""

from __future__ import annotations

from inspect import cleandoc

from jixiao.measures.measure import Measure, catalogue
from jixiao.parameters.checklists import Check, checklists

_HEAD = """# Measures (指标口径)

Made by `python -m jixiao.measures.catalogue`; do not edit. A measure gives the records behind an actual value; the
value is made of them in `rules`. *Zero where* says whose records have to be kept for nothing to mean zero: elsewhere
the indicator reads 未报告. A checked measure is passed ÷ applicable over pairs of a check and a record; the checks are
data in `src/jixiao/parameters/tree/checklists`. A rule marked *ours* is a choice of this project, because no text read
gives one.
"""
_UNITS = {"ratio": "比例"}
_DIRECTIONS = {"higher": "higher is better", "lower": "lower is better", "none": "no direction"}


def page() -> str:
    """The whole page as Markdown."""
    parts, system = [_HEAD], ""
    for id, measure in sorted(catalogue().items()):
        if id.split(".")[0] != system:
            system = id.split(".")[0]
            parts.append(f"## {system}\n")
        parts.append(_entry(measure))
    return "\n".join(parts)


def _entry(measure: Measure) -> str:
    head = f"### {' · '.join(measure.names)}\n\n`{measure.id}` version {measure.version}, {measure.kind}."
    unit = _UNITS.get(measure.unit, measure.unit)
    said = [f"- Formula: {measure.formula}", f"- Unit: {unit}; {_DIRECTIONS[measure.direction]}"]
    if measure.kept.__doc__:
        said.append(f"- Zero where: {_flat(measure.kept.__doc__)}")
    said.append(f"- Source: {measure.source}")
    parts = [head, cleandoc(measure.about), "\n".join(said)]
    if measure.checklist:
        parts.append(_checks(measure.checklist))
    return "\n\n".join(parts) + "\n"


def _checks(name: str) -> str:
    rows = "\n".join(_row(check) for check in checklists()[name].checks)
    return f"| check | statement | mandatory | rule | from | checked on |\n|---|---|---|---|---|---|\n{rows}"


def _row(check: Check) -> str:
    rule = check.rule
    origin = f"{rule.origin} ({rule.where})" if rule.where else rule.origin
    cells = (
        f"`{check.id}`",
        check.statement,
        "yes" if check.is_mandatory else "",
        f"{rule.citation} [{rule.citation.evidence}], {origin}",
        rule.effective.isoformat(),
        rule.checked_on.isoformat(),
    )
    return f"| {' | '.join(cells)} |"


def _flat(text: str) -> str:
    return " ".join(text.split())
