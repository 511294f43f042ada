"""``jixiao write``: JSON in, the official layout out, one clear sentence when it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jixiao.documents.forms.json import dumps, form_to_json
from jixiao.documents.writers.xlsx import CELL_LENGTH_MAX
from jixiao.interfaces.cli import main
from tests.support.written_forms import national_target, one_of_each

MAGIC = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}


def run(*arguments: Path | str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["write", *map(str, arguments)], input=given)


def as_json(**changes: Any) -> str:
    return dumps(form_to_json(national_target()) | changes)


@pytest.mark.parametrize("to", MAGIC)
def test_the_extension_of_the_file_says_the_format(to: str, tmp_path: Path) -> None:
    (tmp_path / "form.json").write_text(as_json(), encoding="utf-8")
    result = run(tmp_path / "form.json", "-o", tmp_path / f"out.{to}")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / f"out.{to}").read_bytes().startswith(MAGIC[to])


def test_one_form_a_list_and_json_lines_are_all_taken_from_standard_input(tmp_path: Path) -> None:
    many = [form_to_json(form) for form in one_of_each()]
    for given in (as_json(), dumps(many), "\n".join(map(dumps, many))):
        out = tmp_path / "out"
        assert run("--to", "html", "-o", out, given=given).exit_code == 0
        expected = 1 if given == as_json() else 5
        assert out.read_text(encoding="utf-8").count("<article") == expected


def test_a_form_in_another_format_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "form.json").write_text(as_json(), encoding="utf-8")
    assert run(tmp_path / "form.json", "-o", tmp_path / "form.docx").exit_code == 0
    assert run(tmp_path / "form.docx", "-o", tmp_path / "form.html").exit_code == 0
    assert "会计人员继续教育" in (tmp_path / "form.html").read_text(encoding="utf-8")


def test_without_a_format_the_command_says_which_there_are(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out", given=as_json())
    assert result.exit_code == 2
    assert "xlsx、docx、pdf、html" in result.output


@pytest.mark.parametrize(
    ("given", "code"),
    [("[]", "write.no_form"), ("{", "file.bad_json"), ('{"indicators": 1}', "file.bad_json")],
)
def test_what_is_no_form_is_refused_and_nothing_is_written(given: str, code: str, tmp_path: Path) -> None:
    result = run("--json", "-o", tmp_path / "out.pdf", given=given)
    assert result.exit_code == 1
    assert [json.loads(line)["code"] for line in result.output.splitlines()] == [code]
    assert not (tmp_path / "out.pdf").exists()


def test_a_text_too_long_for_a_spreadsheet_is_named(tmp_path: Path) -> None:
    given = as_json(narratives={"年度目标": "长" * (CELL_LENGTH_MAX + 1)})
    result = run("-o", tmp_path / "out.xlsx", given=given)
    assert result.exit_code == 1
    assert "write.text_too_long" in result.output
    assert "请改写为 docx、pdf 或 html" in result.output


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "没有" / "out.pdf", given=as_json())
    assert result.exit_code == 1
    assert "write.cannot_write" in result.output
    assert "没有" in result.output


def test_a_character_no_font_has_is_named_and_the_file_is_written_all_the_same(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out.pdf", given=as_json(project_name="𠮷祥路改造"))
    assert result.exit_code == 1
    assert "没有这些字：𠮷" in result.output
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
