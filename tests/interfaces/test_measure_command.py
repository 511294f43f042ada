"""jixiao measure: a JSON line for each programme and measure, in the stable shape."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jixiao.interfaces.cli import main
from tests.support.engines import snapshot_of
from tests.support.published_rows import published_rows

STABLE = {
    *("programme", "indicator", "measure", "version", "numerator", "denominator", "sum", "count", "records", "value"),
    *("unit", "freshness", "computed_at", "engine", "seconds", "query", "snapshot"),
}
HANDLING, RESPONSE = "operations.ticket_handling_rate", "operations.mean_response_time"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three tickets of one programme, one of them handled by a correction of July."""
    corrected = datetime(2020, 7, 1, 9)
    said: list[dict[str, Any]] = [
        {"id": 1, "is_handled": True, "response_business_seconds": 1800},
        {"id": 2, "is_handled": False, "response_business_seconds": 600},
        {"id": 3, "is_handled": False, "superseded_at": corrected},
        {"id": 3, "is_handled": True, "recorded_at": corrected},
    ]
    always = {"programme_id": 7, "is_test": False, "opened_at": datetime(2020, 3, 2, 10)}
    snapshot_of({"operations_ticket": published_rows("operations_ticket", [always | row for row in said])}, tmp_path)
    return tmp_path


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["measure", "--snapshot", str(store), *arguments])


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_share_has_numerator_denominator_value_and_the_snapshot(store: Path) -> None:
    (line,) = lines(run(store, "--measure", HANDLING))
    assert line.keys() >= STABLE
    assert (line["programme"], line["indicator"], line["engine"]) == ("7", "运维工单处理率", "duckdb")
    assert (line["numerator"], line["denominator"], line["records"]) == (2, 3, 3)
    assert (line["value"], line["sum"], line["count"]) == ("0.666666666667", None, None)
    assert line["freshness"] == "2020-07-01T09:00:00"
    assert line["snapshot"] == (store / "latest").read_text(encoding="ascii").strip()
    assert '"published"."operations_ticket"' in line["query"]
    assert Decimal(line["seconds"]) >= 0


def test_a_mean_has_sum_and_count_and_its_value_in_its_unit(store: Path) -> None:
    (line,) = lines(run(store, "--measure", "运维平均响应时间"))
    assert (line["measure"], line["sum"], line["count"], line["unit"]) == (RESPONSE, 2400, 2, "小时")
    assert (line["value"], line["numerator"]) == ("0.333333333333", None)


def test_the_year_is_the_last_of_the_snapshot_unless_said(store: Path) -> None:
    assert {line["year"] for line in lines(run(store))} == {2020}
    assert [line for line in lines(run(store, "--year", "2019")) if line["measure"] == HANDLING] == []


def test_as_of_a_day_counts_what_was_recorded_by_then_and_names_what_changed_since(store: Path) -> None:
    then, *changes = lines(run(store, "--measure", HANDLING, "--as-of", "2020-06-30", "--changes"))
    assert (then["numerator"], then["denominator"], then["as_of"]) == (1, 3, "2020-06-30")
    assert [(row["change"], row["record_id"], row["hit"]) for row in changes] == [("came", 3, True), ("left", 3, False)]


def test_the_rows_behind_a_number_follow_it(store: Path) -> None:
    value, *rows = lines(run(store, "--measure", HANDLING, "--rows"))
    assert value["records"] == len(rows) == 3
    assert tuple(rows[0][key] for key in ("record_id", "hit", "source")) == (2, False, "operations_ticket")


def test_only_the_programme_asked_for(store: Path) -> None:
    assert lines(run(store, "--measure", HANDLING, "--programme", "8")) == []
    assert len(lines(run(store, "--measure", HANDLING, "--programme", "7"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "2020-06-31"), "--as-of 不是日期"),
        (("--changes",), "--changes 要与 --as-of 连用"),
        (("--engine", "postgres"), "postgres 读取实时记录"),
        (("--measure", "没有的度量"), "没有这个度量：没有的度量"),
    ],
)
def test_misuse_is_answered_in_chinese(store: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(store, *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_folder_without_a_snapshot_is_a_finding(tmp_path: Path) -> None:
    result = run(tmp_path / "none")
    assert (result.exit_code, "没有可用的快照" in result.stderr) == (1, True)


def test_the_day_is_local_and_its_last_moment_counts(store: Path) -> None:
    """What was recorded at nine on the first of July was known at its end."""
    (line,) = lines(run(store, "--measure", HANDLING, "--as-of", date(2020, 7, 1).isoformat()))
    assert line["numerator"] == 2
