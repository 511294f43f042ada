"""Many at once on one form, over real connections: one is done, the others are told why not, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_of_many_at_once_one_is_done_and_the_others_are_told() -> None:
    command = [sys.executable, "-m", "tests.systems.programmes.at_once"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert json.loads(done.stdout) == {
        "save": {"done": 1, "form.changed_meanwhile": 5},
        "name": {"done": 1, "programme.name_taken": 5},
        "approve": {"done": 1, "state.not_now": 5},
        "change": {"done": 1, "version.open_exists": 5},
        "versions": ["approved", "draft"],
    }
