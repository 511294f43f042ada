"""The commands as a person meets them: what they print, where, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.documents.readers import DEFAULT_LIMITS
from jixiao.interfaces.cli import main
from tests.support.samples import SAMPLES


def jixiao(*arguments: str, stdin: bytes = b"", home: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jixiao.interfaces.cli", *arguments]
    environment = os.environ | ({"JIXIAO_HOME": str(home)} if home else {})
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False, env=environment)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def json_lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", ["forms.txt", "forms.pdf", "forms.docx", "forms.xlsx"])
def test_read_prints_a_line_of_json_for_each_form_and_is_silent_otherwise(name: str) -> None:
    done = jixiao("read", str(SAMPLES / name))
    assert (done.returncode, done.stderr) == (0, "")
    forms = json_lines(done.stdout)
    assert [form["kind"] for form in forms] == ["target"] * 7
    assert [form["indicator_count"] for form in forms] == [18, 23, 13, 23, 14, 19, 36]
    assert all(form["source"] and form["findings"] == [] for form in forms)


def test_read_takes_standard_input() -> None:
    done = jixiao("read", stdin=(SAMPLES / "forms.pdf").read_bytes())
    assert done.returncode == 0
    assert len(json_lines(done.stdout)) == 7


def test_one_unreadable_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    done = jixiao("read", str(tmp_path / "空.pdf"), str(SAMPLES / "forms.docx"), str(tmp_path / "没有.pdf"))
    assert done.returncode == 1
    assert len(json_lines(done.stdout)) == 7
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "空.pdf" in lines[0]
    assert "[file.empty]" in lines[0]
    assert "没有.pdf" in lines[1]
    assert "Traceback" not in done.stderr


def test_findings_of_unreadable_files_come_as_json_when_asked(tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    done = jixiao("read", "--json", str(tmp_path / "空.pdf"))
    [finding] = json_lines(done.stderr)
    assert set(finding) == {"code", "severity", "place", "message", "basis", "fix"}


def test_a_folder_is_refused_without_recursive_and_read_with_it(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "forms.docx", tmp_path / "a.docx")
    (tmp_path / ".隐藏").write_bytes(b"x")
    refused = jixiao("read", str(tmp_path))
    assert refused.returncode == 1
    assert "[file.directory]" in refused.stderr
    assert "--recursive" in refused.stderr
    done = jixiao("read", "-r", str(tmp_path))
    assert (done.returncode, len(json_lines(done.stdout))) == (0, 7)


def test_what_read_prints_check_and_write_take(tmp_path: Path) -> None:
    printed = jixiao("read", str(SAMPLES / "forms.txt")).stdout
    checked = jixiao("check", "--json", stdin=printed.encode())
    direct = jixiao("check", "--json", str(SAMPLES / "forms.txt"))
    codes = [[finding["code"] for finding in line["findings"]] for line in json_lines(checked.stdout)]  # type: ignore[attr-defined]
    assert codes == [[f["code"] for f in line["findings"]] for line in json_lines(direct.stdout)]  # type: ignore[attr-defined]
    written = jixiao("write", "--to", "docx", "-o", str(tmp_path / "out.docx"), stdin=printed.encode())
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    again = json_lines(jixiao("read", str(tmp_path / "out.docx")).stdout)
    assert [form["project_name"] for form in again] == [form["project_name"] for form in json_lines(printed)]


def test_check_names_what_differs_between_the_forms_of_one_bureau_and_exits_1() -> None:
    done = jixiao("check", "--json", str(SAMPLES / "forms.pdf"))
    assert done.returncode == 1
    *_, across = json_lines(done.stdout)
    differing = [f["message"] for f in across["findings"] if f["code"] == "bureau.targets_differ"]  # type: ignore[attr-defined]
    assert any("故障重复发生率" in message and "≤3‰" in message and "<=10%" in message for message in differing)
    assert any("预算执行率" in message and "97%" in message for message in differing)
    assert len(differing) == 2


def test_check_compares_files_with_each_other(tmp_path: Path) -> None:
    forms = json.loads((SAMPLES / "forms.json").read_text(encoding="utf-8"))
    for number in (2, 6):
        (tmp_path / f"{number}.json").write_text(json.dumps(forms[number], ensure_ascii=False), encoding="utf-8")
    done = jixiao("check", "--json", "-r", str(tmp_path))
    across = [line for line in json_lines(done.stdout) if line["source"] == "各表之间"]
    assert len(across) == 1
    assert any(f["code"] == "bureau.targets_differ" for f in across[0]["findings"])  # type: ignore[attr-defined]


def test_each_form_is_headed_by_its_file(tmp_path: Path) -> None:
    forms = json.loads((SAMPLES / "forms.json").read_text(encoding="utf-8"))
    (tmp_path / "甲.json").write_text(json.dumps(forms[2] | {"source": "原件.docx"}), encoding="utf-8")
    shutil.copy(SAMPLES / "forms.docx", tmp_path / "乙.docx")
    lines = jixiao("check", "-r", str(tmp_path)).stdout.splitlines()
    headings = [line for line in lines if "（上海市财政局，2020）" in line]
    assert sum(line.startswith(f"{tmp_path / '乙.docx'} ") for line in headings) == 7
    assert sum(line.startswith("原件.docx ") for line in headings) == 1


def test_a_last_year_that_cannot_be_read_or_compared_is_said() -> None:
    missing = jixiao("check", "-q", str(SAMPLES / "forms.txt"), "--last-year", "没有.docx")
    assert "没有.docx：没有这个文件" in missing.stdout
    this_year = (SAMPLES / "forms.txt").read_text(encoding="utf-8")
    other = jixiao(
        "check", "-q", "--last-year", str(SAMPLES / "forms.pdf"), stdin=this_year.replace("上海", "下海").encode()
    )
    assert "[check.last_year_of_another_unit]" in other.stdout


def test_json_that_is_no_form_is_refused_with_a_code(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"indicators": [{}]}', encoding="utf-8")
    done = jixiao("check", str(path))
    assert done.returncode == 1
    assert "[file.bad_json]" in done.stdout + done.stderr


def test_an_unknown_framework_is_misuse() -> None:
    done = jixiao("check", "--framework", "没有", str(SAMPLES / "forms.txt"))
    assert done.returncode == 2
    assert "mof-2021-101" in done.stderr


def test_the_demo_prints_seven_programmes_146_targets_and_findings(tmp_path: Path) -> None:
    done = jixiao("demo", "--once", "--scale", "0", home=tmp_path)
    assert done.returncode == 0
    assert "146 项指标" in done.stdout
    assert "支付业务量不低于200万笔，且非税不低于14万笔" in done.stdout
    assert "[bureau.targets_differ]" in done.stdout
    assert "285号" in done.stdout
    assert done.stdout.count("（2020年度）  当年预算") == 7


def test_standard_input_without_end_is_refused_as_too_large() -> None:
    done = jixiao("read", stdin=b"\0" * (DEFAULT_LIMITS.file_bytes_max + 1000))
    assert done.returncode == 1
    assert "标准输入" in done.stderr
    assert "[file.too_large]" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        '{"tables": 5}',
        '{"tables": null}',
        "[" * 100_000,
        '{"kind": "self_evaluation", "funds": 5, "indicators": []}',
        '{"kind": "self_evaluation", "funds": [{"label": 5}], "indicators": []}',
        '{"indicators": [{"target_text": "≥1个", "parsed": 5}]}',
        '{"indicators": [{"target_text": "≥1个", "parsed": [{"op": "?"}]}]}',
        '{"indicators": [{"target_text": "≥1个", "monitoring": {"causes": {"其他": 1}}}]}',
        '{"indicators": [{"target_text": "≥1个", "target_cells": [5]}]}',
        '{"narratives": {"年度目标": 5}, "indicators": []}',
        '{"budget": {"current_year_budget_yuan": 1e999999999}, "indicators": []}',
        '{"project_name": "\\ud800", "indicators": []}',
    ],
)
@pytest.mark.parametrize("command", [("read",), ("check",), ("write", "--to", "html", "-o", "-")])
def test_json_of_any_shape_that_is_no_form_gets_one_message(command: tuple[str, ...], text: str) -> None:
    done = jixiao(*command, stdin=text.encode())
    assert done.returncode == 1
    assert "标准输入：不能作为绩效表的 JSON 读入：" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "program.mistake" not in done.stdout + done.stderr


def test_json_with_a_byte_order_mark_is_read() -> None:
    done = jixiao("read", stdin=b"\xef\xbb\xbf" + (SAMPLES / "forms.json").read_bytes())
    assert len(json_lines(done.stdout)) == 7


def test_a_file_without_permission_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "锁.pdf"
    shutil.copy(SAMPLES / "forms.pdf", locked)
    real_open = os.open

    def opened(path: Path, *arguments: int) -> int:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return real_open(path, *arguments)

    monkeypatch.setattr(os, "open", opened)  # as seen by a user who is not root
    monkeypatch.setattr(os, "access", lambda path, *_: str(path) != str(locked))
    done = CliRunner().invoke(main, ["read", str(locked), str(SAMPLES / "forms.docx")])
    assert done.exit_code == 1
    assert "锁.pdf：没有读取这个文件的权限" in done.stderr
    assert len(json_lines(done.stdout)) == 7


@pytest.mark.parametrize(("name", "why"), [("没有/a.pdf", "所在的文件夹不存在"), ("", "这是文件夹，不是文件")])
def test_what_cannot_be_written_is_said_in_chinese(tmp_path: Path, name: str, why: str) -> None:
    done = jixiao("write", str(SAMPLES / "forms.txt"), "--to", "html", "-o", str(tmp_path / name))
    assert done.returncode == 1
    assert f"文件写不进去：{why}。" in done.stderr
