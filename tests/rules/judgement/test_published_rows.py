"""The published self-evaluation rows, each judged once by hand: ids and verdicts; the text stays in the corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Judgement, judge
from jixiao.rules.values import ParsedTarget, TargetValue

_EXPECTED = Path(__file__).parents[2] / "fixtures" / "selfeval_verdicts.jsonl"


def _judged(row: dict[str, Any]) -> Judgement:
    target = ParsedTarget(row["target"], tuple(TargetValue.from_label(label) for label in row["parsed"]))
    # one form prints the explanation in the score column
    explained = row.get("deviation_reason") or (row["score"] if row["score"] and not row["score"][0].isdigit() else "")
    return judge(
        target,
        row["actual"],
        name=row["level3"],
        category=row["level2"],
        year=row["year"],
        reason=explained,
        lexicon=direction_lexicon(),
    )


def test_every_published_row_gets_the_verdict_a_person_gave_it(corpus_folder: Path) -> None:
    rows = [json.loads(line) for line in (corpus_folder / "selfeval_dev.jsonl").open(encoding="utf-8")]
    expected = {item["id"]: item["verdict"] for item in map(json.loads, _EXPECTED.open(encoding="utf-8"))}
    assert {row["id"] for row in rows} == expected.keys()
    different = {row["id"]: str(_judged(row).verdict) for row in rows if _judged(row).verdict != expected[row["id"]]}
    assert different == {}


def test_no_published_row_is_left_without_a_reason(corpus_folder: Path) -> None:
    rows = [json.loads(line) for line in (corpus_folder / "selfeval_dev.jsonl").open(encoding="utf-8")]
    assert [row["id"] for row in rows if not _judged(row).why.endswith(("。", "）", row.get("score") or "。"))] == []
