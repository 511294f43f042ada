"""A file that misbehaves costs itself only, and order is kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jixiao.documents.workers import Bounds, Start, through_workers


def behave(path: Path) -> str | dict[str, str]:
    match path.name:
        case "environment":
            return dict(os.environ)
        case "dies":
            os._exit(3)
        case "hangs":
            time.sleep(60)
        case "raises":
            raise ValueError("oops")
        case "eats":
            return str(len(bytearray(64 * 1024**3)))
        case "slow":
            time.sleep(0.2)
    return path.name.upper()


def test_results_come_in_the_order_of_the_files_whoever_is_done_first() -> None:
    names = ["slow", *(f"f{number}" for number in range(40))]
    done = list(through_workers(behave, map(Path, names), jobs=2))
    assert [each.result for each in done] == [name.upper() for name in names]


@pytest.mark.parametrize("start", ["fork", "clean"])
def test_a_file_that_kills_stalls_fills_or_breaks_its_worker_gets_a_finding_and_the_others_are_done(
    start: Start,
) -> None:
    names = ["a", "dies", "b", "hangs", "raises", "eats", "c"]
    done = list(through_workers(behave, map(Path, names), jobs=2, bounds=Bounds(seconds=2.0), start=start))
    assert [each.result for each in done] == ["A", None, "B", None, None, None, "C"]
    assert [each.finding.code for each in done if each.finding] == [
        "file.reader_crashed",
        "file.took_too_long",
        "program.mistake",
        "file.too_much_memory",
    ]


def test_a_clean_worker_knows_nothing_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://jixiao:secret@db/jixiao")
    monkeypatch.setenv("LANG", "C.UTF-8")
    [done] = through_workers(behave, [Path("environment")], start="clean")
    assert isinstance(done.result, dict)
    assert done.result["LANG"] == "C.UTF-8"
    assert "DATABASE_URL" not in done.result


def test_only_a_few_results_wait_for_their_turn() -> None:
    taken: list[int] = []

    def paths():  # type: ignore[no-untyped-def]
        for number in range(200):
            taken.append(number)
            yield Path(f"f{number}")

    stream = through_workers(behave, paths(), jobs=2)
    next(stream)
    assert len(taken) < 100
    stream.close()
