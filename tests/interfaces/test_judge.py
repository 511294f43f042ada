"""jixiao judge: JSON lines in, the same lines with a verdict out."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jixiao.interfaces.cli import main


def run(*lines: dict[str, Any] | str, arguments: tuple[str, ...] = ()) -> Result:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return CliRunner().invoke(main, ["judge", *arguments], input=text)


def printed(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def said(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stderr.splitlines()]


def test_a_line_comes_back_whole_with_verdict_and_reason() -> None:
    row = {"id": 7, "target": "≥95%", "level3": "满意度", "actual": "98.6%", "note": None, "weight": "10"}
    result = run(row)
    assert result.exit_code == 0
    (answer,) = printed(result)
    assert {key: answer[key] for key in row} == row
    assert (answer["verdict"], answer["direction"], answer["direction_source"]) == ("met", "higher", "operator")
    assert answer["why"].endswith("。")
    assert answer["flags"] == []


def test_a_parsed_target_is_taken_as_it_is() -> None:
    label = {"op": "<=", "value": "0.003", "unit": "ratio"}
    (answer,) = printed(run({"parsed": [label], "actual": "0", "numerator": 0, "denominator": 4}))
    assert (answer["verdict"], answer["flags"]) == ("not_proven", ["count_small"])
    assert answer["parsed"] == [label]


@pytest.mark.parametrize("stated", ["lower", "反向", "反向指标"])
def test_a_stated_direction_decides_and_stays_as_written(stated: str) -> None:
    (answer,) = printed(run({"target": "12次", "actual": "13次", "direction": stated}))
    assert (answer["verdict"], answer["direction"], answer["direction_source"]) == ("not_met", stated, "stated")


def test_due_and_as_of_are_days() -> None:
    row = {"target": "≥12次", "actual": "5次", "due": "2020-12-31"}
    answers = printed(run({**row, "as_of": "2020-06-30"}, {**row, "as_of": "2021-01-01"}, row))
    assert [answer["verdict"] for answer in answers] == ["not_due", "not_met", "not_met"]


def test_an_actual_may_be_a_number_or_absent() -> None:
    answers = printed(run({"target": "≥95%", "actual": 0.986}, {"target": "≥95%", "actual": None}, {"target": "≥95%"}))
    assert [answer["verdict"] for answer in answers] == ["met", "not_reported", "not_reported"]


def test_words_in_the_score_column_are_the_reason() -> None:
    (answer,) = printed(run({"target": "100%", "actual": "无", "score": "没有此类业务", "level3": "保障率"}))
    assert answer["verdict"] == "not_applicable"
    assert "没有此类业务" in answer["why"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "judge.bad_json"),
        ("[1]", "judge.not_an_object"),
        ('{"actual": "1"}', "judge.no_target"),
        ('{"target": 5, "actual": ["1"]}', "judge.bad_value"),
        ('{"parsed": [{"op": "?"}], "actual": "1"}', "judge.bad_label"),
        ('{"parsed": "≥5", "actual": "1"}', "judge.bad_label"),
        ('{"target": "≥5", "actual": "6", "direction": "向上"}', "judge.bad_direction"),
        ('{"target": "≥5", "actual": "6", "due": "2020年底"}', "judge.bad_date"),
        ('{"target": "≥5%", "actual": "6%", "numerator": "-1"}', "judge.bad_count"),
        ('{"target": "≥5", "target_cells": 5, "actual": "6"}', "judge.bad_value"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_done_in_order(line: str, code: str) -> None:
    good = {"target": "≥5次", "actual": "6次"}
    result = run({**good, "n": 1}, line, {**good, "n": 3})
    assert result.exit_code == 1
    assert [answer["n"] for answer in printed(result)] == [1, 3]
    (finding,) = said(result)
    assert (finding["code"], finding["severity"]) == (code, "error")
    assert finding["place"] == "标准输入 第2行"
    assert finding["message"].endswith("。")
    assert finding["fix"]


def test_a_file_is_read_with_its_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes("\ufeff".encode() + '{"target": "≥5次", "actual": "6次"}\r\n\r\n'.encode())
    result = CliRunner().invoke(main, ["judge", "--json", str(file)])
    assert (result.exit_code, [answer["verdict"] for answer in printed(result)]) == (0, ["met"])


def test_a_file_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["judge", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1
    assert [finding["code"] for finding in said(result)] == ["file.missing"]


def test_a_number_nobody_could_write_out_costs_only_its_line() -> None:
    result = run(
        {"target": "≥1个", "actual": "2个"},
        '{"target": "≥1个", "actual": 1e999999999}',
        '{"parsed": [{"op": ">=", "value": "1e999999999", "unit": "个"}], "actual": "2个"}',
    )
    assert [answer["verdict"] for answer in printed(result)] == ["met"]
    assert [finding["code"] for finding in said(result)] == ["judge.bad_value", "judge.bad_label"]


def test_a_mistake_of_the_program_costs_only_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def judged(row: dict[str, object]) -> dict[str, object]:
        if row["actual"] == "坏":
            raise KeyError("x")
        return row

    monkeypatch.setattr(importlib.import_module("jixiao.interfaces.cli.judge"), "judged_row", judged)
    result = run({"actual": "坏"}, {"actual": "好"})
    assert [answer["actual"] for answer in printed(result)] == ["好"]
    assert [finding["code"] for finding in said(result)] == ["program.mistake"]


def test_bytes_that_are_no_utf8_are_one_bad_line() -> None:
    result = CliRunner().invoke(main, ["judge"], input='{"target": "≥5次"}'.encode("gb18030"))
    assert (result.exit_code, said(result)[0]["code"]) == (1, "judge.bad_encoding")
