"""``jixiao targets`` as a person meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def targets(*arguments: str, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "targets", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_each_line_comes_back_in_order_with_what_was_understood() -> None:
    done = targets(stdin='{"target": "≤3‰", "weight": 1.50}\n\n{"target": "80", "level3": "参训人数"}\n')
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (json.loads(line, parse_float=str) for line in done.stdout.splitlines())
    assert first == {
        "target": "≤3‰",
        "weight": "1.50",
        "parsed": [{"op": "<=", "value": "0.003", "unit": "ratio"}],
    }
    assert second["parsed"][0]["unit_from"] == "name"


def test_what_was_parsed_before_is_replaced_and_cells_are_read() -> None:
    line = {"target": "反向小于等于12万元", "target_cells": ["反向", "小于等于", "12", "万元"], "parsed": ["old"]}
    done = targets("--json", stdin=json.dumps(line))
    assert json.loads(done.stdout)["parsed"] == [{"op": "<=", "value": "120000", "unit": "元"}]


def test_a_bad_line_is_named_and_the_others_are_still_done() -> None:
    lines = [
        '{"target": "10人"}',
        "不是",
        '{"level3": "人数"}',
        "[1]",
        '{"target": "1", "target_cells": "x"}',
        '{"target": "5人"}',
    ]
    done = targets(stdin="\n".join(lines))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    findings = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(finding["code"], finding["place"]) for finding in findings] == [
        ("targets.bad_json", "标准输入 第2行"),
        ("targets.no_target", "标准输入 第3行"),
        ("targets.not_an_object", "标准输入 第4行"),
        ("targets.bad_value", "标准输入 第5行"),
    ]
    assert all(finding["message"] and finding["fix"] for finding in findings)


def test_a_file_is_read_and_a_missing_one_is_said_in_chinese(tmp_path: Path) -> None:
    file = tmp_path / "targets.jsonl"
    file.write_bytes('﻿{"target": "健全"}\n'.encode() + b"\xff\xfe\n")
    done = targets("--why", str(file))
    assert json.loads(done.stdout)["measurable"] is False
    assert json.loads(done.stderr)["code"] == "targets.bad_encoding"
    missing = targets(str(tmp_path / "none.jsonl"))
    assert missing.returncode == 1
    assert "没有这个文件" in missing.stderr


def test_half_a_character_and_a_line_without_end_cost_only_themselves() -> None:
    done = targets(stdin='{"target": "\\ud800"}\n' + "x" * (2**20 + 5) + '\n{"target": "10人"}\n')
    assert done.returncode == 1
    assert [json.loads(line)["target"] for line in done.stdout.splitlines()] == ["10人"]
    codes = [json.loads(line)["code"] for line in done.stderr.splitlines()]
    assert codes == ["targets.bad_json", "targets.line_too_long"]
