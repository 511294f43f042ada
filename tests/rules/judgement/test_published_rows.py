"""The published self-evaluation rows, each judged once by hand: ids and verdicts; the text stays in the corpus."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import ActualValue, Direction, Judgement, Quantity, Verdict, judge
from jixiao.rules.targets import parse_target
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


def _targets(folder: Path) -> list[dict[str, Any]]:
    files = [folder / "targets_dev.jsonl", folder / "notations_authored.jsonl"]
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


def test_every_target_repeated_word_for_word_is_met(corpus_folder: Path) -> None:
    """A rule of the game more than a truth: whoever writes the target into the actual claims to have reached it."""
    missed = []
    for row in _targets(corpus_folder):
        name = row.get("level3") or ""
        target = parse_target(row["target"], name=name or None)
        judgement = judge(target, row["target"] + "。", name=name, lexicon=direction_lexicon(date(2021, 1, 1)))
        missed += [(row["target"], judgement.why)] if judgement.verdict is not Verdict.MET else []
    assert missed == []


@pytest.mark.parametrize(("factor", "better"), [("1.1", Direction.HIGHER), ("0.9", Direction.LOWER)])
def test_a_tenth_to_the_better_side_meets_and_to_the_worse_misses(
    corpus_folder: Path, factor: str, better: Direction
) -> None:
    """Whatever the notation of a bound: the number is brought to it exactly and stands on the right side of it."""
    wrong, checked = [], 0
    for row in _targets(corpus_folder):
        (value, *more) = parse_target(row["target"], name=row.get("level3") or None).values
        bound = {">=": Direction.HIGHER, ">": Direction.HIGHER, "<=": Direction.LOWER, "<": Direction.LOWER}.get(
            value.op
        )
        if more or bound is None or not isinstance(value.value, Decimal) or value.direction or not value.value:
            continue
        reached = value._replace(op="=", value=value.value * Decimal(factor), subject=None)
        verdict = judge([value], ActualValue("", (Quantity(reached),)), lexicon=direction_lexicon()).verdict
        checked += 1
        wrong += [row["target"]] if verdict is not (Verdict.MET if bound is better else Verdict.NOT_MET) else []
    assert wrong == []
    assert checked * 4 > len(_targets(corpus_folder))
