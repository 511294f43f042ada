"""The drills at a hundredth, and that their judgement can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from drills.office import Broken, Line, judge, read_journals

_PROMISED = Line("journal-0-1", "aa", 1.0, 2.0)
_IN_DOUBT = Line("journal-1-7", "bb", 1.5, None)


@pytest.mark.parametrize("name", ["crash", "copies"])
def test_nothing_promised_is_lost_at_a_hundredth_of_the_drill(name: str) -> None:
    command = [sys.executable, "-m", "drills", name, "--scale", "0.01"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("none lost" if name == "crash" else "none missing, none in part") in done.stdout


@pytest.mark.parametrize("found", [{"journal-0-1": "aa"}, {"journal-0-1": "aa", "journal-1-7": "bb"}])
def test_what_was_in_doubt_may_be_there_or_not(found: dict[str, str]) -> None:
    judge([_PROMISED], [_IN_DOUBT], found)


@pytest.mark.parametrize(
    ("found", "promise"),
    [
        ({"journal-1-7": "bb"}, "1 committed transactions are lost"),
        ({"journal-0-1": ""}, "1 transactions are there in part"),
        ({"journal-0-1": "aa", "journal-1-7": "cc"}, "1 transactions are there in part"),
        ({"journal-0-1": "aa", "journal-2-1": "dd"}, "1 programmes that nobody wrote"),
    ],
)
def test_a_broken_promise_is_named(found: dict[str, str], promise: str) -> None:
    with pytest.raises(Broken, match=promise):
        judge([_PROMISED], [_IN_DOUBT], found)


def test_a_journal_line_without_its_end_says_nothing(tmp_path: Path) -> None:
    journal = tmp_path / "journal-0"
    lines = ['["tried", "a", "aa", 1.0]\n', '["promised", "a", "aa", 2.0]\n', '["tried", "b", "bb", 3.0]\n', '["prom']
    journal.write_text("".join(lines), encoding="utf-8")
    assert read_journals([journal]) == [Line("a", "aa", 1.0, 2.0), Line("b", "bb", 3.0, None)]
