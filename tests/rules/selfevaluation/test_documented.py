"""Every code the check can give is explained in docs/scoring.md, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import jixiao.rules.selfevaluation

FOLDER = Path(jixiao.rules.selfevaluation.__file__).parent
PAGE = Path(__file__).parents[3] / "docs" / "scoring.md"
CODE = re.compile(r'"((?:weights|execution|score|actual|deviation|total|grade)\.[a-z_0-9]+)"')


def test_the_codes_of_the_check_are_those_of_the_page() -> None:
    used = {code for file in FOLDER.glob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}
    explained = set(re.findall(r"^\| `([a-z_.0-9]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    profiles = {"mof_2020_10", "mof_2021_101", "mof_2020_10_reverse_ours", "shanghai_2020"}
    assert len(used) > 20
    assert used == explained - profiles
    assert profiles <= explained
