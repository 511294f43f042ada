"""The help of the command line is Chinese throughout, with nothing of click's own English."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from jixiao.interfaces.cli import COMMANDS, main


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_the_help_has_chinese_headings_and_no_english_ones(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert result.output.startswith("用法：")
    assert "选项:" in result.output
    for english in ("Usage", "Options", "Commands", "COMMAND", "OPTIONS", "and exit"):
        assert english not in result.output


def test_the_commands_are_listed_under_a_chinese_heading() -> None:
    assert "命令:" in CliRunner().invoke(main, ["--help"]).output
