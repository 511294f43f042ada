"""The case files an officer can read: each line is one target, one actual value and the verdict they deserve."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import judge
from jixiao.rules.targets import parse_target

LEXICON = direction_lexicon(date(2021, 1, 1))
_FILES = ("cases.txt", "unseen_cases.txt")
_CASES = [
    tuple(part.strip() for part in line.split("|"))
    for file in _FILES
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("name", "heading", "target", "actual", "verdict"), _CASES, ids=map("|".join, _CASES))
def test_the_verdict_is_the_one_in_the_case_file(
    name: str, heading: str, target: str, actual: str, verdict: str
) -> None:
    judgement = judge(parse_target(target, name=name), actual, name=name, category=f"{heading}指标", lexicon=LEXICON)
    assert (str(judgement.verdict), judgement.why[-1:]) == (verdict, "。")
