"""docs/results/selfeval_dev.md: every labelled self-evaluation row judged, and which published scores follow.

``JIXIAO_CORPUS=… python -m tests.support.selfevaluation_table > docs/results/selfeval_dev.md``
"""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.parameters.scoring import national_profiles, scoring_profile, self_evaluation_day
from jixiao.parameters.selfevaluation import self_evaluation_rules
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.selfevaluation import IndicatorScore, check_self_evaluation, recompute
from jixiao.rules.selfevaluation.sentences import points_text

PROFILES = ("mof_2020_10", "mof_2021_101")
ROW_CODES = ("score.", "actual.", "deviation.")
_NUMBER = re.compile(r"\d+(\.\d+)?\Z")
#: Both profiles are shown for every row; 101号 as it reads since its first day where it was not yet in force.
SINCE_101 = date(2021, 8, 18)

HEAD = """# Self-evaluation rows of the dev corpus, computed again

Made by `python -m tests.support.selfevaluation_table` from `selfeval_dev.jsonl`; a test keeps it current where the
corpus is there. Rows are named by their id only.

How: the rows of one page (same source, department and year) are one form. Each target and actual value is read and
judged by the rules of this repository; the published score is compared with what the profile gives for the row's own
weight. `exact`, `rounded` (half up, to the decimals the form prints), `in_band` (a qualitative score inside the band
that the rule leaves to a person) follow; `truncated` is the figure cut off instead of rounded; `differs` does not
follow; `undecided`: the rule gives no figure for this case; `no_weight`: a score without points to hold it against;
`no_score`: nothing published. A dagger marks 101号 where it was not in force when the self-evaluation was made.
Weights and totals are not judged here: the corpus holds rows, not whole forms.
"""


def forms_of(corpus: Path) -> list[tuple[Form, list[dict[str, Any]]]]:
    """The rows as typed forms, in the corpus' order."""
    lines = (corpus / "selfeval_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    forms = []
    for (source, unit, year), group in itertools.groupby(
        rows, key=lambda row: (row["source"], row["department"], row["year"])
    ):
        members = list(group)
        indicators = tuple(_indicator(no, row) for no, row in enumerate(members, 1))
        form = Form("self_evaluation", "rows", "自评表", year=year, unit=unit, indicators=indicators, source=source)
        forms.append((form, members))
    return forms


def table(corpus: Path) -> str:
    """The whole page."""
    lines, counts, verdicts = [], {name: Counter[str]() for name in PROFILES}, Counter[str]()
    either: Counter[str] = Counter()
    for form, labels in forms_of(corpus):
        day = self_evaluation_day(form.year or 0)
        in_force = {profile.id for profile in national_profiles(day)}
        rules = self_evaluation_rules(day)
        results = [
            recompute(form, scoring_profile(name, day if name in in_force else SINCE_101), rules) for name in PROFILES
        ]
        findings = check_self_evaluation(form, rules)
        for place, label in enumerate(labels):
            views = [result.indicators[place] for result in results]
            verdicts[views[0].assessed.verdict] += 1
            for name, view in zip(PROFILES, views, strict=True):
                counts[name][view.relation] += 1
            either[_best(views, [name in in_force for name in PROFILES])] += 1
            marks = ["" if name in in_force else "†" for name in PROFILES]
            lines.append(_line(label, views, marks, _codes(findings, place + 1)))
    return "\n".join([HEAD, *_summary(counts, either, verdicts), *_TABLE_HEAD, *lines, ""])


_TABLE_HEAD = (
    "## Rows",
    "",
    "| id | verdict | weight | score | 10号 | | 101号 | | findings |",
    "|---|---|---|---|---|---|---|---|---|",
)
_RELATIONS = ("exact", "rounded", "in_band", "truncated", "differs", "undecided", "no_weight", "no_score")


def _summary(counts: dict[str, Counter[str]], either: Counter[str], verdicts: Counter[str]) -> Iterable[str]:
    total = sum(either.values())
    comparable = sum(either[name] for name in ("exact", "rounded", "in_band", "truncated", "differs", "undecided"))
    following = sum(either[name] for name in ("exact", "rounded", "in_band"))
    yield f"{total} rows; {comparable} print a score and the points it is out of; {following} of these follow from"
    yield "their own figures under a profile in force.\n"
    yield "| relation | 10号 | 101号, as if in force | a profile in force |\n|---|---|---|---|"
    for name in _RELATIONS:
        yield f"| {name} | {counts['mof_2020_10'][name]} | {counts['mof_2021_101'][name]} | {either[name]} |"
    yield ""
    yield "| verdict | rows |\n|---|---|"
    for verdict, number in sorted(verdicts.items()):
        yield f"| {verdict} | {number} |"
    yield ""


def _best(views: Sequence[IndicatorScore], in_force: Sequence[bool]) -> str:
    """The best relation over the profiles in force, in the order of ``_RELATIONS``."""
    return min((view.relation for view, holds in zip(views, in_force, strict=True) if holds), key=_RELATIONS.index)


def _line(label: dict[str, Any], views: Sequence[IndicatorScore], marks: Sequence[str], codes: str) -> str:
    first = views[0]
    printed = first.weight_source == "printed"
    weight = str(first.weight) if printed else ""
    score = "" if first.published is None else str(first.published)
    cells = [label["id"], first.assessed.verdict, weight, score]
    for view, mark in zip(views, marks, strict=True):
        cells += [points_text(view.points) if printed else "", view.relation + mark]
    return "| " + " | ".join([*cells, codes]) + " |"


def _codes(findings: Sequence[Finding], no: int) -> str:
    """Codes of the findings that stand at this row or name it."""
    named = re.compile(rf"(?:第|、){no}(?:、|项)")
    return ", ".join(
        finding.code
        for finding in findings
        if finding.code.startswith(ROW_CODES) and (f"第{no}项“" in finding.place or named.search(finding.message[:60]))
    )


def _indicator(no: int, row: dict[str, Any]) -> Indicator:
    score = row["score"]
    number = Decimal(score) if score is not None and _NUMBER.match(score) else None
    return Indicator(
        no=no,
        level1=row["level1"],
        level2=row["level2"],
        level3=row["level3"],
        target_raw=row["target"],
        target_text=row["target"].strip(),
        target_cells=tuple(row["target_cells"]) if row.get("target_cells") else None,
        actual_text=row["actual"],
        weight=None if row["weight"] is None else Decimal(row["weight"]),
        score=number,
        score_text=score if number is None else None,
        deviation_reason=row.get("deviation_reason"),
    )


if __name__ == "__main__":
    sys.stdout.write(table(Path(os.environ["JIXIAO_CORPUS"])))
